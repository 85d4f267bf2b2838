"""Letters that the post brought back: nobody lives there by that name, so nothing more is sent there."""

from collections.abc import Iterable

from django.db import transaction

from regulars.delivery.held import Held, held
from regulars.delivery.letter_said import code_of
from regulars.delivery.models import ACCEPTED, Outbox, PrintedLetter
from regulars.delivery.settle import SOURCE, outcome
from regulars.facts.kinds import AddressSuppressed
from regulars.facts.record import record
from regulars.kernel.clock import Clock


def came_back(codes: Iterable[str], clock: Clock) -> tuple[list[str], list[str]]:
    """Record that the letters with these codes came back. Returns the codes that were known, and those that no printed letter bears."""
    known, unknown = [], []
    for typed in codes:
        row = _printed(code_of(typed))
        if row is None:
            unknown.append(typed)
            continue
        known.append(typed)
        with transaction.atomic():
            record([outcome(row, "bounced", "by post", clock.now()), _nobody_there(row, clock)], clock.now())
    return known, unknown


def _printed(code: str) -> Held | None:
    intent = (
        PrintedLetter.objects.filter(code=code).values_list("intent", flat=True).first() if code else None
    )
    rows = held(Outbox.objects.filter(intent=intent, state=ACCEPTED)) if intent else []
    return rows[0] if rows else None


def _nobody_there(row: Held, clock: Clock) -> AddressSuppressed:
    return AddressSuppressed(
        source=SOURCE, key=f"{row.intent} came back by post", at=clock.now(), storefront=row.storefront, customer_id=row.customer_id,
        mailbox_id=row.mailbox_id, scope="post", cause="returned",
    )  # fmt: skip
