"""Pauses lanes whose mail comes back because of us, when that is told later than at the handing over: by a bounce or a mail service (STANDARDS B3.2)."""

from collections import Counter
from datetime import datetime

from regulars.delivery.models import Outbox
from regulars.delivery.pace import FAULT_PAUSE, FAULTS, LOOKED_AT, Lane, pause
from regulars.delivery.providers import provider
from regulars.facts.kinds import MessageReturned
from regulars.facts.models import Mailbox, facts_of

STATUS = "came back 5.7"


def look(since: datetime, now: datetime) -> int:
    """Pause the lanes that too many of the latest returns accuse us on; returns how many. Looks only when one was recorded since `since`, so that
    a pause ended by hand stays ended until more comes back.
    """
    latest = facts_of(MessageReturned).order_by("-id").values_list("intent", "sort", "proven", "recorded_at")
    accused = [
        (intent, at) for intent, sort, proven, at in latest[: LOOKED_AT * 2]
        if sort == "policy" and proven and at > now - FAULT_PAUSE
    ]  # fmt: skip
    if not any(at >= since for _, at in accused):
        return 0
    lanes = _lanes([intent for intent, _ in accused])
    stopped = [lane for lane, count in lanes.items() if count >= FAULTS]
    for lane in stopped:
        pause(lane, now, now + FAULT_PAUSE, STATUS)
    return len(stopped)


def _lanes(intents: list[str]) -> Counter[Lane]:
    rows = Outbox.objects.filter(intent__in=intents).values_list("nature", "mailbox_id")
    boxes = Mailbox.objects.filter(id__in=[mailbox for _, mailbox in rows])
    domains = {number: address.rpartition("@")[2] for number, address in boxes.values_list("id", "address")}
    return Counter((nature, provider(domains.get(mailbox, ""))) for nature, mailbox in rows)
