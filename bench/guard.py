"""Holds the floors: runs every case of this folder quickly and fails when a ratio has fallen below its floor.

A verdict needs a quiet machine. Processor time used by anything but the cases themselves is read from /proc; above a
fifth of a core there is no verdict. Exit codes: 0 all floors hold, 1 a ratio fell, 2 a case broke or a floor has no
ratio, 3 no verdict because other work used the processor.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
RATIO = re.compile(r"^ratio (?P<name>[\w./-]+): (?P<value>\d+(?:\.\d+)?)\b", re.MULTILINE)
FOREIGN_AT_MOST = 0.2  # cores
HOLDS, FELL, BROKEN, NO_VERDICT = 0, 1, 2, 3


@dataclass
class Busy:
    """Processor seconds since the machine started: by everything, and by us and our children."""

    machine: float
    ours: float
    at: float

    @classmethod
    def now(cls) -> "Busy":
        user, nice, system, _idle, _iowait, irq, softirq, steal = map(
            int, Path("/proc/stat").read_text().split()[1:9]
        )
        ticks = user + nice + system + irq + softirq + steal
        own = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return cls(
            ticks / os.sysconf("SC_CLK_TCK"),
            sum(use.ru_utime + use.ru_stime for use in own),
            time.monotonic(),
        )

    def foreign_since(self, before: "Busy") -> float:
        """Cores used by others, on average."""
        return (self.machine - before.machine - (self.ours - before.ours)) / max(self.at - before.at, 0.01)


def run(case: Path) -> tuple[dict[str, float], float]:
    """The ratios a case prints and how busy others were meanwhile. Raises CalledProcessError when the case breaks."""
    before = Busy.now()
    done = subprocess.run([sys.executable, case, "--quick"], stdout=subprocess.PIPE, text=True, check=True)
    return ratios(done.stdout), Busy.now().foreign_since(before)


def ratios(output: str) -> dict[str, float]:
    return {found["name"]: float(found["value"]) for found in RATIO.finditer(output)}


def verdict(measured: dict[str, float], floors: dict[str, float]) -> int:
    """Print each floor with what was measured; say which kind of exit that makes."""
    for name, floor in sorted(floors.items()):
        value = measured.get(name)
        what = "was not measured" if value is None else f"is {value:.2f}{'' if value >= floor else ', BELOW'}"
        print(f"{name} {what} (floor {floor:.2f})")
    for name in sorted(measured.keys() - floors.keys()):
        print(f"{name} is {measured[name]:.2f} (no floor yet)")
    if floors.keys() - measured.keys():
        return BROKEN
    return FELL if any(measured[name] < floor for name, floor in floors.items()) else HOLDS


def main(folder: Path) -> int:
    floors = tomllib.loads((folder / "floors.toml").read_text())
    measured: dict[str, float] = {}
    for case in sorted(set(folder.glob("*.py")) - {folder / "guard.py"}):
        try:
            found, foreign = run(case)
        except subprocess.CalledProcessError as broken:
            print(f"{case.name} broke with exit code {broken.returncode}")
            return BROKEN
        if foreign > FOREIGN_AT_MOST:
            print(
                f"No verdict: other work used {foreign:.2f} cores while {case.name} ran. Try again on a quiet machine."
            )
            return NO_VERDICT
        measured |= found
    return verdict(measured, floors)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=HERE, help="where the cases and floors.toml are")
    sys.exit(main(parser.parse_args().folder))
