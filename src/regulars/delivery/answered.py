"""How mail is received, counted by provider, stream and five minutes: what was taken, put off, refused, came back, was complained about.

Counted with the outcomes, in their transaction. Nothing of it names a person: mail to providers we do not know is counted together.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.db import connection
from django.db.models import Sum

from regulars.delivery.carrier import Answer
from regulars.delivery.models import Answered
from regulars.delivery.pace import Lane
from regulars.delivery.providers import counted_as

SLOT = timedelta(minutes=5)
KEPT = timedelta(days=60)
Counts = Mapping[tuple[Lane, str], int]


@dataclass(frozen=True)
class Received:
    """How many messages were received in which way: taken, asked to come later, refused or come back for the address's sake (`bounced`) or for ours
    (`blamed`), and complained about. A message that was put off and taken later counts in both.
    """

    accepted: int = 0
    deferred: int = 0
    bounced: int = 0
    blamed: int = 0
    complained: int = 0

    def __add__(self, other: "Received") -> Self:
        return type(self)(*(getattr(self, name) + getattr(other, name) for name in WAYS))

    @property
    def sent(self) -> int:
        """Messages that were answered for good. What was taken and came back counts twice, which makes a high rate a little lower."""
        return self.accepted + self.bounced + self.blamed

    def rate(self, way: str) -> float:
        """The share of what was sent that was received so, from 0 to 1; of all attempts, for what was put off."""
        of = self.sent + self.deferred if way == "deferred" else self.sent
        return min(1.0, getattr(self, way) / of) if of else 0.0


WAYS = tuple(field.name for field in fields(Received))


def way(answer: Answer) -> str:
    """What an answer counts as; only those in WAYS tell how we are received."""
    if answer.kind == "rejected":
        return "blamed" if answer.cause == "policy" else "bounced"
    return answer.kind


def add(counts: Counts, now: datetime) -> None:
    """Add to the counts of these five minutes, in the caller's transaction; lanes in one order, so that two workers never wait for each other."""
    added: defaultdict[Lane, dict[str, int]] = defaultdict(lambda: dict.fromkeys(WAYS, 0))
    for ((nature, provider), name), number in counts.items():
        if name in WAYS:
            added[nature, counted_as(provider)][name] += number
    if not added:
        return
    table, since = Answered._meta.db_table, connection.ops.adapt_datetimefield_value(slot(now))
    sums = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in WAYS)
    sql = (
        f"INSERT INTO {table} (nature, provider, since, {', '.join(WAYS)}) VALUES (%s, %s, %s{', %s' * len(WAYS)}) "  # noqa: S608  our own columns
        f"ON CONFLICT (since, nature, provider) DO UPDATE SET {sums}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*lane, since, *added[lane].values()) for lane in sorted(added)])


def since(moment: datetime) -> dict[Lane, Received]:
    """What came of the mail since then, by stream and provider; five minutes that had begun before are left out."""
    sums = {name: Sum(name) for name in WAYS}
    rows = Answered.objects.filter(since__gte=moment).values("nature", "provider").annotate(**sums)
    return {(row["nature"], row["provider"]): _of(row) for row in rows}


def slots(moment: datetime) -> Iterator[tuple[datetime, Lane, Received]]:
    """The same, five minutes by five minutes, the oldest first."""
    rows = Answered.objects.filter(since__gte=moment).order_by("since").values()
    return ((row["since"], (row["nature"], row["provider"]), _of(row)) for row in rows)


def forget(now: datetime) -> int:
    """Drop what is too old to tell anything; returns how many rows."""
    return Answered.objects.filter(since__lt=now - KEPT).delete()[0]


def slot(now: datetime) -> datetime:
    """When the five minutes began that a moment lies in."""
    return datetime.fromtimestamp(now.timestamp() // SLOT.total_seconds() * SLOT.total_seconds(), UTC)


def _of(row: Mapping[str, Any]) -> Received:
    return Received(**{name: row[name] for name in WAYS})
