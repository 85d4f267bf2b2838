"""Workers killed in the middle of sending, a few times; hundreds of times in `bench/crash.py` (STANDARDS F2, INV-1 to INV-3)."""

import subprocess
import sys
from pathlib import Path

import pytest

CRASH = Path(__file__).parents[2] / "bench" / "crash.py"


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_workers_lose_nothing_and_double_no_marketing(seed):
    done = subprocess.run(
        [sys.executable, CRASH, "--kills", "12", "--seed", str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "marketing doubled 0, lost 0, unfinished 0, unknown to the outbox 0" in done.stdout
