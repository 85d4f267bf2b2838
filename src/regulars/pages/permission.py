"""Taking back the permission for advertising, and giving it again, as the customer does it themselves (STANDARDS A5, C1)."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from regulars.delivery.links import UNSUBSCRIBE, Reader
from regulars.facts.kinds import GIVES, ConsentRecorded
from regulars.facts.models import Standing, facts_of
from regulars.facts.record import record
from regulars.pages.visit import Visit

SOURCE = "page"


def withdrawn(reader: Reader) -> bool:
    """Whether the last word on advertising to this mailbox is no."""
    standing = standing_of(reader)
    return standing is not None and not standing.may


def withdraw(visit: Visit, *, text: str) -> None:
    """Take the permission back; also where none was given, so that no import brings one."""
    standing = standing_of(visit.reader)
    if standing is not None and not standing.may:
        return
    key = f"withdraw {visit.reader.mailbox_id} {_short(standing.cause if standing else '')}"
    _record(visit, key, "withdraw", text=text, ground=standing.ground if standing else "")


def allow(visit: Visit, *, text: str, until: datetime | None = None) -> None:
    """Give it again, by pressing a button beside the text."""
    standing = standing_of(visit.reader)
    if standing is not None and standing.may:
        return
    key = f"allow {visit.reader.mailbox_id} {_short(standing.cause if standing else '')}"
    _record(visit, key, "grant", text=text, ground="consent", until=until)


def restore(visit: Visit, *, text: str) -> None:
    """Take a withdrawal back: the permission holds again, for as long as it did."""
    given = facts_of(ConsentRecorded).filter(
        mailbox_id=visit.reader.mailbox_id, purpose="marketing", channel="email", action__in=GIVES
    )
    last = given.order_by("-at", "-recorded_at", "-id").values_list("expires_at", flat=True).first()
    allow(replace(visit, form=f"undo of {visit.form}"), text=text, until=last)


def standing_of(reader: Reader) -> Standing | None:
    """The last word on advertising to this mailbox, if there was any."""
    return Standing.objects.filter(mailbox_id=reader.mailbox_id, purpose="marketing", channel="email").first()


def _record(
    visit: Visit, key: str, action: str, *, text: str, ground: str, until: datetime | None = None
) -> None:
    now = visit.clock.now()
    consent = ConsentRecorded(
        source=SOURCE,
        key=key,
        at=now,
        storefront=visit.store.key,
        customer_id=visit.reader.customer_id if visit.known else None,
        mailbox_id=visit.reader.mailbox_id,
        purpose="marketing",
        channel="email",
        scope=visit.store.key,
        action=action,
        ground=ground,
        actor="subject",
        form=visit.form,
        text_hash=sha256(text.encode()).hexdigest(),
        text_version="1",
        language=visit.language,
        controls="button",
        page=f"/{UNSUBSCRIBE.partition('<')[0]}",
        evidence=visit.reader.intent,
        expires_at=until,
        jurisdiction=visit.store.country,
        controller=visit.store.name,
    )
    record([consent], now)


def _short(cause: str) -> str:
    return sha256(cause.encode()).hexdigest()[:16]
