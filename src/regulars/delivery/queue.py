"""What waits to be handed over, by stream and provider."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from regulars.delivery.models import Outbox
from regulars.delivery.pace import Lane
from regulars.delivery.providers import counted_as, provider
from regulars.facts.models import Mailbox

LOOKED_AT = 20_000
AT_ONCE = 500


@dataclass(frozen=True)
class Queue:
    """Messages by lane, since when the oldest of each waits, and whether these are all: `whole` is false when only some were looked at."""

    counts: Counter[Lane]
    oldest: dict[Lane, datetime]
    whole: bool

    @property
    def total(self) -> int:
        """All of them."""
        return self.counts.total()


def queue(now: datetime, at_most: int = LOOKED_AT) -> Queue:
    """The messages whose time has come, put off or paused ones too, whoever waits longest first."""
    due = Outbox.objects.filter(next_attempt_at__isnull=False, send_after__lte=now)
    rows = list(due.order_by("send_after").values_list("nature", "mailbox_id", "send_after")[: at_most + 1])
    whole, rows = len(rows) <= at_most, rows[:at_most]
    named = _providers({mailbox for _, mailbox, _ in rows})
    counts: Counter[Lane] = Counter()
    oldest: dict[Lane, datetime] = {}
    for nature, mailbox, since in rows:
        lane = nature, named.get(mailbox, counted_as(""))
        counts[lane] += 1
        oldest.setdefault(lane, since)
    return Queue(counts, oldest, whole)


def _providers(mailboxes: set[int]) -> dict[int, str]:
    numbers = sorted(mailboxes)
    named: dict[int, str] = {}
    for some in (numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE)):
        for number, address in Mailbox.objects.filter(id__in=some).values_list("id", "address"):
            named[number] = counted_as(provider(address.rpartition("@")[2]))
    return named
