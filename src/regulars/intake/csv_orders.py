"""Imports exported orders: every row becomes facts or is set aside, all in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from regulars.intake.cells import Cells
from regulars.intake.csv_columns import Layout, recognised
from regulars.intake.csv_file import CsvFile, Moved, NotReadable
from regulars.intake.csv_mapping import mapping
from regulars.intake.online_retail import ONLINE_RETAIL
from regulars.intake.read_orders import gather
from regulars.intake.record_orders import Tally, record_orders
from regulars.intake.set_aside import SetAside, publish
from regulars.intake.shopify_orders_csv import SHOPIFY
from regulars.intake.woocommerce_orders_csv import WOOCOMMERCE
from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront

LAYOUTS = (ONLINE_RETAIL, SHOPIFY, WOOCOMMERCE)
HINT = "; any other table can be read with --mapping FILE.toml"

Telling = Callable[[str, int], Moved]
"""Told what begins and how long it is; what it gives back is told each step."""


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


def import_orders(paths: Sequence[Path], wish: Wish, home: Path, clock: Clock, telling: Telling) -> Imported:
    """Record the orders in these files as history. Raises NotReadable, with nothing recorded."""
    files = [CsvFile(path, wish.encoding) for path in paths]
    layout = _layout(files, wish.mapping)
    cells = Cells(wish.storefront, clock.now(), formats=layout.formats, decimal=layout.decimal)
    moved = telling("Reading", sum(file.size for file in files))
    gathered = gather(files, layout, cells, wish.currency, keep_duplicates=wish.keep_duplicates, moved=moved)
    moved = telling("Recording", sum(len(order.lines) for order in gathered.orders.placed.values()))
    with transaction.atomic():
        tally = record_orders(gathered, layout.source, wish.storefront, clock, moved)
        unfinished = [] if wish.dry_run else gathered.aside.prepare(home)
        transaction.set_rollback(wish.dry_run)
    return Imported(layout, tally, gathered.aside, gathered.rows, [publish(path) for path in unfinished])


def _layout(files: Iterable[CsvFile], described: Path | None) -> Layout:
    layouts = (mapping(described),) if described else LAYOUTS
    found = [(file, recognised(file, layouts, "" if described else HINT)) for file in files]
    (first, layout), *others = found
    for file, other in others:
        if other is not layout:
            raise NotReadable(
                f"{first.name} is {layout.name} and {file.name} is {other.name}; import them one after the other"
            )
    return layout
