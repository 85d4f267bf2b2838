"""What a choice will mean: how many of the mails a customer lately got would have come under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min

from regulars.arbiter.preferences import DAYS_BETWEEN, MONTH_DAYS
from regulars.facts.kinds import MessageDecided, MessageOutcome, OrderPlaced
from regulars.facts.models import facts_of
from regulars.knowledge.heard import CAME_TO_NOTHING
from regulars.pages.visit import Visit

LOOKS_BACK = 180
"""Days of mail that tell what to expect."""


@dataclass(frozen=True)
class Mail:
    """A marketing mail that the customer got."""

    topic: str
    day: date


@dataclass(frozen=True)
class Traffic:
    """The mails of so many days, oldest first."""

    mails: tuple[Mail, ...]
    days: int

    def a_month(self, mails: Sequence[Mail]) -> float | None:
        """So many of them a month, or nothing after less than a month of mail."""
        return len(mails) * MONTH_DAYS / self.days if self.days >= MONTH_DAYS else None


def traffic(visit: Visit) -> Traffic:
    """What came lately, since the customer's first order at the earliest."""
    own = {"customer_id__in": visit.customers}
    started = facts_of(OrderPlaced).filter(**own).aggregate(day=Min("local_date"))["day"] or visit.today
    since = max(started, visit.today - timedelta(days=LOOKS_BACK))
    nothing = facts_of(MessageOutcome).filter(**own, outcome__in=CAME_TO_NOTHING).values_list("intent")
    decided = facts_of(MessageDecided).filter(**own, nature="marketing", local_date__gt=since)
    rows = decided.exclude(intent__in=nothing).order_by("local_date", "id").values_list("topic", "local_date")
    return Traffic(tuple(Mail(*row) for row in rows), (visit.today - since).days)


def would_have_come(
    mails: Sequence[Mail], often: Mapping[str, str], at_most: int | None = None
) -> list[Mail]:
    """The mails that these sensitivities by topic and this limit a month would have let through, in the order they came.

    Counts as the arbiter does. What would have come instead, or later, nobody knows; whether a mail mattered is not asked.
    """
    came: list[Mail] = []
    for mail in mails:
        on_topic = [(mail.day - earlier.day).days for earlier in came if earlier.topic == mail.topic]
        in_month = sum((mail.day - earlier.day).days < MONTH_DAYS for earlier in came)
        sensitivity = often.get(mail.topic, "")
        too_often = any(ago < DAYS_BETWEEN.get(sensitivity, 0) for ago in on_topic)
        full = at_most is not None and in_month >= at_most
        if sensitivity != "never" and not too_often and not full:
            came.append(mail)
    return came
