"""kill -9 at random points of an import, then the same import again: the facts must be those of one clean run.

Prints the seed, each point, and whether the hash over all facts is the clean one. Not run by the guard: nothing here is a ratio.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.import_orders import ONLINE_RETAIL, empty_shop, imported, made_up, regulars  # noqa: E402


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true", help="3 kills instead of 20")
    asked.add_argument("--kills", type=int, default=None)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked.add_argument("--file", type=Path, default=ONLINE_RETAIL)
    wish = asked.parse_args()
    kills = wish.kills or (3 if wish.quick else 20)
    chance = random.Random(wish.seed)
    print(f"seed {wish.seed}, {kills} kills")
    with tempfile.TemporaryDirectory(prefix="regulars-kill-") as folder:
        path = wish.file if wish.file.exists() else made_up(Path(folder) / "made_up.csv.gz", 2_000)
        empty = empty_shop(Path(folder) / "empty")
        seconds = imported(empty, path)
        clean = digest(empty.with_name("home"))
        trial = Trial(empty, path, seconds, clean, chance)
        same = sum(trial.survives(number) for number in range(1, kills + 1))
    print(f"{same} of {kills} ended in the facts of the clean run ({clean[:16]}…)")
    return 0 if same == kills else 1


@dataclass
class Trial:
    empty: Path
    path: Path
    seconds: float
    clean: str
    chance: random.Random

    def survives(self, number: int) -> bool:
        """Kill an import at some point of the time it takes, run it again, and compare."""
        home = fresh(self.empty)
        while (after := killed(home, self.path, self.chance.uniform(0, self.seconds))) is None:
            home = fresh(self.empty)
        left = sorted(each.name for each in (home / "set-aside").glob("*"))
        written = sum(each.stat().st_size for each in home.glob("regulars.sqlite3*")) // 1_000_000
        done = regulars(home, "import", "orders", str(self.path))
        assert done.returncode == 0, done.stdout + done.stderr
        same = digest(home) == self.clean
        said = "same facts" if same else "OTHER FACTS"
        print(
            f"{number:>3}  killed at {after:6.2f} s; {written} MB written, set aside {left or 'nothing'}; then {said}",
            flush=True,
        )
        return same


def killed(home: Path, path: Path, after: float) -> float | None:
    """When the import was killed; None when it had ended before."""
    process = subprocess.Popen(
        [sys.executable, "-m", "regulars.project", "import", "orders", str(path)],
        env=os.environ | {"REGULARS_HOME": str(home)}, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return after
    return None


def digest(home: Path) -> str:
    """The hash over all facts."""
    done = regulars(home, "digest")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def fresh(empty: Path) -> Path:
    """An empty shop with the same keys, since the hash over all facts names people by keyed hashes."""
    home = empty.with_name("home")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(empty, home)
    return home


if __name__ == "__main__":
    sys.exit(main())
