"""Which messages are ours to send now: claimed by compare-and-set under a lease, each with what is needed to write it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from regulars.delivery import hold, settle
from regulars.delivery.held import Held, held
from regulars.delivery.models import (
    CANCELLED,
    CLAIMED,
    DOT_PENDING,
    EXPIRED,
    PLANNED,
    SUPPRESSED,
    UNCERTAIN,
    Outbox,
)
from regulars.facts.kinds import CustomerKnown
from regulars.facts.models import MODEL_OF
from regulars.facts.standing import may_send_each
from regulars.kernel.clock import Clock
from regulars.kernel.purposes import EMAIL, OPEN_TRACKING
from regulars.kernel.quiet import Quiet, zone_for

# Longer than the final dot's ten minutes, so that nobody doubts a message whose answer may still come.
LEASE, ENOUGH = timedelta(minutes=15), timedelta(minutes=13)


@dataclass(slots=True)
class Claimed:
    """A message we hold, what fills its words (nothing once erased), its bytes from an earlier attempt, where it goes, the zone its
    reader's clock hangs in, and whether its reader lets us see that it is opened.
    """

    row: Held
    values: str | bytes
    body: bytes | None
    address: str
    zone: str
    told_open: bool = False


def claim(clock: Clock, limit: int) -> tuple[list[Claimed], list[str]]:
    """Take up to `limit` due messages, service first. Returns those to be sent, and what became of the others."""
    now = clock.now()
    fence = clock.token()
    with transaction.atomic(durable=True):
        _take_back(now)
        with_sender = [key for key, store in settings.STOREFRONTS.items() if store.sender]
        found = 0
        for nature in ("service", "marketing") if with_sender else ():
            found += hold.take(nature, with_sender, limit - found, now=now, until=now + LEASE, fence=fence)
        if not found:
            return [], []
        taken = _with_zones(hold.taken(fence, now + LEASE))
        offers = [each for each in taken if each.row.nature == "marketing"]
        asked = {(each.row.mailbox_id, each.row.purpose) for each in taken}
        refusals = may_send_each(asked | {(each.row.mailbox_id, OPEN_TRACKING) for each in offers}, now)
        for each in offers:
            each.told_open = refusals[each.row.mailbox_id, OPEN_TRACKING] is None
        quiet = Quiet.of(settings.POLICY)
        judged = [
            (
                each,
                judge(each, now, quiet)
                or _standing(each, refusals[each.row.mailbox_id, each.row.purpose], now),
            )
            for each in taken
        ]
    return [each for each, ended in judged if not ended], [ended for _, ended in judged if ended]


def judge(each: Claimed, now: datetime, quiet: Quiet) -> str:
    """End or put back a message whose hour is not now; empty when it may go."""
    if now >= settle.deadline(each.row):
        with transaction.atomic():
            settle.end(each.row, EXPIRED, now)
        return EXPIRED
    if each.row.nature == "service":
        return ""
    allowed_at = quiet.next_allowed(now, each.zone)
    if allowed_at > now:
        settle.wait(each.row, allowed_at, status="quiet hours")
        return "waiting"
    return ""


def _standing(each: Claimed, refusal: str | None, now: datetime) -> str:
    """End a message that nobody may or can be sent any more; empty when it may go."""
    if not each.address or not each.values:
        settle.end(each.row, CANCELLED, now, detail="erased")
        return CANCELLED
    if refusal:
        settle.end(each.row, SUPPRESSED, now, detail=refusal)
        return SUPPRESSED
    return ""


def doubt_stale(clock: Clock) -> int:
    """Messages whose sender died between the dot and its answer may or may not have arrived. Returns how many."""
    now = clock.now()
    stale = Outbox.objects.filter(channel=EMAIL, state=DOT_PENDING, lease_until__lte=now)
    with transaction.atomic():
        return sum(settle.doubt(row, now, status="dot") for row in held(stale))


def release(held: Sequence[Claimed], now: datetime) -> None:
    """Give back messages we claimed and did not begin."""
    if not held:
        return
    with transaction.atomic():
        for each in held:
            settle.wait(each.row, now, status=each.row.last_status)


def _take_back(now: datetime) -> None:
    """Messages claimed by somebody who did not begin them in time wait again."""
    left = Outbox.objects.filter(channel=EMAIL, state=CLAIMED, lease_until__lte=now)
    left.filter(doubts=0).update(state=PLANNED, lease_until=None, next_attempt_at=now)
    left.filter(doubts__gt=0).update(state=UNCERTAIN, lease_until=None, next_attempt_at=now)


def _with_zones(taken: Sequence[tuple[Held, str | bytes, bytes | None, str]]) -> list[Claimed]:
    stated = _zones([row.customer_id for row, _, _, _ in taken if row.nature != "service"])
    usual = {key: store.zone for key, store in settings.STOREFRONTS.items()}

    def zone(row: Held) -> str:
        said = stated.get((row.customer_id, row.storefront))
        return zone_for(*said, usual[row.storefront]) if said else usual[row.storefront]

    return [Claimed(row, values, body, address, zone(row)) for row, values, body, address in taken]


def _zones(customers: list[int]) -> dict[tuple[int, str], tuple[str | None, str | None]]:
    """The zone and country each customer last stated, by customer and storefront."""
    said: dict[tuple[int, str], tuple[str | None, str | None]] = {}
    for customer_id, storefront, zone, country in _known(customers):
        before = said.get((customer_id, storefront), (None, None))
        said[customer_id, storefront] = (zone or before[0], country or before[1])
    return said


def _known(customers: list[int]) -> list[tuple[int, str, str | None, str | None]]:
    if not customers:
        return []
    sql = (
        f"SELECT customer_id, storefront, zone, country FROM {MODEL_OF[CustomerKnown]._meta.db_table} "  # noqa: S608  our own table
        f"WHERE customer_id IN ({', '.join(['%s'] * len(customers))}) ORDER BY at, recorded_at, id"
    )
    with connection.cursor() as cursor:  # plain SQL, since every message asks
        cursor.execute(sql, customers)
        return list(cursor.fetchall())
