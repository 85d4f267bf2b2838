"""Letters go out in batches, under the same contract as mail (STANDARDS A8, decision 0024): planned, claimed, promised to a batch, printed.

What a mail's last dot is to it, is to a letter the file that somebody prints. The promise is on disk before the file is; a batch whose file
was not finished is made again with the same letters, so that none is lost, and none stands in two batches.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from regulars.delivery import settle
from regulars.delivery.carrier import Answer
from regulars.delivery.claim import LEASE
from regulars.delivery.held import Held, held
from regulars.delivery.hold import change
from regulars.delivery.models import (
    CANCELLED,
    CLAIMED,
    DOT_PENDING,
    EXPIRED,
    PLANNED,
    REJECTED,
    SUPPRESSED,
    LetterBatch,
    Outbox,
    PrintedLetter,
)
from regulars.delivery.restored import remember, restored
from regulars.facts import by_post, merge
from regulars.facts.kinds import MessageOutcome
from regulars.facts.models import Letter, facts_of
from regulars.facts.postal import written_of
from regulars.kernel.clock import Clock
from regulars.kernel.purposes import POST

UNPRINTABLE = "unprintable: "


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A letter that is ready to be printed: what it was made from, the hash of what it says, and the code it bears."""

    row: Held
    template: str
    content_hash: str
    code: str


def due(now: datetime) -> "QuerySet[Outbox]":
    """Letters that wait to be printed, whoever waits longest first."""
    waiting = Outbox.objects.filter(channel=POST, state=PLANNED, send_after__lte=now)
    return waiting.order_by("send_after", "intent")


def expire(now: datetime) -> int:
    """End letters that nobody printed while they were worth it; returns how many."""
    with transaction.atomic():
        over = Outbox.objects.filter(channel=POST, state=PLANNED, expires_at__lte=now)
        return sum(settle.end(row, EXPIRED, now) for row in held(over))


def claim(storefront: str, clock: Clock, most: int) -> list[Held]:
    """Take up to `most` of a storefront's letters that are due and may go; the others end here. None from a database that was restored."""
    if restored():
        return []
    remember()
    now, fence = clock.now(), clock.token()
    letters = Outbox.objects.filter(channel=POST)
    with transaction.atomic(durable=True):
        letters.filter(state=CLAIMED, lease_until__lte=now).update(state=PLANNED, lease_until=None)
        chosen = list(due(now).filter(storefront=storefront).values_list("intent", flat=True)[:most])
        letters.filter(intent__in=chosen, state=PLANNED).update(
            state=CLAIMED, fence=fence, lease_until=now + LEASE, dated_at=Coalesce(F("dated_at"), now)
        )
        mine = letters.filter(fence=fence, state=CLAIMED).order_by("send_after", "intent")
        return _allowed(held(mine), now)


def give_back(rows: Iterable[Held]) -> None:
    """Let letters wait again that were claimed and not promised."""
    for row in rows:
        change(row, state=PLANNED, lease_until=None)


def promise(storefront: str, letters: Sequence[Promise], clock: Clock) -> LetterBatch | None:
    """Put letters into a new batch, on disk when this returns; those that may not go any more are left out. None when none is left."""
    now = clock.now()
    with transaction.atomic(durable=True):
        may_go = {row.intent for row in _allowed([each.row for each in letters], now)}
        going = [each for each in letters if each.row.intent in may_go and _promised(each, now)]
        if not going:
            return None
        batch = LetterBatch.objects.create(storefront=storefront, made_at=now)
        PrintedLetter.objects.bulk_create(
            PrintedLetter(intent=each.row.intent, batch=batch, place=place, code=each.code)
            for place, each in enumerate(going, 1)
        )
    return batch


def finish(batch: LetterBatch, clock: Clock) -> int:
    """The batch's file is whole on disk: its letters are out. Returns how many were not before."""
    now = clock.now()
    with transaction.atomic(durable=True):
        promised = held(_rows(batch).filter(state=DOT_PENDING))
        answer = Answer(kind="accepted", status=f"batch {batch.number}")
        settle.answered_all([(row, answer) for row in promised], clock)
        LetterBatch.objects.filter(number=batch.number, finished_at=None).update(finished_at=now)
    return len(promised)


def unfinished() -> list[LetterBatch]:
    """Batches whose file may not be whole: whoever made it was stopped."""
    return list(LetterBatch.objects.filter(finished_at=None).order_by("number"))


def letters_of(batch: LetterBatch) -> list[tuple[PrintedLetter, Held]]:
    """A batch's letters, in their order."""
    rows = {row.intent: row for row in held(_rows(batch))}
    return [(each, rows[each.intent]) for each in batch.letters if each.intent in rows]


def unprintable(since: datetime) -> list[str]:
    """Why letters could not be printed since then."""
    ended = facts_of(MessageOutcome).filter(outcome=REJECTED, at__gte=since, detail__startswith=UNPRINTABLE)
    return [
        detail.removeprefix(UNPRINTABLE) for detail in ended.order_by("id").values_list("detail", flat=True)
    ]


def refuse(row: Held, why: str, now: datetime) -> None:
    """A letter that cannot be printed so that it arrives is not sent."""
    settle.end(row, REJECTED, now, detail=f"{UNPRINTABLE}{why}")


def _rows(batch: LetterBatch) -> "QuerySet[Outbox]":
    return Outbox.objects.filter(intent__in=batch.letters.values("intent"))


def _promised(each: Promise, now: datetime) -> bool:
    return change(
        each.row, state=DOT_PENDING, lease_until=None, armed_at=now, template=each.template, bytes_hash=each.content_hash
    )  # fmt: skip


def _allowed(rows: Sequence[Held], now: datetime) -> list[Held]:
    """Those that may go at this very moment; the others are ended."""
    same = merge.roots(now, now)
    return [row for row in rows if not _ended(row, merge.family([row.customer_id], same), now)]


def _ended(row: Held, family: list[int], now: datetime) -> bool:
    """End a letter that nobody may or can be sent any more, by the standing as it is in this transaction."""
    home = written_of(row.mailbox_id)
    if home is None or not Letter.objects.filter(intent=row.intent).exists():
        settle.end(row, CANCELLED, now, detail="erased")
    elif now >= settle.deadline(row):
        settle.end(row, EXPIRED, now)
    elif refused := by_post.refusal(family, row.mailbox_id, row.purpose, now):
        settle.end(row, SUPPRESSED, now, detail=refused)
    else:
        return False
    return True
