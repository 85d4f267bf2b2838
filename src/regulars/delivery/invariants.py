"""What must hold of the outbox at any time (STANDARDS INV-1 to INV-5); tests, the town and crash tests ask it again and again."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F

from regulars.delivery.claim import LEASE
from regulars.delivery.models import (
    ACCEPTED,
    CLAIMED,
    DOT_PENDING,
    PLANNED,
    STATES,
    UNCERTAIN,
    Outbox,
    PrintedLetter,
)
from regulars.delivery.openings import with_picture
from regulars.facts import by_post, merge
from regulars.facts.kinds import ConsentRecorded, MessageDecided, MessageOutcome
from regulars.facts.models import facts_of
from regulars.facts.standing import fold
from regulars.kernel.purposes import EMAIL, OPEN_TRACKING, POST, covering

ON_THE_WAY = (PLANNED, CLAIMED, DOT_PENDING)
ENDS = tuple(state for state in STATES if state not in ON_THE_WAY)


def violations() -> list[str]:
    """What does not hold, each in a sentence that names the message; empty when all is well."""
    return [*_said_once(), *_none_vanished(), *_doubt_is_parked(), *_on_legal_ground()]


def _said_once() -> Iterator[str]:
    """INV-1: marketing goes out at most once."""
    again = Outbox.objects.filter(nature="marketing", state=ACCEPTED, doubts__gt=0)
    yield from (f"{row.intent}: marketing that was in doubt was sent again" for row in again)
    accepted = Counter(
        facts_of(MessageOutcome).filter(outcome=ACCEPTED, nature="marketing").values_list("intent", flat=True)
    )
    yield from (f"{intent}: accepted {times} times" for intent, times in accepted.items() if times > 1)


def _none_vanished() -> Iterator[str]:
    """INV-2: whatever was decided is on its way or has an end that was told."""
    rows = {row.intent: row for row in Outbox.objects.all()}
    decided = set(facts_of(MessageDecided).values_list("intent", flat=True))
    yield from (f"{intent}: decided, and not in the outbox" for intent in decided - rows.keys())
    unfinished = set(PrintedLetter.objects.filter(batch__finished_at=None).values_list("intent", flat=True))
    told = set(facts_of(MessageOutcome).values_list("intent", "outcome"))
    for row in rows.values():
        if row.state in ENDS and row.intent in decided and (row.intent, row.state) not in told:
            yield f"{row.intent}: {row.state}, and nobody was told"
        if row.channel == POST:
            yield from _letter_vanished(row, unfinished)
        elif row.state == PLANNED and row.next_attempt_at is None:
            yield f"{row.intent}: planned, and never to be tried"
        elif row.state in (CLAIMED, DOT_PENDING) and row.lease_until is None:
            yield f"{row.intent}: {row.state} for ever"


def _letter_vanished(row: Outbox, unfinished: set[str]) -> Iterator[str]:
    """A letter that is promised stands in a batch that will be printed."""
    if row.state == DOT_PENDING and row.intent not in unfinished:
        yield f"{row.intent}: promised to no batch"
    if row.state == CLAIMED and row.lease_until is None:
        yield f"{row.intent}: {row.state} for ever"


def _doubt_is_parked() -> Iterator[str]:
    """INV-3: marketing in doubt is never tried again."""
    waiting = Outbox.objects.filter(nature="marketing", state=UNCERTAIN, next_attempt_at__isnull=False)
    yield from (f"{row.intent}: marketing in doubt waits to be sent again" for row in waiting)


def _on_legal_ground() -> Iterator[str]:
    """INV-4, INV-5: marketing went out on a permission in force when its dot was promised, which is at most a lease before its answer."""
    sent = Outbox.objects.filter(nature="marketing", state=ACCEPTED).annotate(at=F("accepted_at"))
    consents, tell = _consents(), set(with_picture())
    for row in sent:
        if row.channel == POST:
            allowed = _letter_allowed(row)
        else:
            allowed = _mail_allowed(row, row.purpose, consents)
        if not allowed:
            yield f"{row.intent}: sent without a permission in force"
        if row.template in tell and not _mail_allowed(row, OPEN_TRACKING, consents):
            yield f"{row.intent}: tells that it was opened, without a permission in force"


def _mail_allowed(row: Outbox, purpose: str, consents: dict[int, list[dict[str, Any]]]) -> bool:
    about = [each for each in consents.get(row.mailbox_id, []) if each["purpose"] in covering(purpose)]
    accepted: datetime = row.at  # type: ignore[attr-defined]
    return any(_allowed(about, at) for at in (accepted, accepted - LEASE))


def _letter_allowed(row: Outbox) -> bool:
    """By what was recorded when it was promised to its batch."""
    if row.armed_at is None:
        return False
    same = merge.roots(row.armed_at, row.armed_at)
    names = by_post.names_of(merge.family([row.customer_id], same)) | {row.mailbox_id}
    last = by_post.ground(by_post.log_of(names).filter(recorded_at__lte=row.armed_at), row.purpose)
    return bool(last and last["may"] and (last["expires_at"] is None or last["expires_at"] > row.armed_at))


def _consents() -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    about = facts_of(ConsentRecorded).filter(channel=EMAIL).order_by("at", "recorded_at", "id")
    for consent in about.values(
        "mailbox_id", "purpose", "action", "ground", "source", "key", "at", "expires_at", "recorded_at"
    ):
        found.setdefault(consent["mailbox_id"], []).append(consent)
    return found


def _allowed(consents: list[dict[str, Any]], at: datetime) -> bool:
    last = fold([consent for consent in consents if consent["recorded_at"] <= at])
    return bool(last and last["may"] and (last["expires_at"] is None or last["expires_at"] > at))
