"""Reads exported tables row by row into orders; what cannot be used is set aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from itertools import compress
from typing import Protocol

from regulars.intake.cells import Cells
from regulars.intake.csv_columns import Layout
from regulars.intake.csv_file import CsvFile, NotReadable
from regulars.intake.online_retail import ONLINE_RETAIL, OnlineRetail
from regulars.intake.order_rows import OrderRows
from regulars.intake.orders import Order, Orders, Return, by_time
from regulars.intake.set_aside import SetAside, place
from regulars.intake.sold import Sold

ROWS_AT_ONCE, ORDERS_AT_ONCE = 500, 100


class Reader(Protocol):
    """Turns rows into orders."""

    def open(self, positions: dict[str, int], evidence: str) -> None:
        """The next rows are of a file with these positions of the columns and this hash."""

    def take(self, contents: Sequence[str], places: Sequence[int], rows: list[list[str]]) -> None:
        """Take rows in, each with its hash and place; those that cannot be used are set aside. Raises Scattered."""

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
            for lines, rows in file.parts(self._move, size=ROWS_AT_ONCE):
                self.rows += len(rows)
                self._take(number, file.width, lines, rows)
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

    def _take(self, number: int, width: int, lines: Sequence[int], rows: list[list[str]]) -> None:
        """Take in the rows that have a cell for every column; the others are set aside."""
        start = place(number, 0)
        places = [start | line for line in lines]
        contents = [blake2b(text.encode(), digest_size=8).hexdigest() for text in map("\0".join, rows)]
        if set(map(len, rows)) == {width}:
            self.reader.take(contents, places, rows)
            return
        for at, cells in zip(places, rows, strict=True):
            if len(cells) != width:
                self.aside.keep(at, f"has {len(cells)} cells where the first line names {width}", cells)
                self.read.spoil(self.reader.ref(cells), at)
        usable = [len(cells) == width for cells in rows]
        if any(usable):
            self.reader.take(
                list(compress(contents, usable)), list(compress(places, usable)), list(compress(rows, usable))
            )

    def _complete(self, *, but_last: bool) -> list[Order]:
        """The complete orders that are whole: a total would be wrong without the row set aside, and a fact is never changed."""
        orders = self.reader.finish(but_last=but_last)
        broken = self.read.broken
        whole = [order for order in orders if order.ref not in broken]
        for order in whole:
            order.settle()
        self.sold.notice(whole)
        for order in orders:
            if order.ref in broken:
                self._keep_back(order, broken[order.ref])
        return whole

    def _keep_back(self, order: Order, bad: int) -> None:
        for _, at, _, cells in order.lines:
            if at not in self.aside.rows:
                told = self.aside.told(bad, beside=at)
                self.aside.keep(at, f"{told}, of the same order, cannot be used", cells, spoils=False)


def _evidence(file: CsvFile) -> str:
    with file.path.open("rb") as content:
        return f"sha256 {file_digest(content, 'sha256').hexdigest()[:32]}"
