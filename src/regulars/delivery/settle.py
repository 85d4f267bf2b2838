"""How a message's way ends, or why it waits: each change is compare-and-set on who holds it, and is told as a fact in one transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from regulars.delivery.carrier import Answer
from regulars.delivery.held import Held, held
from regulars.delivery.hold import change, finish, keep_bytes
from regulars.delivery.models import (
    ACCEPTED,
    EXPIRED,
    PLANNED,
    REJECTED,
    UNCERTAIN,
    Hit,
    Outbox,
)
from regulars.facts.kinds import (
    AddressSuppressed,
    ConsentRecorded,
    Fact,
    FeedbackGiven,
    MessageOutcome,
    MessageReturned,
)
from regulars.facts.models import Letter, facts_of
from regulars.facts.record import record, record_many
from regulars.kernel.clock import Clock

SOURCE = "delivery"
RETRY_MINUTES = (5, 15, 30, 60, 120)
GIVE_UP_AFTER = timedelta(days=5)
SECOND_TRY_AFTER = timedelta(minutes=15)
PROVE_ARRIVAL = ("bounced", "complained", "delivered", "clicked", "opened")
UNSURE_FOR = timedelta(days=7)
UNREACHABLE_WAIT = timedelta(minutes=1)


def deadline(row: Held) -> datetime:
    """When the message is no longer worth sending: its own end, or five days after its first attempt (STANDARDS A7.2)."""
    return min(row.expires_at, row.dated_at + GIVE_UP_AFTER) if row.dated_at else row.expires_at


def end(
    row: Held, state: str, now: datetime, *, status: str = "", detail: str = "", also: tuple[Fact, ...] = ()
) -> bool:
    """Bring a message we hold to its end state, in the caller's transaction, and tell it. False when it is no longer ours.

    A message that may have arrived at an earlier attempt stays uncertain unless this one was accepted.
    """
    if row.doubts and state != ACCEPTED:
        state, detail = UNCERTAIN, detail or state
    if not change(
        row,
        lease_until=None,
        state=state,
        last_status=status,
        next_attempt_at=None,
        accepted_at=now if state == ACCEPTED else None,
    ):
        return False
    if row.nature == "service":
        Letter.objects.filter(intent=row.intent).update(body=None)
    record([outcome(row, state, detail, now), *also], now)
    return True


def wait(row: Held, until: datetime, *, status: str = "", tried: bool = False) -> bool:
    """Put a message we hold back, to be claimed again at `until`. False when it is no longer ours."""
    return change(
        row,
        lease_until=None,
        state=UNCERTAIN if row.doubts else PLANNED,
        next_attempt_at=until,
        last_status=status,
        attempts=row.attempts + (1 if tried else 0),
    )


def doubt(row: Held, now: datetime, *, status: str = "") -> bool:
    """The dot went out and no answer came: service mail is sent once more after a while, marketing never (STANDARDS A8.2)."""
    once_more = row.nature == "service" and row.doubts == 0
    again_at = now + SECOND_TRY_AFTER if once_more else None
    if not change(
        row,
        lease_until=None,
        state=UNCERTAIN,
        next_attempt_at=again_at,
        last_status=status,
        doubts=row.doubts + 1,
        attempts=row.attempts + 1,
    ):
        return False
    if not once_more:
        Letter.objects.filter(intent=row.intent).update(body=None)
    record([outcome(row, UNCERTAIN, "answer lost", now)], now)
    return True


def reconcile(now: datetime) -> int:
    """Messages we were unsure of did arrive when something of theirs came back within a week (STANDARDS A8.3). Returns how many."""
    unsure = held(Outbox.objects.filter(state=UNCERTAIN, doubts__gt=0, dated_at__gt=now - UNSURE_FOR))
    settled = 0
    for some in (unsure[at : at + 500] for at in range(0, len(unsure), 500)):
        heard = _heard_of([row.intent for row in some])
        with transaction.atomic():
            settled += sum(_arrived(row, now) for row in some if row.intent in heard)
    return settled


def _heard_of(intents: list[str]) -> set[str]:
    """Those of which something came back that only their reader or their mail server can have sent."""
    told = (
        facts_of(MessageReturned).filter(intent__in=intents, proven=True).values_list("intent"),
        facts_of(MessageOutcome).filter(intent__in=intents, outcome__in=PROVE_ARRIVAL).values_list("intent"),
        facts_of(FeedbackGiven).filter(intent__in=intents).values_list("intent"),
        Hit.objects.filter(intent__in=intents).values_list("intent"),
        facts_of(ConsentRecorded).filter(evidence__in=intents, source="page").values_list("evidence"),
    )
    return {intent for rows in told for (intent,) in rows}


def _arrived(row: Held, now: datetime) -> bool:
    if not change(row, state=ACCEPTED, lease_until=None, next_attempt_at=None, accepted_at=now):
        return False
    Letter.objects.filter(intent=row.intent).update(body=None)
    record([outcome(row, ACCEPTED, "something came back", now)], now)
    return True


def answered_all(answers: Iterable[tuple[Held, Answer]], clock: Clock) -> list[str]:
    """Keep what a carrier said about messages we hold, in the caller's transaction; returns what became of each."""
    answers = list(answers)
    _accepted([(row, answer.status) for row, answer in answers if answer.kind == "accepted"], clock.now())
    return [
        answer.kind if answer.kind == "accepted" else _not_accepted(row, answer, clock)
        for row, answer in answers
    ]


def _accepted(taken: list[tuple[Held, str]], now: datetime) -> None:
    ours = finish([(row.intent, row.fence, status) for row, status in taken], now)
    rows = [row for row, _ in taken if row.intent in ours]
    keep_bytes([(None, row.intent) for row in rows if row.nature == "service"])
    record_many([outcome(row, ACCEPTED, "", now) for row in rows], now)


def _not_accepted(row: Held, answer: Answer, clock: Clock) -> str:
    now = clock.now()
    if answer.kind == "uncertain":
        doubt(row, now, status=answer.status)
    elif answer.kind == "rejected":
        suppressed = (_no_such_mailbox(row, now),) if answer.cause == "hard" else ()
        end(
            row,
            REJECTED,
            now,
            status=answer.status,
            detail=f"{answer.cause}: {answer.status}",
            also=suppressed,
        )
    elif answer.kind == "unreachable":
        wait(row, now + UNREACHABLE_WAIT, status=answer.status)
    else:
        return _later(row, answer, clock)
    return answer.kind


def _later(row: Held, answer: Answer, clock: Clock) -> str:
    now = clock.now()
    minutes = RETRY_MINUTES[min(row.attempts, len(RETRY_MINUTES) - 1)] * clock.chance.uniform(0.8, 1.2)
    again_at = now + max(timedelta(minutes=minutes), timedelta(seconds=answer.wait_seconds))
    if again_at >= deadline(row):
        end(row, EXPIRED, now, status=answer.status, detail=answer.status)
        return EXPIRED
    wait(row, again_at, status=answer.status, tried=True)
    return answer.kind


def outcome(row: Held, became: str, detail: str, now: datetime) -> MessageOutcome:
    """The fact that tells what became of a message."""
    return MessageOutcome(
        source=SOURCE,
        key=f"{row.intent} {became}",
        at=now,
        storefront=row.storefront,
        customer_id=row.customer_id,
        intent=row.intent,
        program=row.program,
        nature=row.nature,
        outcome=became,
        detail=detail,
    )


def _no_such_mailbox(row: Held, now: datetime) -> AddressSuppressed:
    return AddressSuppressed(
        source=SOURCE,
        key=f"{row.intent} hard bounce",
        at=now,
        storefront=row.storefront,
        customer_id=row.customer_id,
        mailbox_id=row.mailbox_id,
        scope="all",
        cause="hard_bounce",
    )
