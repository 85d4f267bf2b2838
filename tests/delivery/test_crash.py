"""Workers killed in the middle of sending, a few times; hundreds of times in `bench/crash.py` (STANDARDS F2, INV-1 to INV-3)."""

import subprocess
import sys
from pathlib import Path

import pytest

CRASH = Path(__file__).parents[2] / "bench" / "crash.py"


@pytest.mark.parametrize(
    "said",
    [
        ("--kills", "12", "--seed", "1"),
        ("--kills", "12", "--seed", "2"),
        ("--kills", "6", "--service", "mailgun"),
        ("--kills", "6", "--service", "postmark"),
        ("--kills", "6", "--service", "resend"),
    ],
    ids=" ".join,
)
def test_killed_workers_lose_nothing_and_double_no_marketing(said):
    done = subprocess.run(
        [sys.executable, CRASH, *said],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "marketing doubled 0, lost 0, unfinished 0, unknown to the outbox 0" in done.stdout
