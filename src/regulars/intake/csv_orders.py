"""Imports exported orders: every row becomes facts or is set aside, all in one transaction."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from regulars.facts.record import make_room
from regulars.intake.ahead import StoppedReading, ahead
from regulars.intake.cells import Cells
from regulars.intake.csv_columns import Layout, recognised
from regulars.intake.csv_file import CsvFile, Moved, NotReadable
from regulars.intake.csv_mapping import mapping
from regulars.intake.online_retail import ONLINE_RETAIL
from regulars.intake.orders import Order, Scattered
from regulars.intake.read_orders import Read, Reading, Rest
from regulars.intake.record_orders import Recording, Tally
from regulars.intake.set_aside import SetAside, publish
from regulars.intake.shopify_orders_csv import SHOPIFY
from regulars.intake.woocommerce_orders_csv import WOOCOMMERCE
from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront

ORDERS_AT_ONCE = 300
LAYOUTS = (ONLINE_RETAIL, SHOPIFY, WOOCOMMERCE)
HINT = "; any other table can be read with --mapping FILE.toml"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How the caller wants files imported. `currency` is for tables that do not name theirs."""

    storefront: Storefront
    currency: str
    mapping: Path | None = None
    encoding: str = "utf-8"
    keep_duplicates: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Imported:
    """What an import did, or with `dry_run` would have done."""

    layout: Layout
    tally: Tally
    aside: SetAside
    rows: int
    kept_in: list[Path]

    @property
    def recorded(self) -> int:
        """Rows that are facts now, by this import or an earlier one."""
        return self.tally.sorts.total() + self.tally.matches.total()


class Files:
    """The files of one import, each looked at far enough to know whose table it is."""

    def __init__(self, paths: Sequence[Path], encoding: str, described: Path | None) -> None:
        self.files = [CsvFile(path, encoding) for path in paths]
        self.size = sum(file.size for file in self.files)
        layouts = (mapping(described),) if described else LAYOUTS
        self.layout = _one(
            [(file, recognised(file, layouts, "" if described else HINT)) for file in self.files]
        )


def import_orders(files: Files, wish: Wish, home: Path, clock: Clock, moved: Moved) -> Imported:
    """Record the orders in these files as history; `moved` hears of bytes read. Raises NotReadable, with nothing recorded."""
    with _no_search_for_circles():
        try:
            return _imported(files, wish, home, clock, moved, scattered=False)
        except Scattered:
            return _imported(files, wish, home, clock, moved, scattered=True)


def _imported(
    files: Files, wish: Wish, home: Path, clock: Clock, moved: Moved, *, scattered: bool
) -> Imported:
    layout = files.layout
    cells = Cells(wish.storefront, clock.now(), formats=layout.formats, decimal=layout.decimal)
    reading = Reading(files.files, layout, cells, wish.currency, keep_duplicates=wish.keep_duplicates)
    make_room()
    with transaction.atomic():
        recording = Recording(layout.source, wish.storefront, clock)
        rest = _recorded(recording, ahead(reading.orders(scattered=scattered)), moved)
        tally = recording.rest(rest.returned, rest.sold)
        for at, reason in recording.too_late.items():
            rest.aside.keep(at, reason, None)
        unfinished = [] if wish.dry_run else rest.aside.prepare(home)
        transaction.set_rollback(wish.dry_run)
    return Imported(layout, tally, rest.aside, rest.rows, [publish(path) for path in unfinished])


def _recorded(recording: Recording, reads: Iterator[Read], moved: Moved) -> Rest:
    """Record the orders as they are read, many at once; what is left then."""
    waiting: list[Order] = []
    for read in reads:
        moved(read.moved)
        waiting += read.orders
        if len(waiting) >= ORDERS_AT_ONCE or read.rest is not None:
            recording.orders(waiting)
            waiting = []
        if read.rest is not None:
            return read.rest
    raise StoppedReading


@contextmanager
def _no_search_for_circles() -> Iterator[None]:
    """Rows are plain tuples that hold each other in no circle; to look for circles among them would cost a third of the time."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _one(found: Iterable[tuple[CsvFile, Layout]]) -> Layout:
    (first, layout), *others = found
    for file, other in others:
        if other is not layout:
            raise NotReadable(
                f"{first.name} is {layout.name} and {file.name} is {other.name}; import them one after the other"
            )
    return layout
