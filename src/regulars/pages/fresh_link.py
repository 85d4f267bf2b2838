"""Fresh links: sent on request to where the customer is written to, good for ten minutes and once. Whether we know who asks is not told."""

from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from regulars.delivery import outbox
from regulars.delivery.answers import FRESH_LINK
from regulars.delivery.links import Reader
from regulars.delivery.message import Message
from regulars.facts.identity import address_of, keyed_hash
from regulars.facts.models import Mailbox
from regulars.kernel.clock import Clock
from regulars.kernel.purposes import SERVICE
from regulars.kernel.storefront import Storefront
from regulars.pages.customer import Known
from regulars.pages.models import Asking

LASTS = timedelta(minutes=10)
AN_HOUR = timedelta(hours=1)
A_MAILBOX, A_NETWORK = 3, 30
"""Links an hour."""


class _NobodyWeKnow(Exception):
    """Takes back what was written for somebody who is not there."""


def send(known: Known | None, asked: str, request: HttpRequest, clock: Clock) -> None:
    """Send them a link, or do as if: the same work, so that the answer takes as long. `asked` is what was typed, or whose link it came by.

    Nothing more is sent once a mailbox or a network asked too often.
    """
    now = clock.now()
    Asking.objects.filter(asked_at__lt=now - timedelta(days=1)).delete()
    address = address_of(known.mailbox_id) if known else asked
    asking = Asking(
        intent=clock.token(),
        mailbox=keyed_hash("asked for a link", address.lower()),
        network=keyed_hash("asked for a link", network(request)),
        asked_at=now,
    )
    with transaction.atomic():
        if known:
            Mailbox.objects.select_for_update().filter(
                id=known.mailbox_id
            ).first()  # of many at once, too, only some are heard
        if _too_often(asking, now):
            return
        asking.save(force_insert=True)
        with suppress(_NobodyWeKnow), transaction.atomic():
            outbox.accept(_message(known, asking), clock)
            if known is None:
                raise _NobodyWeKnow


def use(reader: Reader, clock: Clock) -> bool:
    """Use the link up; whether it was good: asked for within ten minutes, and used by nobody."""
    now = clock.now()
    return _good(reader, now).update(used_at=now) == 1


def is_good(reader: Reader, clock: Clock) -> bool:
    """Whether the link could be used now."""
    return _good(reader, clock.now()).exists()


def network(request: HttpRequest) -> str:
    """The network of whoever asks: 256 addresses of the old internet, a household of the new. A proxy on this machine or beside it says who."""
    address = request.META.get("REMOTE_ADDR", "")
    with suppress(ValueError):
        if ip_address(address).is_private:
            address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
        bits = 24 if ip_address(address).version == 4 else 48
        return str(ip_network(f"{address}/{bits}", strict=False))
    return ""


def _good(reader: Reader, now: datetime) -> "QuerySet[Asking]":
    return Asking.objects.filter(intent=reader.intent, used_at=None, asked_at__gt=now - LASTS)


def _too_often(asking: Asking, now: datetime) -> bool:
    lately = Asking.objects.filter(asked_at__gt=now - AN_HOUR)
    return (
        lately.filter(mailbox=asking.mailbox).count() >= A_MAILBOX
        or lately.filter(network=asking.network).count() >= A_NETWORK
    )


def _message(known: Known | None, asking: Asking) -> Message:
    store: Storefront = next(iter(settings.STOREFRONTS.values()))
    who = known or Known(store, customer_id=0, mailbox_id=0, language=store.language)
    return Message(
        intent=asking.intent, program=FRESH_LINK.key, topic="your page", nature="service", purpose=SERVICE, about="your page", occasion=asking.intent,
        customer_id=who.customer_id, mailbox_id=who.mailbox_id, storefront=who.store.key, language=who.language, values={"minutes": int(LASTS.total_seconds() // 60)},
        worth_minor=0, currency=who.store.currency, decided_at=asking.asked_at, send_after=asking.asked_at,
        expires_at=asking.asked_at + LASTS, plan_id="",
    )  # fmt: skip
