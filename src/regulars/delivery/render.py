"""Puts a message into words: the same values and words give the same bytes, now and when somebody asks what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

import orjson
from django.conf import settings

from regulars.delivery import filling, letter_said, liquid, mime
from regulars.delivery.clean import clean
from regulars.delivery.dkim import Signer
from regulars.delivery.followed import hosts_of
from regulars.delivery.headers import Head, headers
from regulars.delivery.held import Held, held
from regulars.delivery.letter_words import LetterWords
from regulars.delivery.links import NOWHERE, Links, links
from regulars.delivery.models import Outbox
from regulars.delivery.models import Wording as KeptWording
from regulars.delivery.program_words import words_of
from regulars.delivery.twin import tidy
from regulars.delivery.words import NoWords, Wording, joined
from regulars.facts.identity import address_of
from regulars.facts.models import Letter
from regulars.kernel.language import pick
from regulars.kernel.purposes import POST
from regulars.kernel.storefront import Storefront

EMPTY_LINE = b"\r\n"


@dataclass(frozen=True)
class Rendered:
    """What a reader sees."""

    subject: str
    html: str
    text: str


class Sealed(NamedTuple):
    """A message as bytes for the wire, but for signatures, and the hash of the words it was made from."""

    template: str
    head: Head
    content: bytes

    def signed(self, signer: Signer | None, at: datetime) -> bytes:
        """All of it, its signatures in front. Words are compiled to what is canonical already, so that the body is hashed as it stands."""
        if signer is None:
            return self.content
        body = memoryview(self.content)[len(self.head.raw) + len(EMPTY_LINE) :]
        return signer.sign(self.head.fields, sha256(body).digest(), int(at.timestamp())) + self.content

    @property
    def bytes_hash(self) -> str:
        """What it is checked by when it is shown again."""
        return sha256(self.content).hexdigest()


def sealed(row: Held, kept: str | bytes, address: str, made: Wording, store: Storefront) -> Sealed:
    """The bytes of a message. Raises LiquidError or NoWords when its words cannot be filled; then it must not go."""
    said = orjson.loads(kept)
    if not said["why"]:
        raise NoWords(f"“{row.program}” does not say why the customer gets it")
    where = _links(row, said, made, store)
    values = filling.context(said, where, row.language)
    to = mime.mailbox(said["name"], address)
    subject, body = made.filled(values)
    head = headers(row, store, subject=subject, to=to, unsubscribe=where["unsubscribe"])
    return Sealed(made.content_hash, head, joined([head.raw, EMPTY_LINE, *body], where))


def keep(made: Wording | LetterWords, row: Held) -> None:
    """Keep the words under their hash, so that the message can be shown again."""
    stored = {"program": row.program, "language": row.language, "compiled": made.stored}
    KeptWording.objects.get_or_create(content_hash=made.content_hash, defaults=stored)


def again(intent: str) -> bytes:
    """The bytes of a message that was sent, made anew; their SHA-256 is the row's `bytes_hash`. Raises LookupError when erased."""
    row, values, made = _kept(intent)
    return sealed(row, values, address_of(row.mailbox_id), made, _store(row)).content


def shown(intent: str) -> Rendered:
    """What a message says, sent or waiting; a link that opens the customer's page leads nowhere here, since it is theirs alone,
    and no picture tells that it was opened.

    Raises LookupError when it was erased.
    """
    if letter := held(Outbox.objects.filter(intent=intent, channel=POST)):
        return Rendered(*letter_said.shown(letter[0]))
    row, values, made = _kept(intent)
    said = orjson.loads(values)
    where = _links(row, said, made, _store(row))
    where |= {name: NOWHERE[name] for name in ("open", "confirm")} | {"picture": ""}
    return _rendered(made, filling.context(said, where, row.language))


def preview(
    program: str,
    language: str,
    values: Mapping[str, Any],
    *,
    customer_name: str = "",
    storefront: str | None = None,
) -> Rendered:
    """What a program would say with these values; its links lead nowhere. Raises LiquidError or NoWords."""
    store = settings.STOREFRONTS[storefront or next(iter(settings.STOREFRONTS))]
    spoken = pick(language, store.language)
    said = filling.rehearsed(program, spoken, values, name=customer_name, store=store)
    return _rendered(words_of(program, spoken), filling.context(said, NOWHERE, spoken))


def _rendered(made: Wording, context: dict[str, Any]) -> Rendered:
    filled = {name: liquid.filled(each, context) for name, each in made.templates.items()}
    return Rendered(clean(filled["subject"]), filled["html"], tidy(filled["text"]))


def _links(row: Held, said: dict[str, Any], made: Wording, store: Storefront) -> Links:
    """What is owed leads straight to where it leads (STANDARDS E4.2)."""
    hosts = hosts_of(store, made.hosts) if row.nature == "marketing" else frozenset()
    return links(store, filling.reader(row, said), filling.keys(said), hosts)


def _kept(intent: str) -> tuple[Held, str, Wording]:
    rows = held(Outbox.objects.filter(intent=intent))
    values = Letter.objects.filter(intent=intent).values_list("values", flat=True).first()
    if not rows or not values:
        raise LookupError(f"nothing is kept of message {intent}")
    (row,) = rows
    kept = KeptWording.objects.filter(content_hash=row.template).first()
    return row, values, Wording.read(kept.compiled) if kept else words_of(row.program, row.language)


def _store(row: Held) -> Storefront:
    store: Storefront = settings.STOREFRONTS[row.storefront]
    return store
