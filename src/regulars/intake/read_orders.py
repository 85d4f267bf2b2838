"""Reads exported tables row by row into orders; what cannot be used is set aside."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b, file_digest
from typing import Protocol

from regulars.intake.cells import BadCell, Cells
from regulars.intake.csv_columns import Layout
from regulars.intake.csv_file import CsvFile, Moved, NotReadable
from regulars.intake.online_retail import ONLINE_RETAIL, OnlineRetail
from regulars.intake.order_rows import OrderRows
from regulars.intake.orders import Order, Orders
from regulars.intake.set_aside import SetAside, place

ROWS_AT_ONCE = 20_000


class Reader(Protocol):
    """Turns rows into orders."""

    def open(self, positions: dict[str, int], evidence: str) -> None:
        """The next rows are of a file with these positions of the columns and this hash."""

    def take(self, row: list[str], place: int, content: str) -> None:
        """One row and the hash of its content. Raises BadCell, Scattered."""

    def ref(self, row: list[str]) -> str:
        """The order a row belongs to."""

    def finish(self, *, but_last: bool) -> list[Order]:
        """The orders that are complete, with or without the last one."""


class Reading:
    """One reading of all files: `orders()` gives them as they are complete; then `returned`, `rows` and `aside` tell the rest.

    With `scattered` the rows of an order may lie anywhere and everything is gathered first; otherwise memory stays small.
    """

    def __init__(
        self, files: Sequence[CsvFile], layout: Layout, cells: Cells, currency: str, *, keep_duplicates: bool
    ) -> None:
        self.files = files
        self.layout = layout
        self.read = Orders()
        self.aside = aside = SetAside(files, keep_duplicates=keep_duplicates)
        self.rows = 0
        self.reader: Reader = (
            OnlineRetail(cells, currency, self.read, aside)
            if layout is ONLINE_RETAIL
            else OrderRows(layout, cells, currency, self.read, aside)
        )

    def orders(self, moved: Moved, *, scattered: bool) -> Iterator[list[Order]]:
        """Raises NotReadable for what is no such table or when most rows are of no use; Scattered when the rows of an order lie apart."""
        for number, file in enumerate(self.files):
            positions = self.layout.positions(file)
            self.reader.open(positions, _evidence(file) if "marketing" in positions else "")
            for _ in self._rows(number, file, moved):
                if not scattered:
                    yield self._complete(but_last=True)
        last = self._complete(but_last=False)
        if self.aside.bad * 2 > self.rows:
            told = f"{self.aside.bad} of {self.rows} rows cannot be used; is this the right file?"
            raise NotReadable(f"{self.aside.first_bad()} ({told})")
        yield last

    def _rows(self, number: int, file: CsvFile, moved: Moved) -> Iterator[None]:
        """Take in one file, pausing between rows now and then."""
        start, width, between, take = place(number, 0), file.width, "\0".join, self.reader.take
        rows = 0
        for line, row in file.rows(moved):
            rows += 1
            at = start | line
            content = blake2b(between(row).encode(), digest_size=8).hexdigest()
            try:
                if len(row) != width:
                    raise BadCell(f"has {len(row)} cells where the first line names {width}")
                take(row, at, content)
            except BadCell as wrong:
                self.aside.keep(at, str(wrong), row)
                if len(row) >= width:
                    self.read.spoil(self.reader.ref(row), at)
            if not rows % ROWS_AT_ONCE:
                yield
        self.rows += rows

    def _complete(self, *, but_last: bool) -> list[Order]:
        """The complete orders that are whole: a total would be wrong without the row set aside, and a fact is never changed."""
        orders = self.reader.finish(but_last=but_last)
        broken = self.read.broken
        for order in orders:
            for _, at, _, row in order.lines if order.ref in broken else ():
                if at not in self.aside.rows:
                    told = self.aside.told(broken[order.ref], beside=at)
                    self.aside.keep(at, f"{told}, of the same order, cannot be used", row, spoils=False)
        return [order for order in orders if order.ref not in broken]


def _evidence(file: CsvFile) -> str:
    with file.path.open("rb") as content:
        return f"sha256 {file_digest(content, 'sha256').hexdigest()[:32]}"
