"""Mails that were opened, as far as their readers let us see it: counted only while they do, and for thirteen months (decision 0025)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from regulars.delivery.models import ACCEPTED, Hit, Opening, Outbox, Wording
from regulars.facts.models import Standing
from regulars.facts.standing import may_send_each
from regulars.kernel.law import months_later
from regulars.kernel.purposes import EMAIL, OPEN_TRACKING

KEPT_MONTHS = 13
"""As the words say by which it is asked for."""
BY_A_READER = Q(sign="")
AT_ONCE = 500


@dataclass(frozen=True)
class Opened:
    """Of `told` mails whose readers let us see it: how many a person opened, and how many machines alone asked for."""

    people: int = 0
    machines: int = 0
    told: int = 0


def allowed(now: datetime) -> "QuerySet[Opening]":
    """What was opened by those who let us see it now."""
    return Opening.objects.filter(mailbox_id__in=_allowing(now))


def known(intent: str) -> bool:
    """Whether it is known already that a person opened the message."""
    return Opening.objects.filter(BY_A_READER, intent=intent).exists()


def by_program(since: datetime, now: datetime) -> dict[str, Opened]:
    """What became of the mails of each program accepted since then."""
    asked = Outbox.objects.filter(
        channel=EMAIL, nature="marketing", state=ACCEPTED, accepted_at__gt=since, template__in=with_picture(),
        mailbox_id__in=_allowing(now),
    ).order_by()  # fmt: skip
    read = Opening.objects.filter(BY_A_READER).values("intent")
    fetched = Opening.objects.exclude(BY_A_READER).values("intent")
    counted = asked.values("program").annotate(
        told=Count("intent"),
        people=Count("intent", filter=Q(intent__in=read)),
        machines=Count("intent", filter=Q(intent__in=fetched) & ~Q(intent__in=read)),
    )
    return {row["program"]: Opened(row["people"], row["machines"], row["told"]) for row in counted}


def keep(seen: Iterable[tuple[Hit, str, str]], now: datetime) -> None:
    """Keep which messages were opened (hit, by way of what, what gives a machine away), in the caller's transaction: of each the first time by
    a person, and the first by a machine. What was taken back since is not kept.
    """
    seen = list(seen)
    boxes = dict(
        Outbox.objects.filter(intent__in={hit.intent for hit, _, _ in seen}).values_list(
            "intent", "mailbox_id"
        )
    )
    refusals = may_send_each({(mailbox, OPEN_TRACKING) for mailbox in boxes.values()}, now)
    rows = [
        Opening(
            intent=hit.intent, customer_id=hit.customer_id, mailbox_id=boxes[hit.intent], storefront=hit.storefront, program=hit.program,
            at=hit.at, via=via, sign=sign,
        )
        for hit, via, sign in seen
        if hit.intent in boxes and refusals[boxes[hit.intent], OPEN_TRACKING] is None
    ]  # fmt: skip
    Opening.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)


def forget(now: datetime) -> int:
    """Delete what is older than we said we keep it, and what its readers do not let us see any more. Returns how many."""
    old = Q(at__lte=months_later(now, -KEPT_MONTHS))
    return Opening.objects.filter(old | ~Q(mailbox_id__in=_allowing(now))).delete()[0]


def _allowing(now: datetime) -> "QuerySet[Standing, int]":
    """The mailboxes whose readers let us see it and that are still written to."""
    unending = Q(expires_at=None) | Q(expires_at__gt=now)
    closed = Standing.objects.filter(channel=EMAIL, purpose__in=("all", "complaint"), may=False)
    yes = Standing.objects.filter(unending, channel=EMAIL, purpose=OPEN_TRACKING, may=True)
    return yes.exclude(mailbox_id__in=closed.values("mailbox_id")).values_list("mailbox_id", flat=True)


def with_picture() -> "QuerySet[Wording, str]":
    """The hashes of the words that carry the picture."""
    return Wording.objects.filter(compiled__contains="links.picture").values_list("content_hash", flat=True)
