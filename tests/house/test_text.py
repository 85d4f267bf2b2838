"""What the files of the project may not say, whoever wrote them."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "the address of a package registry": re.compile(
        r"pypi" r"\.org|python" r"hosted|registry\.npm" r"js|crates" r"\.io", re.IGNORECASE
    ),
    "a folder of somebody's machine": re.compile(r"(?<![\w.])/(home|root|Users)/\w+"),
    "a note to finish later": re.compile(r"\b(TO" r"DO|FIX" r"ME)\b"),
}


def files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what):
    found = []
    for path in files():
        content = path.read_bytes()
        text = "" if b"\0" in content else content.decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in FORBIDDEN[what].finditer(text)]
    assert found == []
