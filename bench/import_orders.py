"""The whole import of a shop's history against Python's csv module merely reading the same file, one after the other in the same run.

The import is `regulars import orders` as a process of its own, into an empty shop: starting, reading, recording, ending. The file is
UCI Online Retail where the shared data are; otherwise one in the same layout is made up, and said so.
"""

import argparse
import csv
import gzip
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.needs import DATA  # noqa: E402

ONLINE_RETAIL = DATA / "transactions" / "online_retail" / "online_retail.csv.gz"
SHOP = '[shop]\nname = "Bench"\ncurrency = "GBP"\nzone = "Europe/London"\ncountry = "GB"\n'
COLUMNS = (
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true", help="once instead of five times")
    asked.add_argument(
        "--made-up", action="store_true", help="use a made-up file even where the shared data are"
    )
    wish = asked.parse_args()
    times = 1 if wish.quick else 5
    with tempfile.TemporaryDirectory(prefix="regulars-import-") as folder:
        path, what = ONLINE_RETAIL, "UCI Online Retail"
        if wish.made_up or not ONLINE_RETAIL.exists():
            path, what = made_up(Path(folder) / "made_up.csv.gz"), "a made-up file"
        empty = empty_shop(Path(folder) / "empty")
        rows = read(path)[0]
        reads, imports = [], []
        for _ in range(times):
            reads += [read(path)[1]]
            imports += [imported(empty, path)]
            reads += [read(path)[1]]
        reading, importing = statistics.median(reads), statistics.median(imports)
    print(f"reading {reading:.2f} s, importing {importing:.2f} s, {rows / importing:,.0f} rows/s")
    print(
        f"ratio import-orders/csv-read: {reading / importing:.3f}  "
        f"(whole import of {rows:,} rows of {what} over csv.reader reading the same file, median of {times} interleaved)"
    )


def read(path: Path) -> tuple[int, float]:
    """Rows, and the seconds it takes to read them."""
    began = time.perf_counter()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = sum(1 for _ in csv.reader(file)) - 1
    return rows, time.perf_counter() - began


def imported(empty: Path, path: Path) -> float:
    """Seconds from starting the command to its end."""
    home = empty.with_name("home")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(empty, home)
    began = time.perf_counter()
    done = regulars(home, "import", "orders", str(path))
    seconds = time.perf_counter() - began
    assert done.returncode == 0, done.stdout + done.stderr
    return seconds


def empty_shop(home: Path) -> Path:
    home.mkdir()
    (home / "regulars.toml").write_text(SHOP)
    regulars(home, "setup").check_returncode()
    return home


def regulars(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")}
    command = [sys.executable, "-m", "regulars.project", *words]
    return subprocess.run(
        command,
        env=kept | {"REGULARS_HOME": str(home)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def made_up(path: Path, invoices: int = 25_000) -> Path:
    """About half a million rows in the layout of Online Retail; always the same."""
    chance = random.Random(1)
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for invoice in range(536_365, 536_365 + invoices):
            customer = f"{chance.randrange(12_346, 18_288)}.0" if chance.random() < 0.75 else ""
            minute = (invoice - 536_365) * 20
            placed = f"2011-{minute // 43_200 % 12 + 1:02}-{minute // 1440 % 28 + 1:02} {minute // 60 % 24:02}:{minute % 60:02}:00"
            for item in chance.sample(range(20_000, 24_000), chance.randint(2, 41)):
                price = f"{item % 90 / 10 + 0.45:.2f}"
                table.writerow(
                    (
                        invoice,
                        item,
                        f"THING NUMBER {item} OF TIN",
                        chance.randint(1, 12),
                        placed,
                        price,
                        customer,
                        "United Kingdom",
                    )
                )
    return path


if __name__ == "__main__":
    main()
