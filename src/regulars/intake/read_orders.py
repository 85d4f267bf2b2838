"""Reads exported tables row by row into orders; what cannot be used is set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from typing import Protocol

from regulars.intake.cells import BadCell, BadRow, Cells
from regulars.intake.csv_columns import Layout
from regulars.intake.csv_file import CsvFile, Moved, NotReadable
from regulars.intake.online_retail import ONLINE_RETAIL, OnlineRetail
from regulars.intake.order_rows import OrderRows
from regulars.intake.orders import Orders
from regulars.intake.set_aside import SetAside, place


class Reader(Protocol):
    """Turns rows into orders."""

    def open(self, positions: dict[str, int], evidence: str) -> None:
        """The next rows are of a file with these positions of the columns and this hash."""

    def take(self, row: list[str], place: int, content: str) -> None:
        """One row and the hash of its content. Raises BadCell."""

    def ref(self, row: list[str]) -> str:
        """The order a row belongs to."""

    def finish(self) -> list[BadRow]:
        """All files are read. Returns the rows that only then prove to be of no use."""


@dataclass(frozen=True)
class Gathered:
    """What the files said: orders, what stays out, and how many rows there were."""

    orders: Orders
    aside: SetAside
    rows: int


def gather(
    files: Sequence[CsvFile],
    layout: Layout,
    cells: Cells,
    currency: str,
    *,
    keep_duplicates: bool,
    moved: Moved,
) -> Gathered:
    """Read all files. Raises NotReadable for what is no such table, or when most rows are of no use."""
    orders, aside = Orders(), SetAside(files)
    is_retail = layout is ONLINE_RETAIL
    reader: Reader = (
        OnlineRetail(cells, currency, orders) if is_retail else OrderRows(layout, cells, currency, orders)
    )
    seen: dict[str, int] | None = None if keep_duplicates else {}
    rows = 0
    for number, file in enumerate(files):
        positions = layout.positions(file)
        reader.open(positions, _evidence(file) if "marketing" in positions else "")
        rows += _read(file, number, reader, orders, aside, seen, moved)
    for wrong in reader.finish():
        aside.keep(wrong.place, str(wrong))
    if aside.bad * 2 > rows:
        raise NotReadable(
            f"{aside.first_bad()} ({aside.bad} of {rows} rows cannot be used; is this the right file?)"
        )
    _take_whole_orders_only(orders, aside)
    return Gathered(orders, aside, rows)


def _read(
    file: CsvFile,
    number: int,
    reader: Reader,
    orders: Orders,
    aside: SetAside,
    seen: dict[str, int] | None,
    moved: Moved,
) -> int:
    """Take in one file; returns how many rows it has."""
    rows, start, width, between = 0, place(number, 0), file.width, "\0".join
    take = reader.take
    for line, row in file.rows(moved):
        rows += 1
        at = start | line
        content = blake2b(between(row).encode(), digest_size=8).hexdigest()
        if seen is not None and (first := seen.setdefault(content, at)) != at:
            aside.twice(at, first, row)
            continue
        try:
            if len(row) != width:
                raise BadCell(f"has {len(row)} cells where the first line names {width}")
            take(row, at, content)
        except BadCell as wrong:
            aside.keep(at, str(wrong), row)
            if len(row) >= width:
                orders.broken.setdefault(reader.ref(row), at)
    return rows


def _take_whole_orders_only(orders: Orders, aside: SetAside) -> None:
    """An order one row of which stays out stays out as a whole, since its total would be wrong and a fact is never changed."""
    for ref, bad in orders.broken.items():
        order = orders.placed.pop(ref, None)
        for _, at, _ in order.lines if order else ():
            if at not in aside.rows:
                aside.keep(at, f"{aside.told(bad, beside=at)}, of the same order, cannot be used")


def _evidence(file: CsvFile) -> str:
    with file.path.open("rb") as content:
        return f"sha256 {file_digest(content, 'sha256').hexdigest()[:32]}"
