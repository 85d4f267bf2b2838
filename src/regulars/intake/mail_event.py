"""What a mail service tells of a message becomes the same facts as a mail that came back (STANDARDS B2, B3).

An event proves something when the service signed it and it bears our signed name of the message.
"""

from importlib import import_module
from typing import Any

from anymail.exceptions import AnymailConfigurationError, AnymailError
from django.conf import settings

from regulars.facts.models import RawDelivery
from regulars.intake import mail_events
from regulars.intake.came_back import tell
from regulars.intake.document import CannotTranslate
from regulars.intake.returned.read import SORTS, Returned
from regulars.intake.told_by_service import Teller
from regulars.kernel import verp
from regulars.kernel.clock import Clock
from regulars.kernel.tokens import Forged

UNREADABLE = (AnymailError, AnymailConfigurationError, ValueError, KeyError, TypeError, AttributeError)
BACK = ("bounced", "rejected", "failed")
PASSING = ("mailbox", "policy", "content")
WATCHES = ("opened", "clicked")
"""Seen by pictures and links of the service's own, for which nobody asked our readers."""
OF_THEMSELVES = {"complained": "complaint", "unsubscribed": "unsubscribed", "delivered": "delivered"}


def teller(name: str) -> Teller:
    """The service of that name, as it tells of events."""
    module = import_module(f"{mail_events.__name__}.{name}")
    (kind,) = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Teller) and each.__module__ == module.__name__
    ]
    return kind()


def translate(delivery: RawDelivery, clock: Clock) -> None:
    """Record what a kept event says, in the caller's transaction."""
    service = teller(delivery.source)
    body = bytes(delivery.body)
    if not body:
        return  # erased since
    try:
        events = service.read(delivery.key, body)
    except UNREADABLE as wrong:
        raise CannotTranslate(
            f"the event is not as {delivery.source} writes them: {type(wrong).__name__}"
        ) from wrong
    if events and all(event.event_type in WATCHES for event in events):
        delivery.body = b""
    for number, event in enumerate(events):
        if event.event_type in WATCHES:
            continue
        key = f"{delivery.source} {delivery.key}" + (f" {number}" if number else "")
        tell(found(service, event), delivery, clock, proven=_named(service, event), key=key)
    if delivery.customer_id is None:
        delivery.body = b""  # of nobody we know: it counts, and whose address stands in it is none of ours


def found(service: Teller, event: Any) -> Returned:
    """What an event says, in our words."""
    kind, by = event.event_type, str(event.recipient or "")
    cause, status = service.cause(event)
    if kind in BACK or (kind == "complained" and cause == "policy"):
        sort = cause if cause in ("complaint", "unsubscribed") else SORTS.get(cause, "soft")
        return Returned(sort, cause, status, author=by)
    if kind == "deferred":
        return Returned("soft", cause if cause in PASSING else "network", status, final=False, author=by)
    return Returned(OF_THEMSELVES.get(kind, "none"), author=by)


def _named(service: Teller, event: Any) -> str | None:
    try:
        return verp.intent_in(service.names(event), settings.LINK_KEYS)
    except Forged:
        return None
