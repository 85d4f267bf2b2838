"""Taking back the permission for advertising, and giving it again, as the customer does it themselves (STANDARDS A5, C1)."""

import json
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings

from regulars.delivery.links import UNSUBSCRIBE, Reader
from regulars.facts.kinds import ConsentRecorded
from regulars.facts.models import Standing
from regulars.facts.record import record
from regulars.kernel.tokens import Forged, sign, verify
from regulars.pages.visit import Visit

SOURCE = "page"
UNDO_WITHIN = timedelta(hours=1)


def withdrawn(reader: Reader) -> bool:
    """Whether the last word on advertising to this mailbox is no."""
    standing = _standing(reader)
    return standing is not None and not standing.may


def withdraw(visit: Visit, *, form: str, text: str) -> bool:
    """Take the permission back; also where none was given, so that no import brings one. False when it was taken back before."""
    standing = _standing(visit.reader)
    if standing is not None and not standing.may:
        return False
    key = f"withdraw {visit.reader.mailbox_id} {_short(standing.cause if standing else '')}"
    _record(visit, key, "withdraw", form=form, text=text, ground=standing.ground if standing else "")
    return standing is not None


def allow(visit: Visit, *, form: str, text: str) -> bool:
    """Give it again, by pressing a button beside the text. False when it was given already."""
    standing = _standing(visit.reader)
    if standing is not None and standing.may:
        return False
    key = f"allow {visit.reader.mailbox_id} {_short(standing.cause if standing else '')}"
    _record(visit, key, "grant", form=form, text=text, ground="consent")
    return True


def undo_token(visit: Visit) -> str:
    """Lets whoever just withdrew take that back, for an hour."""
    said = [visit.reader.intent, visit.clock.now().isoformat()]
    return sign("undo", json.dumps(said), settings.LINK_KEYS)


def may_undo(visit: Visit, token: str) -> bool:
    """Whether the token was made for this reader within the hour."""
    try:
        intent, at = json.loads(verify("undo", token, settings.LINK_KEYS))
    except Forged:
        return False
    return intent == visit.reader.intent and visit.clock.now() <= datetime.fromisoformat(at) + UNDO_WITHIN


def _standing(reader: Reader) -> Standing | None:
    return Standing.objects.filter(mailbox_id=reader.mailbox_id, purpose="marketing", channel="email").first()


def _record(visit: Visit, key: str, action: str, *, form: str, text: str, ground: str) -> None:
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
        form=form,
        text_hash=sha256(text.encode()).hexdigest(),
        text_version="1",
        language=visit.language,
        controls="button",
        page=f"/{UNSUBSCRIBE.partition('<')[0]}",
        evidence=visit.reader.intent,
        jurisdiction=visit.store.country,
        controller=visit.store.name,
    )
    record([consent], now)


def _short(cause: str) -> str:
    return sha256(cause.encode()).hexdigest()[:16]
