"""Pauses streams that their readers or their readers' providers mind: too much came back, or too many complained (STANDARDS A7.5, B3.2).

What is answered at once, `pace` hears. This counts what is told later, by a bounce, a complaint or a mail service, and looks at a whole day.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db import transaction
from django.db.models import Max

from regulars.delivery import answered
from regulars.delivery.answered import Received
from regulars.delivery.models import Outbox, Pause, ReturnsCounted
from regulars.delivery.pace import FAULT_PAUSE, FAULTS, Lane, Stop, pause
from regulars.delivery.providers import provider
from regulars.delivery.warm_up import BOUNDS
from regulars.facts.kinds import MessageReturned
from regulars.facts.models import Mailbox, facts_of

DAY = timedelta(days=1)
AT_ONCE = 1000
WAYS = {
    "policy": "blamed",
    "hard": "bounced",
    "soft": "bounced",
    "content": "bounced",
    "complaint": "complained",
}


@dataclass(frozen=True)
class Limit:
    """A stream waits once so many of its messages, and such a share of those sent within a day, were minded. Service mail is owed: there only
    what is our own fault counts.
    """

    way: str
    least: int
    share: Fraction
    wait: timedelta
    natures: tuple[str, ...] = ("marketing",)

    def exceeded(self, nature: str, lately: Received) -> bool:
        """Whether it is so."""
        minded = getattr(lately, self.way)
        return nature in self.natures and minded >= max(self.least, self.share * lately.sent)


LIMITS = (
    Limit("blamed", FAULTS, Fraction(5, 100), FAULT_PAUSE, ("marketing", "service")),
    Limit("complained", 3, BOUNDS["complained"][1], DAY),
    Limit("bounced", 10, BOUNDS["bounced"][1], DAY),
)


def look(now: datetime) -> int:
    """Count what came back since last time, and pause the streams that were minded too much; returns how many."""
    _count(now)
    stops = _stops(now)
    with transaction.atomic():
        for lane, stop in stops.items():
            pause(lane, stop, now)
    return len(stops)


def _count(now: datetime) -> None:
    """Add what came back to the counts, each once. (On PostgreSQL one that is recorded while later ones are counted may be left out.)"""
    newest = facts_of(MessageReturned).aggregate(newest=Max("id"))["newest"] or 0
    if ReturnsCounted.objects.filter(id=1, up_to__gte=newest).exists():
        return
    with transaction.atomic():
        counted, _ = ReturnsCounted.objects.select_for_update().get_or_create(id=1)
        fresh = facts_of(MessageReturned).filter(
            id__gt=counted.up_to, id__lte=newest, proven=True, final=True
        )
        told = list(fresh.filter(sort__in=WAYS).values_list("intent", "sort"))
        ReturnsCounted.objects.filter(id=1).update(up_to=newest)
        counts: Counter[tuple[Lane, str]] = Counter()
        for some in (told[at : at + AT_ONCE] for at in range(0, len(told), AT_ONCE)):
            lanes = _lanes([intent for intent, _ in some])
            counts.update((lanes[intent], WAYS[sort]) for intent, sort in some if intent in lanes)
        answered.add(counts, now)


def _stops(now: datetime) -> dict[Lane, Stop]:
    """The streams that wait from now on. What came before the end of their last pause counts no more."""
    began = now - DAY
    received = answered.since(began)
    for ended in Pause.objects.filter(until__gt=began):
        lane = ended.nature, ended.provider
        if lane in received:
            received[lane] = answered.since(answered.slot(ended.until) + answered.SLOT).get(lane, Received())
    return {
        (nature, name): Stop(limit.way, now + limit.wait, getattr(lately, limit.way), lately.sent)
        for (nature, name), lately in received.items()
        if (limit := next((each for each in LIMITS if each.exceeded(nature, lately)), None))
    }


def _lanes(intents: list[str]) -> dict[str, Lane]:
    """The stream and provider of messages; nothing for those whose reader was erased."""
    rows = Outbox.objects.filter(intent__in=intents).values_list("intent", "nature", "mailbox_id")
    boxes = Mailbox.objects.filter(id__in={mailbox for _, _, mailbox in rows})
    domains = {number: address.rpartition("@")[2] for number, address in boxes.values_list("id", "address")}
    return {
        intent: (nature, provider(domains[mailbox])) for intent, nature, mailbox in rows if mailbox in domains
    }
