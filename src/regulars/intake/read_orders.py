"""Reads exported tables row by row into orders; what cannot be used is set aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from typing import Protocol

from regulars.intake.cells import Cells
from regulars.intake.csv_columns import Layout
from regulars.intake.csv_file import CELLS, CsvFile, NotReadable
from regulars.intake.online_retail import ONLINE_RETAIL, OnlineRetail
from regulars.intake.order_rows import OrderRows
from regulars.intake.orders import Order, Orders, Return, Row, by_time
from regulars.intake.set_aside import SetAside, place
from regulars.intake.sold import Sold

ROWS_AT_ONCE, ORDERS_AT_ONCE = 500, 1_000


class Reader(Protocol):
    """Turns rows into orders."""

    def open(self, positions: dict[str, int], evidence: str) -> None:
        """The next rows are of a file with these positions of the columns and this hash."""

    def take(self, rows: list[Row]) -> None:
        """Take rows in; those that cannot be used are set aside. Raises Scattered."""

    def ref(self, cells: list[str]) -> str:
        """The order a row belongs to, as far as it can be told."""

    def finish(self, *, but_last: bool) -> list[Order]:
        """The orders that are complete, with or without the last one."""


@dataclass(frozen=True)
class Rest:
    """What is known when all files are read: what came back, what was sold, what stays out, and how many rows there were."""

    returned: list[Return]
    sold: Sold
    aside: SetAside
    rows: int


@dataclass(frozen=True)
class Read:
    """Complete orders, the bytes taken in for them, and at the end the rest."""

    orders: list[Order]
    moved: int
    rest: Rest | None = None


class Reading:
    """One reading of all files. With `scattered` the rows of an order may lie anywhere and everything is gathered first."""

    def __init__(
        self, files: Sequence[CsvFile], layout: Layout, cells: Cells, currency: str, *, keep_duplicates: bool
    ) -> None:
        self.files = files
        self.layout = layout
        self.read = Orders()
        self.sold = Sold()
        self.aside = aside = SetAside(files, keep_duplicates=keep_duplicates)
        self.rows = self.moved = 0
        self.reader: Reader = (
            OnlineRetail(cells, currency, self.read, aside)
            if layout is ONLINE_RETAIL
            else OrderRows(layout, cells, currency, self.read, aside)
        )

    def orders(self, *, scattered: bool) -> Iterator[Read]:
        """Raises NotReadable for what is no such table or when most rows are of no use; Scattered when the rows of an order lie apart."""
        for number, file in enumerate(self.files):
            positions = self.layout.positions(file)
            self.reader.open(positions, _evidence(file) if "marketing" in positions else "")
            for part in file.parts(self._move, size=ROWS_AT_ONCE):
                self.rows += len(part)
                self.reader.take(self._whole(number, file.width, part))
                if not scattered and len(self.read.placed) > ORDERS_AT_ONCE:
                    yield Read(self._complete(but_last=True), self._moved())
        last = sorted(self._complete(but_last=False), key=by_time)
        if self.aside.bad * 2 > self.rows:
            told = f"{self.aside.bad} of {self.rows} rows cannot be used; is this the right file?"
            raise NotReadable(f"{self.aside.first_bad()} ({told})")
        for at in range(0, len(last), ORDERS_AT_ONCE):
            yield Read(last[at : at + ORDERS_AT_ONCE], self._moved())
        yield Read([], self._moved(), Rest(self.read.returned, self.sold, self.aside, self.rows))

    def _move(self, count: int) -> None:
        self.moved += count

    def _moved(self) -> int:
        moved, self.moved = self.moved, 0
        return moved

    def _whole(self, number: int, width: int, part: list[tuple[int, list[str]]]) -> list[Row]:
        """The rows that have a cell for every column; the others are set aside."""
        start, between = place(number, 0), "\0".join
        rows = [
            (blake2b(between(cells).encode(), digest_size=8).hexdigest(), start | line, cells)
            for line, cells in part
        ]
        if set(map(len, map(CELLS, part))) == {width}:
            return rows
        for _, at, cells in rows:
            if len(cells) != width:
                self.aside.keep(at, f"has {len(cells)} cells where the first line names {width}", cells)
                self.read.spoil(self.reader.ref(cells), at)
        return [row for row in rows if len(row[2]) == width]

    def _complete(self, *, but_last: bool) -> list[Order]:
        """The complete orders that are whole: a total would be wrong without the row set aside, and a fact is never changed."""
        orders = self.reader.finish(but_last=but_last)
        broken = self.read.broken
        for order in orders:
            if order.ref in broken:
                self._keep_back(order, broken[order.ref])
            else:
                order.lines = [(content, at, things, None) for content, at, things, _ in order.lines]
        whole = [order for order in orders if order.ref not in broken]
        self.sold.notice(whole)
        return whole

    def _keep_back(self, order: Order, bad: int) -> None:
        for _, at, _, cells in order.lines:
            if at not in self.aside.rows:
                told = self.aside.told(bad, beside=at)
                self.aside.keep(at, f"{told}, of the same order, cannot be used", cells, spoils=False)


def _evidence(file: CsvFile) -> str:
    with file.path.open("rb") as content:
        return f"sha256 {file_digest(content, 'sha256').hexdigest()[:32]}"
