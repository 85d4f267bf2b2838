"""What is waiting to be done, and what went wrong: the two lists staff look at first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from regulars.delivery.models import CLAIMED, DOT_PENDING, PLANNED, REJECTED, UNCERTAIN, Outbox
from regulars.delivery.restored import restored
from regulars.facts.models import Due, RawDelivery
from regulars.office.pauses import Wait, waits

LATELY = timedelta(days=7)
SHOWN = 10


@dataclass(frozen=True)
class Waiting:
    """Counts of what is on its way, and when the next message may go."""

    now: int
    later: int
    next_at: datetime | None
    on_the_way: int
    thinking: int
    deliveries: int

    @property
    def nothing(self) -> bool:
        """Whether everything is done."""
        return not (self.now or self.later or self.on_the_way or self.thinking or self.deliveries)


@dataclass(frozen=True)
class Parked:
    """Deliveries that could not be read for the same reason: how many, and the last of them."""

    error: str
    source: str
    number: int
    last_id: int
    last_at: datetime


@dataclass(frozen=True)
class Trouble:
    """What needs somebody's eyes: streams that were stopped, orders we could not read, and mail that did not go as it should."""

    parked: list[Parked]
    count_parked: int
    rejected: list[Outbox]
    uncertain: list[Outbox]
    pauses: list[Wait]
    restored: bool

    @property
    def nothing(self) -> bool:
        """Whether all is well."""
        return not (self.count_parked or self.rejected or self.uncertain or self.pauses or self.restored)


def waiting(now: datetime) -> Waiting:
    """What is not done yet."""
    planned = Outbox.objects.filter(state=PLANNED)
    later = planned.filter(send_after__gt=now).aggregate(count=Count("intent"), next_at=Min("send_after"))
    return Waiting(
        now=planned.filter(send_after__lte=now).count(),
        later=later["count"],
        next_at=later["next_at"],
        on_the_way=Outbox.objects.filter(state__in=(CLAIMED, DOT_PENDING)).count(),
        thinking=Due.objects.values("customer_id").distinct().count(),
        deliveries=RawDelivery.objects.filter(state="waiting").count(),
    )


def trouble(now: datetime) -> Trouble:
    """What went wrong: parked deliveries until they are dealt with, mail of the last week."""
    parked = RawDelivery.objects.filter(state="parked")
    alike = parked.values("error", "source").annotate(
        number=Count("id"), last_id=Max("id"), last_at=Max("received_at")
    )
    lately = Outbox.objects.filter(decided_at__gt=now - LATELY).order_by("-decided_at")
    return Trouble(
        parked=[Parked(**row) for row in alike.order_by("-last_at")[:SHOWN]],
        count_parked=parked.count(),
        rejected=list(lately.filter(state=REJECTED)[:SHOWN]),
        uncertain=list(lately.filter(state=UNCERTAIN)[:SHOWN]),
        restored=restored(),
        pauses=waits(now),
    )


def replay(delivery_id: int) -> int:
    """Let a parked delivery, and those parked for the same reason, be read once more; how many."""
    alike = RawDelivery.objects.filter(id=delivery_id, state="parked").values("error", "source").first()
    return (
        RawDelivery.objects.filter(state="parked", **alike).update(state="waiting", error="") if alike else 0
    )
