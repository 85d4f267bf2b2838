"""The outbox: messages go in within the transaction that decided them, and leave without loss or doubling (STANDARDS A8)."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from regulars.delivery import claim
from regulars.delivery.attempt import Round
from regulars.delivery.carrier import Carrier
from regulars.delivery.filling import frozen
from regulars.delivery.message import Message
from regulars.delivery.models import Outbox
from regulars.delivery.restored import remember, restored
from regulars.delivery.turn import turn
from regulars.facts.kinds import MessageDecided
from regulars.facts.models import Letter
from regulars.facts.record import record
from regulars.kernel.clock import Clock
from regulars.kernel.purposes import EMAIL
from regulars.kernel.storefront import Storefront

AT_ONCE = 500


class AlreadySaid(Exception):
    """This customer was told this, about this, on this occasion."""


@dataclass(frozen=True)
class Tally:
    """How many messages came to what: end states, `deferred`, `waiting` for quiet hours to end, `paused`, `tomorrow`, `unreachable`, `words`."""

    counts: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, what: str) -> int:
        return self.counts.get(what, 0)

    @property
    def sent(self) -> int:
        """Messages a server took over."""
        return self["accepted"]

    @property
    def total(self) -> int:
        """All that were looked at."""
        return sum(self.counts.values())


def accept(message: Message, clock: Clock) -> None:
    """Take a message in, in the caller's transaction, and tell that it was decided. Raises AlreadySaid."""
    store = settings.STOREFRONTS[message.storefront]
    try:
        with transaction.atomic():
            Outbox.objects.create(
                **_columns(message),
                message_id=f"<{message.intent}@{domain(store)}>",
                next_attempt_at=message.send_after if message.channel == EMAIL else None,
            )
    except IntegrityError as known:
        raise AlreadySaid(f"{message.program} about {message.about}, {message.occasion}") from known
    Letter.objects.create(
        intent=message.intent,
        customer_id=message.customer_id,
        language=message.language,
        values=json.dumps(frozen(message), ensure_ascii=False, sort_keys=True, default=str),
    )
    record([_decided(message)], max(clock.now(), message.decided_at))


def send_due(clock: Clock, carrier: Carrier, limit: int = 1000) -> Tally:
    """Send up to `limit` due messages, some hundred claimed at a time; stops early when the carrier cannot be reached. Nothing is sent from a
    database that was restored until somebody confirms.

    Call it outside any transaction: what is written before a message's last byte must be on disk.
    """
    if restored():
        return Tally()
    remember()
    counts: Counter[str] = Counter(uncertain=claim.doubt_stale(clock))
    sending = Round(carrier, clock)
    try:
        looked_at = _claimed(sending, clock, limit, counts)
        while sending.go():
            looked_at += _claimed(sending, clock, limit - looked_at, counts)
    finally:
        claim.release(sending.end(), clock.now())
    return Tally(+(counts + sending.became))


def domain(store: Storefront) -> str:
    """The right-hand side of the storefront's message ids: its sender's domain, else its pages'."""
    return store.sender.rpartition("@")[2] or urlsplit(store.url).hostname or "localhost"


def _claimed(sending: Round, clock: Clock, limit: int, counts: Counter[str]) -> int:
    """Claim more when few are left; how many were looked at."""
    if not sending.low or not sending.reachable or limit <= 0:
        return 0
    with turn(clock, sending.prepare):
        held, ended = claim.claim(clock, min(AT_ONCE, limit))
    sending.claimed.extend(held)
    counts.update(ended)
    return len(held) + len(ended)


def _columns(message: Message) -> dict[str, object]:
    names = {f.name for f in Outbox._meta.fields} & set(Message.__dataclass_fields__)
    return {name: getattr(message, name) for name in names}


def _decided(message: Message) -> MessageDecided:
    return MessageDecided(
        source="delivery",
        key=message.intent,
        at=message.decided_at,
        storefront=message.storefront,
        customer_id=message.customer_id,
        intent=message.intent,
        program=message.program,
        topic=message.topic,
        nature=message.nature,
        about=message.about,
        occasion=message.occasion,
        mailbox_id=message.mailbox_id,
        currency=message.currency,
        worth_minor=message.worth_minor,
        purpose=message.purpose,
        channel=message.channel,
    )
