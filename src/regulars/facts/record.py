"""Record what happened, once: every change of the facts goes through here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import chain as chained
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from regulars.facts import chain, standing
from regulars.facts.columns import columns_of
from regulars.facts.kinds import AddressSuppressed, ConsentRecorded, Fact
from regulars.facts.models import MODEL_OF, Due
from regulars.facts.statement import execute

AHEAD_AT_MOST = timedelta(minutes=5)
ROOM_KIB = 65_536
ROWS_A_STATEMENT = 250  # SQLite takes 32,766 values a statement


class FromTheFuture(ValueError):
    """A fact says it happens later than now; clocks differ by minutes, not more."""


@dataclass(frozen=True)
class Recorded:
    """How many facts were new, and how many we knew already."""

    new: int
    known: int


def record(facts: Iterable[Fact], now: datetime, *, wake: bool = True) -> Recorded:
    """Record each fact unless its (source, key) is known, and with it, in one transaction, its standing and who is to be thought about.

    `now` is when we learned it. `wake=False` is for history: it makes nobody due for a message. Raises FromTheFuture.
    """
    new = known = 0
    due: list[Due] = []
    with transaction.atomic():
        for fact in facts:
            _must_have_happened(fact, now)
            if not _insert(fact, now):
                known += 1
                continue
            new += 1
            standing.follow(fact)
            if wake and fact.wakes and fact.customer_id is not None:
                # A clock may be ahead of ours: before its time has come, a plan would not see the fact.
                due_at = max(now, fact.at)
                due.append(Due(customer_id=fact.customer_id, because=type(fact).__name__, due_at=due_at))
        Due.objects.bulk_create(due)
    return Recorded(new, known)


def record_many(facts: Iterable[Fact], now: datetime, *, size: int = 10_000) -> Recorded:
    """Record history in bulk, in the caller's transaction: as `record`, quicker, and it wakes nobody. Facts of a kind should come together.

    Raises FromTheFuture.
    """
    new = total = 0
    with transaction.atomic():
        for kind, of_kind in groupby(facts, type):
            for rows in _batches(of_kind, size):
                total += len(rows)
                _must_have_happened(max(rows, key=attrgetter("at")), now)
                fresh = (
                    chain.link([row for row in rows if isinstance(row, ConsentRecorded)])
                    if kind is ConsentRecorded
                    else rows
                )
                new += insert_rows(kind, map(_values(kind, now), fresh))
                if kind in (ConsentRecorded, AddressSuppressed):
                    standing.follow_all(rows)
    return Recorded(new, total - new)


def insert_rows(kind: type[Fact], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows of stored values (`recorded_at`, `local_date`, then the kind's columns), leaving out known keys. Returns how many were new."""
    left = iter(rows)
    new = 0
    with connection.cursor() as cursor:
        while part := list(islice(left, ROWS_A_STATEMENT * 100)):
            whole = len(part) // ROWS_A_STATEMENT * ROWS_A_STATEMENT
            several = (
                list(chained.from_iterable(part[at : at + ROWS_A_STATEMENT]))
                for at in range(0, whole, ROWS_A_STATEMENT)
            )
            new += _written(cursor, _statement(kind, ROWS_A_STATEMENT), several if whole else ())
            if rest := part[whole:]:
                execute(cursor, _statement(kind, len(rest)), list(chained.from_iterable(rest)))
                new += max(int(cursor.rowcount), 0)
    return new


def _written(cursor: Any, statement: str, rows: Iterable[Sequence[Any]]) -> int:
    if not rows:
        return 0
    cursor.executemany(statement, rows)
    return max(int(cursor.rowcount), 0)


def make_room() -> None:
    """Let SQLite keep what a long import writes in memory until the commit, instead of writing pages again and again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{ROOM_KIB}")


def stored_moment(at: datetime) -> Any:
    """A moment as the database in use stores it."""
    return connection.ops.adapt_datetimefield_value(at)


def stored_day(day: date) -> Any:
    """A day as the database in use stores it."""
    return connection.ops.adapt_datefield_value(day)


def _must_have_happened(fact: Fact, now: datetime) -> None:
    if fact.at > now + AHEAD_AT_MOST:
        raise FromTheFuture(
            f"{type(fact).__name__} {fact.key} is dated {fact.at:%Y-%m-%d %H:%M} UTC, which is still to come"
        )


def _insert(fact: Fact, now: datetime) -> bool:
    if isinstance(fact, ConsentRecorded):
        linked = chain.link([fact])
        if not linked:
            return False
        fact = linked[0]
    with connection.cursor() as cursor:
        cursor.execute(_statement(type(fact)) + " RETURNING id", _values(type(fact), now)(fact))
        return cursor.fetchone() is not None


def _statement(kind: type[Fact], rows: int = 1) -> str:
    names = ("recorded_at", "local_date", *(column.name for column in columns_of(kind)))
    return _insert_into(MODEL_OF[kind]._meta.db_table, names, rows)


@lru_cache(maxsize=1000)
def _insert_into(table: str, names: tuple[str, ...], rows: int) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, names))
    places = ", ".join([f"({', '.join(['%s'] * len(names))})"] * rows)
    return f"INSERT INTO {quote(table)} ({columns}) VALUES {places} ON CONFLICT (source, {quote('key')}) DO NOTHING"


def _values(kind: type[Fact], now: datetime) -> Callable[[Fact], list[Any]]:
    moment = cache(stored_moment)
    day = cache(lambda storefront, at: stored_day(settings.STOREFRONTS[storefront].local_date(at)))
    read = attrgetter(*(column.name for column in columns_of(kind)))

    def values(fact: Fact) -> list[Any]:
        row = [moment(value) if isinstance(value, datetime) else value for value in read(fact)]
        return [moment(now), day(fact.storefront, fact.at), *row]

    return values


def _batches(facts: Iterable[Fact], size: int) -> Iterable[list[Fact]]:
    batch: list[Fact] = []
    for fact in facts:
        batch.append(fact)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
