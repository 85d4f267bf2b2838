"""Who an order's customer is, where to write to them, and what they allowed at the checkout."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from regulars.facts import asking
from regulars.facts.identity import customer_for, keyed_hash, mailbox_for
from regulars.facts.kinds import ConsentRecorded, CustomerKnown, Fact, MailboxUsed
from regulars.facts.models import Person, Standing, facts_of
from regulars.intake.countries import country_code
from regulars.intake.document import Document
from regulars.intake.order_post import postal_facts, soft_opt_in_by_post
from regulars.intake.orders_json import OrderDocument, short_hash
from regulars.kernel.address import NotAnAddress, canonical
from regulars.kernel.clock import Clock
from regulars.kernel.law import law_for

GROUNDS = ("consent", "soft_opt_in")
KNOWN = ("country", "language", "zone")
ASKED = {"email": "marketing", "post": "marketing_by_post"}
"""Where an order says what the customer allowed, by channel."""


def people_facts(order: OrderDocument, clock: Clock) -> list[Fact]:
    """What the order tells of its customer that was not known; sets whose order it is. Raises CannotTranslate."""
    said = order.said.inner("customer")
    address = _address(said)
    names = {"shop": said.text("id", ""), "mailbox": address}
    at: datetime = order.about["at"]
    customer_id = customer_for(order.store.key, names, at, clock) if any(names.values()) else None
    if customer_id is None:
        return []
    order.about["customer_id"] = customer_id
    _call(customer_id, said.text("name", ""))
    facts = _known(order, said)
    if address:
        box = mailbox_for(address, at, clock)
        facts += [*_used(order, box, address), *_consents(order, said, box)]
    home, moved = postal_facts(order, clock)
    if home is not None:
        facts += [*moved, *_consents(order, said, home, "post")]
    return facts


def _address(said: Document) -> str:
    text = said.text("email", "")
    try:
        return canonical(text) if text else ""
    except NotAnAddress as wrong:
        raise said.wrong("email", "is not an e-mail address") from wrong


def _call(customer_id: int, name: str) -> None:
    if name:
        Person.objects.filter(customer_id=customer_id).exclude(name=name).update(name=name)


def _known(order: OrderDocument, said: Document) -> list[Fact]:
    told: dict[str, Any] = {
        "country": _country(said),
        "language": said.text("language", "") or None,
        "zone": _zone(said),
    }
    if not any(told.values()) or tuple(told.values()) == _latest(order, CustomerKnown, *KNOWN):
        return []
    content = "/".join(value or "" for value in told.values())
    return [CustomerKnown(**order.about, key=order.key("customer", short_hash(content)), **told)]


def _country(said: Document) -> str | None:
    text = said.text("country", "")
    if not text:
        return None
    code = text.upper() if len(text) == 2 else country_code(text)
    if code is None or not code.isalpha():
        raise said.wrong("country", f"“{text[:40]}” is not a country")
    return code


def _zone(said: Document) -> str | None:
    text = said.text("zone", "")
    if not text:
        return None
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise said.wrong("zone", f"“{text[:40]}” is not a time zone such as Europe/Berlin") from unknown


def _used(order: OrderDocument, box: int, address: str) -> list[Fact]:
    if _latest(order, MailboxUsed, "mailbox_id") == (box,):
        return []
    key = order.key("mailbox", keyed_hash("order mailbox", address)[:12])
    return [MailboxUsed(**order.about, key=key, mailbox_id=box)]


def _latest(order: OrderDocument, kind: type[Fact], *names: str) -> tuple[Any, ...] | None:
    """What was last said of the customer, by the time of this order."""
    who = {
        "customer_id": order.about["customer_id"],
        "storefront": order.store.key,
        "at__lte": order.about["at"],
    }
    return facts_of(kind).filter(**who).order_by("-at", "-recorded_at", "-id").values_list(*names).first()


def _consents(order: OrderDocument, customer: Document, box: int, channel: str = "email") -> list[Fact]:
    """What the customer allowed or refused at the checkout. A soft opt-in takes back no objection (STANDARDS C3.1); one that lacks what the law
    asks for is kept as a claim, which allows nothing.
    """
    if not customer.has(ASKED[channel]):
        return []
    said = customer.inner(ASKED[channel])
    ground, allowed = said.one_of("ground", GROUNDS), said.flag("allowed")
    if not allowed and ground == "consent":
        return []  # a box left empty gives nothing, and takes back nothing that was given elsewhere
    if allowed and ground == "soft_opt_in" and _objected(box, channel):
        return []
    at: datetime = order.about["at"]
    text, country = said.text("text", ""), _country(customer) or order.store.country
    law = law_for(country, order.store.country or country)
    softly = ground == "soft_opt_in"
    by_law = country in soft_opt_in_by_post() if channel == "post" else law.soft_opt_in
    gives = (
        "grant"
        if not softly or (by_law and (text or "told_at_collection" not in law.soft_opt_in_needs))
        else "claim"
    )
    consent = ConsentRecorded(
        **order.about,
        key=order.key("consent") if channel == "email" else order.key("consent", channel),
        mailbox_id=box,
        purpose="marketing",
        channel=channel,
        scope=order.store.key,
        action=gives if allowed else "object",
        ground=ground,
        actor="subject",
        form=said.text("form", "checkout"),
        text_hash=asking.keep(text),
        text_version=said.text("text_version", ""),
        language=customer.text("language", ""),
        controls=said.text("controls", "box, empty at first" if ground == "consent" else "notice"),
        page=said.text("page", ""),
        evidence=order.ref,
        expires_at=(law.soft_opt_in_ends(at) if softly else law.yes_ends(at)) if allowed else None,
        jurisdiction=country,
        controller=order.store.name,
    )
    return [consent]


def _objected(box: int, channel: str) -> bool:
    return Standing.objects.filter(mailbox_id=box, purpose="marketing", channel=channel, may=False).exists()
