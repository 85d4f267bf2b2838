"""The real file: 541,909 rows, every one accounted for, however the import ends."""

import gzip
import os
import random
import signal
import subprocess
import sys

import pytest

from bench.import_orders import ONLINE_RETAIL, empty_shop, regulars
from tests.intake.exports import imported, written

pytestmark = pytest.mark.needs("data")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shop")
def test_every_row_of_the_real_file_is_accounted_for_and_a_second_import_adds_nothing():
    first = imported(ONLINE_RETAIL)
    tally = first.tally
    assert first.rows == 541_909 == first.recorded + len(first.aside.rows)
    assert (first.aside.duplicates, first.aside.others) == (5_268, 0)
    assert tally.sorts == {
        "goods": 522_481, "postage": 2_061, "fee": 29, "adjustment": 1_449, "write_off": 1_336, "gift_card": 34,
    }  # fmt: skip
    assert tally.matches == {"matched": 4_975, "ambiguous": 2_473, "unmatched": 1_803, "known": 0}
    assert (tally.orders, tally.entries, tally.customers) == (19_942, 2_122, 4_372)
    again = imported(ONLINE_RETAIL)
    assert (again.tally.new, again.tally.known) == (0, tally.new)
    assert (again.rows, again.recorded) == (541_909, first.recorded)


@pytest.mark.django_db
@pytest.mark.usefixtures("shop")
def test_killed_at_any_point_and_run_again_the_facts_are_those_of_one_clean_run(tmp_path):
    kills = int(os.environ.get("REGULARS_KILLS", "3"))
    chance = random.Random(20110812)
    path = written(tmp_path, head(40_000), "part.csv")
    clean = finished(fresh(tmp_path, "clean"), path)
    for number in range(kills):
        home = fresh(tmp_path, f"killed{number}", keys=tmp_path / "clean")
        process = subprocess.Popen(
            [sys.executable, "-m", "regulars.project", "import", "orders", str(path)],
            env=os.environ | {"REGULARS_HOME": str(home)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(chance.uniform(0.3, 2.5))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert finished(home, path) == clean


def head(rows):
    """The first rows of the real file."""
    with gzip.open(ONLINE_RETAIL) as file:
        return b"".join(line for line, _ in zip(file, range(rows), strict=False))


def fresh(folder, name, keys=None):
    """An empty shop; with another's keys, since the hash over all facts names people by keyed hashes."""
    home = folder / name
    if keys is None:
        return empty_shop(home)
    home.mkdir()
    (home / "secrets.toml").write_bytes((keys / "secrets.toml").read_bytes())
    (home / "regulars.toml").write_bytes((keys / "regulars.toml").read_bytes())
    regulars(home, "setup").check_returncode()
    return home


def finished(home, path):
    """Import to the end; the hash over all facts."""
    done = regulars(home, "import", "orders", str(path))
    assert done.returncode == 0, done.stderr
    return regulars(home, "digest").stdout
