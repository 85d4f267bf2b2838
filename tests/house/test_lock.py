"""requirements.lock is in step with pyproject.toml and says nothing about the machine that wrote it."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text()
PINNED = {
    canonicalize_name(name): Version(v) for name, v in re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, re.MULTILINE)
}


def direct() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"].values()
    groups = project["dependency-groups"].values()
    return sorted(
        {*project["project"]["dependencies"], *(one for some in (*extras, *groups) for one in some)}
    )


@pytest.mark.parametrize("said", direct())
def test_every_direct_dependency_is_locked_at_a_version_it_allows(said):
    wanted = Requirement(said)
    assert PINNED[canonicalize_name(wanted.name)] in wanted.specifier, "run `make lock`"


def test_every_locked_file_has_its_hash_and_no_address():
    names, hashes = re.findall(r"^\S", LOCK, re.MULTILINE), re.findall(r"--hash=sha256:[0-9a-f]{64}", LOCK)
    assert len(hashes) >= len(names) == len(PINNED)
    assert not re.search(r"//|^-|find-links|index", LOCK, re.MULTILINE)
