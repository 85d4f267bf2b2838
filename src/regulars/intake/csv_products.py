"""Imports what is on sale: only what changed since it was last recorded becomes a fact."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, ClassVar

from django.db import transaction

from regulars.facts.kinds import Fact, VariantCosted, VariantDescribed, VariantPriced, VariantStocked
from regulars.facts.models import facts_of
from regulars.facts.record import record_many
from regulars.intake.cells import BadCell, Cells
from regulars.intake.csv_columns import Layout, recognised
from regulars.intake.csv_file import CsvFile, NotReadable
from regulars.intake.set_aside import SetAside, place, publish
from regulars.kernel.clock import Clock
from regulars.kernel.money import UnknownCurrency
from regulars.kernel.money import currency as known_currency
from regulars.kernel.storefront import Storefront

SOURCE = "import-products"
WORDS = ("product", "title", "maker", "category", "size", "colour", "price", "cost", "stock", "currency")
PRODUCTS = Layout(
    name="a table of products",
    source=SOURCE,
    columns={
        "sku": ("sku",),
        "colour": ("colour", "color"),
        **{word: (word,) for word in WORDS if word != "colour"},
    },
    needed=frozenset(("sku",)),
)
COLUMNS: dict[type[Fact], tuple[str, ...]] = {
    VariantDescribed: ("product", "title", "maker", "category", "size", "colour"),
    VariantPriced: ("currency", "unit_price_millionths"),
    VariantCosted: ("currency", "unit_cost_millionths"),
    VariantStocked: ("quantity",),
}


@dataclass
class Stocktake:
    """What an import of products did."""

    SAYS: ClassVar[dict[type[Fact], str]] = {
        VariantDescribed: "described", VariantPriced: "priced", VariantCosted: "costed", VariantStocked: "stocked",
    }  # fmt: skip

    aside: SetAside
    rows: int = 0
    new: Counter[type[Fact]] = field(default_factory=Counter)
    kept_in: list[Path] = field(default_factory=list)


def import_products(
    path: Path,
    storefront: Storefront,
    currency: str,
    clock: Clock,
    home: Path,
    *,
    encoding: str,
    dry_run: bool,
) -> Stocktake:
    """Record what the file says of each variant from now on, in one transaction. Raises NotReadable, with nothing recorded."""
    file = CsvFile(path, encoding)
    now = clock.now()
    done = Stocktake(SetAside([file]))
    said = list(_said(file, recognised(file, (PRODUCTS,)), Cells(storefront, now), done))
    if done.aside.bad * 2 > done.rows:
        raise NotReadable(
            f"{done.aside.first_bad()} ({done.aside.bad} of {done.rows} rows cannot be used; is this the right file?)"
        )
    with transaction.atomic():
        for kind, columns in COLUMNS.items():
            facts = list(_changed(kind, columns, said, storefront=storefront, currency=currency, now=now))
            done.new[kind] = record_many(facts, now).new
        unfinished = [] if dry_run else done.aside.prepare(home)
        transaction.set_rollback(dry_run)
    done.kept_in = [publish(each) for each in unfinished]
    return done


def _said(file: CsvFile, layout: Layout, cells: Cells, done: Stocktake) -> Iterator[dict[str, Any]]:
    """What each usable row says of its variant."""
    positions = layout.positions(file)
    seen: dict[str, int] = {}
    for line, row in file.rows(lambda _bytes: None):
        done.rows += 1
        at = place(0, line)
        try:
            if len(row) != file.width:
                raise BadCell(f"has {len(row)} cells where the first line names {file.width}")
            values = _values({word: row[index].strip() for word, index in positions.items()}, cells)
            first = seen.setdefault(values["variant"], at)
            if first != at:
                raise BadCell(f"is about the same sku as {done.aside.told(first)}")
        except BadCell as wrong:
            done.aside.keep(at, str(wrong), row)
        else:
            yield values


def _values(said: dict[str, str], cells: Cells) -> dict[str, Any]:
    if not said["sku"]:
        raise BadCell("names no sku")
    try:
        in_currency = known_currency(said["currency"]) if said.get("currency") else None
    except UnknownCurrency as wrong:
        raise BadCell(str(wrong)) from wrong
    told: dict[str, Any] = {word: said[word] for word in COLUMNS[VariantDescribed] if said.get(word)}
    for word, column in (("price", "unit_price_millionths"), ("cost", "unit_cost_millionths")):
        if said.get(word):
            told[column] = cells.price[said[word]]
            if told[column] < 0:
                raise BadCell(f"“{said[word]}” is no {word}: it is below nothing")
    if said.get("stock"):
        told["quantity"] = cells.quantity[said["stock"]]
    return {"variant": said["sku"]} | ({"currency": in_currency} if in_currency else {}) | told


def _changed(
    kind: type[Any],
    columns: tuple[str, ...],
    said: list[dict[str, Any]],
    *,
    storefront: Storefront,
    currency: str,
    now: datetime,
) -> Iterator[Fact]:
    """A fact for each variant of which this kind would say something new; what the row leaves out stays as it was."""
    rows = facts_of(kind).filter(storefront=storefront.key).order_by("at", "recorded_at", "id")
    last = {row["variant"]: row for row in rows.values("variant", *columns)}
    for values in said:
        variant = values["variant"]
        known = {
            column: value
            for column, value in last.get(variant, {}).items()
            if column in columns and value is not None
        }
        told = {column: values[column] for column in columns if column in values}
        if not told.keys() - {"currency"} or known | told == known:
            continue
        assumed = {"title": variant, "product": variant, "currency": currency}
        whole = {column: value for column, value in (assumed | known | told).items() if column in columns}
        digest = blake2b(repr((sorted(whole.items()), now)).encode(), digest_size=8).hexdigest()
        yield kind(
            source=SOURCE,
            key=f"{storefront.key}/{variant}/{digest}",
            at=now,
            storefront=storefront.key,
            variant=variant,
            **whole,
        )
