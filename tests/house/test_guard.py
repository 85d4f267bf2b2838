"""The bench guard says which of four things happened."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.guard import BROKEN, FELL, HOLDS, NO_VERDICT, Busy, main, ratios

SAYS = "print('ratio import-over-csv: 0.25 of csv alone')"


@pytest.fixture
def quiet(monkeypatch):
    """Pretend that nothing else runs: the tests themselves may share the machine."""
    monkeypatch.setattr(Busy, "foreign_since", lambda _self, _before: 0.0)


def bench(folder: Path, case: str, floors: str) -> Path:
    (folder / "case.py").write_text(case)
    (folder / "floors.toml").write_text(floors)
    return folder


def test_ratios_are_read_from_the_lines_that_say_so():
    said = "reading\nratio a-over-b: 1.50 rows a second\nratio of nothing\nratio c: 2\n"
    assert ratios(said) == {"a-over-b": 1.5, "c": 2.0}


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    ("case", "floors", "exits"),
    [
        (SAYS, "import-over-csv = 0.1", HOLDS),
        (SAYS, "import-over-csv = 0.3", FELL),
        (SAYS, "import-over-csv = 0.1\nother = 1.0", BROKEN),
        ("raise SystemExit(7)", "", BROKEN),
    ],
)
def test_the_guard_holds_floors(tmp_path, case, floors, exits):
    assert main(bench(tmp_path, case, floors)) == exits


@pytest.mark.skipif(not Path("/proc/stat").exists(), reason="needs /proc")
def test_there_is_no_verdict_while_other_work_uses_the_processor(tmp_path):
    other = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        folder = bench(tmp_path, f"import time; time.sleep(1); {SAYS}", "import-over-csv = 0.1")
        assert main(folder) == NO_VERDICT
    finally:
        other.kill()
        other.wait()
