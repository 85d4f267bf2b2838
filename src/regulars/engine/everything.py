"""All that is kept of a person, table by table, for them to read and to take along (GDPR 15 and 20; STANDARDS C4.2)."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb
from django.apps import apps
from django.db.models import Model, Q
from liquid.exceptions import LiquidError

from regulars.delivery.models import Outbox
from regulars.delivery.render import Rendered, shown
from regulars.delivery.words import NoWords
from regulars.engine.models import Plan
from regulars.engine.population import quoted
from regulars.engine.shop import Shop
from regulars.facts import merge
from regulars.facts.kinds import (
    ConsentRecorded,
    MailboxUsed,
    PermissionWorded,
    PostalAddressUsed,
    RateSet,
    SettingsChanged,
    VariantCosted,
    VariantDescribed,
    VariantPriced,
    VariantStocked,
)
from regulars.facts.models import (
    MODEL_OF,
    Identifier,
    Mailbox,
    PlanVersion,
    PostalAddress,
    ShownText,
    facts_of,
)
from regulars.kernel.clock import Clock

THINGS = "about things and settings, never about a person"
LEFT_OUT: dict[type[Model], str] = {
    Identifier: "keyed hashes that only this shop can make; what they stand for is in `person`, `mailbox` and `postaladdress`",
    PlanVersion: "a counter that keeps two plans apart",
} | dict.fromkeys(
    (
        MODEL_OF[kind]
        for kind in (
            VariantDescribed,
            VariantPriced,
            VariantCosted,
            VariantStocked,
            SettingsChanged,
            RateSet,
            PermissionWorded,
        )
    ),
    THINGS,
)
"""Tables that could name a customer and say nothing about them, each with the reason it is not told."""
SECRET = ("keyed hash", "salt")
JUDGED = "judged"
"""The table of what each day's plan held against writing, with what it would have been worth."""


@dataclass(frozen=True)
class Sent:
    """A message as its reader saw it."""

    intent: str
    decided_at: datetime
    program: str
    words: Rendered


@dataclass(frozen=True)
class Kept:
    """Rows by table, as they could be written as JSON; and the messages that can still be shown."""

    tables: dict[str, list[dict[str, Any]]]
    messages: list[Sent]


@dataclass(frozen=True)
class _Names:
    """What a person is called in the tables; `homes` are their postal addresses."""

    customers: list[int]
    mailboxes: list[int]
    homes: list[int]
    intents: list[str]


def everything(shop: Shop, customer_id: int, clock: Clock) -> Kept:
    """All that is kept of the customer and of everyone who is one with them. A table that names customers is found by its columns, so that
    none can be forgotten.
    """
    now = clock.now()
    customers = merge.family([customer_id], merge.roots(now, now))
    used = facts_of(MailboxUsed).filter(customer_id__in=customers).values_list("mailbox_id", flat=True)
    lived = facts_of(PostalAddressUsed).filter(customer_id__in=customers).values_list("postal_id", flat=True)
    sent = Outbox.objects.filter(customer_id__in=customers).order_by("decided_at", "intent")
    names = _Names(customers, sorted(set(used)), sorted(set(lived)), [row.intent for row in sent])
    tables = {table: rows for table, rows in _tables(names) if rows}
    if judged := list(_judged(shop, customers)):
        tables[JUDGED] = judged
    return Kept(tables, list(_messages(sent)))


def named(table: type[Model]) -> str:
    """What a table is called where it is told."""
    return table._meta.db_table.removeprefix("fact_").removeprefix(f"{table._meta.app_label}_")


def telling() -> Iterator[type[Model]]:
    """The tables that may hold something about a person."""
    for table in apps.get_models():
        if (
            hasattr(table, "classified")
            and table not in LEFT_OUT
            and _about(table, _Names([], [], [], [])) is not None
        ):
            yield table


def _tables(names: _Names) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for table in telling():
        about = _about(table, names)
        yield named(table), [_row(row) for row in table._base_manager.filter(about).order_by("pk")]


def _about(table: type[Model], names: _Names) -> Q | None:
    """Which rows of a table are about a person; None where none can be."""
    columns = {column.name for column in table._meta.fields}
    if table is Mailbox:
        return Q(id__in=names.mailboxes)
    if table is PostalAddress:
        return Q(id__in=names.homes)
    if table is ShownText:
        return Q(text_hash__in=_consents(names).values("text_hash"))
    by = {"mailbox_id": [*names.mailboxes, *names.homes], "intent": names.intents}
    found = Q()
    for column in by.keys() & columns:
        found |= Q(**{f"{column}__in": by[column]})
    if "customer_id" not in columns:
        return found or None
    theirs = Q(customer_id__in=names.customers)
    return (
        theirs | (found & Q(customer_id=None)) if found else theirs
    )  # somebody else may use the same mailbox


def _consents(names: _Names) -> Any:
    return facts_of(ConsentRecorded).filter(_about(MODEL_OF[ConsentRecorded], names))


def _row(row: Model) -> dict[str, Any]:
    holds: dict[str, str] = row.classified  # type: ignore[attr-defined]
    told = [
        column for column in row._meta.fields if holds.get(column.name) not in SECRET and column.name != "xid"
    ]
    return {column.name: _plain(column.value_from_object(row)) for column in told}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        raw = bytes(value)
        try:
            return raw.decode()
        except UnicodeDecodeError:
            return b64encode(raw).decode()
    return value


def _judged(shop: Shop, customers: list[int]) -> Iterator[dict[str, Any]]:
    """What the days' plans decided about them, from their files."""
    places = (
        Plan.objects.exclude(kind="dry").exclude(place="").order_by("as_of").values_list("place", flat=True)
    )
    files = [shop.home / place for place in places if (shop.home / place).exists()]
    if not files:
        return
    listed = ", ".join(f"'{quoted(path)}'" for path in files)
    with duckdb.connect() as con:
        cursor = con.execute(
            f"SELECT * FROM read_parquet([{listed}], union_by_name=true) WHERE list_contains(?, customer_id)",
            [customers],
        )
        columns = [column[0] for column in cursor.description or ()]
        for row in cursor.fetchall():
            yield {name: _plain(value) for name, value in zip(columns, row, strict=True) if value is not None}


def _messages(sent: Any) -> Iterator[Sent]:
    """Those whose words are still kept."""
    for row in sent:
        try:
            yield Sent(row.intent, row.decided_at, row.program, shown(row.intent))
        except (LookupError, LiquidError, NoWords):
            continue
