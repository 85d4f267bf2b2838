"""What CONTRIBUTING.md tells a newcomer to write works as it stands there."""

import re
from pathlib import Path

from regulars.delivery.words import wording
from regulars.programs.registry import programs

ROOT = Path(__file__).parents[2]


def test_the_program_in_the_letter_is_found_with_its_words(tmp_path):
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL)
    (tmp_path / "anniversary.py").write_text(code)
    found = programs(tmp_path)["anniversary"]
    assert (found.origin, found.error) == ("shop", None)
    assert wording(found.words("en"), "en").subject == "A year!"
