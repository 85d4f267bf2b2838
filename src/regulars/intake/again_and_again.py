"""When a mailbox that is full, or off for a while, has been so for too long (STANDARDS B3.1)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from regulars.facts.kinds import MessageDecided, MessageOutcome, MessageReturned
from regulars.facts.models import facts_of

TIMES = 3
APART = timedelta(days=7)
ARRIVED = ("delivered", "clicked", "opened")


def too_often(mailbox_id: int) -> bool:
    """Whether three messages came back a week apart each, with none arriving between; to be asked after the latest is recorded."""
    intents = facts_of(MessageDecided).filter(mailbox_id=mailbox_id).values("intent")
    returned = facts_of(MessageReturned).filter(intent__in=intents, proven=True, final=True)
    returned = returned.filter(sort__in=("hard", "soft", "policy", "content"))
    full = dict(returned.filter(cause="mailbox").order_by("-at").values_list("intent", "at"))
    outcomes = facts_of(MessageOutcome).filter(intent__in=intents)
    arrived = outcomes.filter(outcome="accepted").exclude(intent__in=returned.values("intent"))
    read = outcomes.filter(outcome__in=ARRIVED)
    return (
        counted(full.values(), [*arrived.values_list("at", flat=True), *read.values_list("at", flat=True)])
        >= TIMES
    )


def counted(came_back: Iterable[datetime], arrived: Iterable[datetime]) -> int:
    """How many returns a week apart each there were since a message last arrived."""
    last = max(arrived, default=None)
    number, before = 0, None
    for at in sorted(came_back):
        if (last is None or at > last) and (before is None or at - before >= APART):
            number, before = number + 1, at
    return number
