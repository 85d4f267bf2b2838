"""What a mail that came back means for the message it is about, as facts (STANDARDS B1.2, B3).

Only our own signed name of the message may suppress: anybody can write a bounce.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from regulars.facts import identity
from regulars.facts.kinds import (
    AddressSuppressed,
    Fact,
    MessageDecided,
    MessageOutcome,
    MessageReturned,
)
from regulars.facts.models import FreeText, RawDelivery, facts_of
from regulars.facts.record import record
from regulars.intake import answered
from regulars.intake.again_and_again import too_often
from regulars.intake.returned.opened import READ_AT_MOST
from regulars.intake.returned.read import Returned, read
from regulars.kernel import verp
from regulars.kernel.address import NotAnAddress, canonical
from regulars.kernel.clock import Clock

SOURCE = "mail"
OUR_ID = re.compile(r"<([0-9a-f]{32})@[^<>\s]+>")
SUPPRESSES = {
    "hard": ("all", "hard_bounce", "hard bounce"),
    "complaint": ("marketing", "complaint", "complaint"),
}


def keep(raw: bytes, clock: Clock) -> int:
    """Keep a mail's beginning, which is all that is read, until the worker translates it; returns its number, the same one for the same mail."""
    body = raw[:READ_AT_MOST]
    kept = {"storefront": "", "received_at": clock.now(), "body": body}
    with transaction.atomic():
        delivery, _ = RawDelivery.objects.get_or_create(
            source=SOURCE, key=sha256(body).hexdigest(), defaults=kept
        )
    return int(delivery.id)


def translate(delivery: RawDelivery, clock: Clock) -> None:
    """Record what a kept mail says, in the caller's transaction."""
    found = read(bytes(delivery.body))
    proven = verp.proven([*found.names.told, found.names.envelope], settings.LINK_KEYS)
    tell(found, delivery, clock, proven=proven, key=delivery.key)


def tell(found: Returned, delivery: RawDelivery, clock: Clock, *, proven: str | None, key: str) -> None:
    """Record what was found in a delivery, in the caller's transaction; `proven` is the intent it names by our signed name."""
    about = _About.of(found, delivery, proven, key)
    delivery.storefront, delivery.customer_id = about.shared["storefront"], about.shared["customer_id"]
    record(about.facts(), clock.now())
    if delivery.customer_id is not None and identity.existing(delivery.customer_id) is None:
        delivery.body = b""  # erased since: what happened counts, and nothing of the person is kept
    elif about.found.words and delivery.customer_id is not None:
        said = {"customer_id": delivery.customer_id, "text": about.found.words}
        FreeText.objects.update_or_create(kind="reply", key=delivery.key, defaults=said)


@dataclass(frozen=True)
class _About:
    found: Returned
    key: str
    intent: str | None
    proven: bool
    decided: dict[str, Any] | None
    shared: dict[str, Any]

    @classmethod
    def of(cls, found: Returned, delivery: RawDelivery, proven: str | None, key: str) -> "_About":
        named = (
            [proven]
            if proven
            else [match[1] for each in found.names.message_ids if (match := OUR_ID.fullmatch(each))]
        )
        rows = facts_of(MessageDecided).filter(intent__in=[each for each in named if each])
        decided = rows.values(
            "intent", "storefront", "customer_id", "mailbox_id", "program", "topic", "nature"
        ).first()
        shared = {"source": SOURCE, "at": delivery.received_at} | _whose(found, decided)
        intent = decided["intent"] if decided else None
        return cls(found, key, intent, proven is not None and decided is not None, decided, shared)

    def facts(self) -> Iterator[Fact]:
        if self.found.sort == "delivered":
            yield from self._outcome("delivered")
            return
        if self.found.sort != "none" or self.proven:
            yield MessageReturned(
                **self.shared,
                key=self.key,
                intent=self.intent,
                sort=self.found.sort,
                cause=self.found.cause,
                status=self.found.status,
                final=self.found.final,
                proven=self.proven,
            )
        if self.proven and self.decided and self.found.final:
            yield from self._consequences(self.decided)
        yield from self._wishes()

    def _wishes(self) -> Iterator[Fact]:
        theirs = self.decided and (self.proven or answered.by_them(self.found, self.decided["mailbox_id"]))
        if self.decided and theirs:
            yield from answered.asked(self.found, self.decided, self.shared, self.key)
        if self.found.wish == "stop":
            box = self.decided["mailbox_id"] if self.decided and theirs else _mailbox_of(self.found.author)
            if box is not None:
                said = {"key": f"{self.key} withdraw", "form": "mail", "evidence": self.key}
                yield answered.no_more(self.shared, box, **said)

    def _consequences(self, decided: dict[str, Any]) -> Iterator[Fact]:
        outcome = {"complaint": "complained"}.get(self.found.sort) or (
            "bounced" if self.found.bounced else ""
        )
        if outcome:
            yield from self._outcome(outcome)
        if self.found.sort == "unsubscribed":
            said = {"key": f"{self.intent} withdraw", "form": "mail service", "evidence": decided["intent"]}
            yield answered.no_more(self.shared, decided["mailbox_id"], **said)
        if self.found.sort in SUPPRESSES:
            yield self._suppressed(decided, *SUPPRESSES[self.found.sort])
        elif self.found.cause == "mailbox" and too_often(decided["mailbox_id"]):
            yield self._suppressed(decided, "all", "soft_bounce", "soft bounce")

    def _outcome(self, outcome: str) -> Iterator[Fact]:
        if self.proven and self.decided:
            yield MessageOutcome(
                **self.shared,
                key=f"{self.intent} {outcome}",
                intent=self.decided["intent"],
                program=self.decided["program"],
                nature=self.decided["nature"],
                outcome=outcome,
                detail=f"{self.found.cause} {self.found.status}".strip(),
            )

    def _suppressed(self, decided: dict[str, Any], scope: str, cause: str, name: str) -> AddressSuppressed:
        return AddressSuppressed(
            **self.shared,
            key=f"{self.intent} {name}",
            mailbox_id=decided["mailbox_id"],
            scope=scope,
            cause=cause,
        )


def _mailbox_of(author: str) -> int | None:
    """The mailbox somebody writes from, if we know it."""
    try:
        return identity.mailbox_of(author)
    except NotAnAddress:
        return None


def _whose(found: Returned, decided: dict[str, Any] | None) -> dict[str, Any]:
    """The storefront and customer a mail concerns: those of the message, else of whoever wrote it."""
    if decided:
        return {"storefront": decided["storefront"], "customer_id": decided["customer_id"]}
    for storefront in settings.STOREFRONTS if found.author else ():
        try:
            known = identity.find(storefront, "mailbox", canonical(found.author))
        except NotAnAddress:
            break
        if known is not None:
            return {"storefront": storefront, "customer_id": known}
    return {"storefront": next(iter(settings.STOREFRONTS)), "customer_id": None}
