"""Puts a message into words: the same values and words give the same bytes, now and when somebody asks what was said."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

from django.conf import settings

from regulars.delivery import liquid, mime
from regulars.delivery.links import Links, Reader, key_name, links
from regulars.delivery.message import Message
from regulars.delivery.models import Outbox
from regulars.delivery.models import Wording as KeptWording
from regulars.delivery.twin import tidy
from regulars.delivery.words import NoWords, Wording, wording
from regulars.facts.identity import address_of
from regulars.facts.models import Letter, Person
from regulars.kernel.language import pick
from regulars.kernel.storefront import Storefront
from regulars.programs.registry import programs

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
NOT_A_NAME = re.compile(r"[@<>{}/\\]|://|www\.|\.\w{2,}", re.IGNORECASE)
LONGEST_NAME = 80
NAME_OF_ANY_SENDER = "regulars"


@dataclass(frozen=True)
class Rendered:
    """What a reader sees."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class Sealed:
    """A message as bytes for the wire, and the hash of the words it was made from."""

    template: str
    content: bytes


def frozen(message: Message) -> dict[str, Any]:
    """All that fills a message's words, as it is at the decision. JSON; kept in its letter."""
    store = settings.STOREFRONTS[message.storefront]
    person = Person.objects.filter(customer_id=message.customer_id).only("name").first()
    return {
        "values": message.values,
        "name": greeted(person.name if person else ""),
        "why": because(message.program, message.language, message.values),
        "shop": {
            "name": store.name,
            "url": store.url,
            "postal_address": ", ".join(store.postal_address.split("\n")),
        },
        "links_key": key_name(settings.LINK_KEYS[0]),
        "minted": store.local_date(message.decided_at).isoformat(),
    }


def sealed(row: Outbox, letter: Letter, address: str, made: Wording) -> Sealed:
    """The bytes of a message. Raises LiquidError or NoWords when its words cannot be filled; then it must not go."""
    return Sealed(made.content_hash, _bytes(row, json.loads(letter.values), made, address))


def keep(made: Wording, row: Outbox) -> None:
    """Keep the words under their hash, so that the message can be shown again."""
    stored = {"program": row.program, "language": row.language, "compiled": made.stored}
    KeptWording.objects.get_or_create(content_hash=made.content_hash, defaults=stored)


def again(intent: str) -> bytes:
    """The bytes of a message that was sent, made anew; their SHA-256 is the letter's `bytes_hash`. Raises LookupError when erased."""
    row, letter, made = _kept(intent)
    return _bytes(row, json.loads(letter.values), made, address_of(row.mailbox_id))


def shown(intent: str) -> Rendered:
    """What a message says, sent or waiting. Raises LookupError when it was erased."""
    row, letter, made = _kept(intent)
    said = json.loads(letter.values)
    return _rendered(made, _context(said, links(_store(row), _reader(row, said), _keys(said)), row.language))


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
    shop = {
        "name": store.name,
        "url": store.url,
        "postal_address": ", ".join(store.postal_address.split("\n")),
    }
    said = {
        "values": values,
        "name": greeted(customer_name),
        "why": because(program, language, values),
        "shop": shop,
    }
    spoken = pick(language, store.language)
    return _rendered(words_of(program, spoken), _context(said, Links("#", "#", "#"), spoken))


def words_of(program: str, language: str) -> Wording:
    """A program's words as they are now, compiled. Raises NoWords."""
    found = programs(settings.REGULARS_HOME / "programs").get(program)
    if found is None or found.error is not None:
        raise NoWords(f"there is no program “{program}”" if found is None else f"{program}: {found.error}")
    try:
        return wording(found.words(language), pick(language))
    except LookupError as none:
        raise NoWords(str(none)) from none


def because(program: str, language: str, values: Mapping[str, Any]) -> str:
    """One sentence: why this customer gets this; empty when the program does not say, or needs values that are not there."""
    found = programs(settings.REGULARS_HOME / "programs").get(program)
    if found is None or found.program is None:
        return ""
    sentences = found.program.because
    sentence = sentences.get(language) or next(iter(sentences.values()))
    try:
        return sentence.format_map({name: _spoken(value, language) for name, value in values.items()})
    except (LookupError, ValueError):
        return ""


def greeted(name: str) -> str:
    """The name to greet by; empty when it may be somebody's way to have us send their link (STANDARDS E2.2)."""
    plain = clean(name)
    return "" if NOT_A_NAME.search(plain) or len(plain) > LONGEST_NAME else plain


def clean(value: Any) -> Any:
    """Values without characters that nobody sees but software obeys."""
    if isinstance(value, str):
        return UNSEEN.sub(" ", value).strip()
    if isinstance(value, Mapping):
        return {str(key): clean(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [clean(inner) for inner in value]
    return value


def _rendered(made: Wording, context: dict[str, Any]) -> Rendered:
    filled = {name: liquid.filled(each, context) for name, each in made.templates.items()}
    return Rendered(clean(filled["subject"]), filled["html"], tidy(filled["text"]))


def _bytes(row: Outbox, said: dict[str, Any], made: Wording, address: str) -> bytes:
    store = _store(row)
    if not said["why"]:
        raise NoWords(f"“{row.program}” does not say why the customer gets it")
    where = links(store, _reader(row, said), _keys(said))
    seen = _rendered(made, _context(said, where, row.language))
    headers = _headers(
        row,
        store,
        subject=seen.subject,
        to=mime.mailbox(said["name"], address),
        unsubscribe=where.unsubscribe,
    )
    boundary = f"=_{sha256(row.intent.encode()).hexdigest()[:24]}"
    return mime.assembled(headers, text=seen.text, html=seen.html, boundary=boundary)


def _headers(
    row: Outbox, store: Storefront, *, subject: str, to: str, unsubscribe: str
) -> list[tuple[str, str]]:
    assert row.dated_at is not None, "the claim dates a message"
    domain = store.sender.rpartition("@")[2]
    headers = [
        ("From", mime.mailbox(clean(store.name), store.sender)),
        ("To", to),
        ("Subject", mime.words(subject)),
        ("Date", format_datetime(row.dated_at.astimezone(UTC))),
        ("Message-ID", row.message_id),
        ("Auto-Submitted", "auto-generated"),
        (
            "Feedback-ID",
            ":".join(map(_field, (row.program, row.nature, f"from-{store.key}", NAME_OF_ANY_SENDER))),
        ),
        ("List-Unsubscribe", f"<{unsubscribe}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]
    return (
        headers
        if row.nature == "service"
        else [*headers, ("List-Id", f"<news.{_field(store.key)}.{domain}>")]
    )


def _context(said: dict[str, Any], where: Links, language: str) -> dict[str, Any]:
    values: dict[str, Any] = clean(said["values"])
    return values | {
        "customer": {"name": said["name"]},
        "shop": clean(said["shop"]),
        "links": vars(where),
        "why": clean(said["why"]),
        "language": language,
    }


def _kept(intent: str) -> tuple[Outbox, Letter, Wording]:
    row, letter = Outbox.objects.filter(intent=intent).first(), Letter.objects.filter(intent=intent).first()
    if row is None or letter is None or not letter.values:
        raise LookupError(f"nothing is kept of message {intent}")
    kept = KeptWording.objects.filter(content_hash=letter.template).first()
    return row, letter, Wording.read(kept.compiled) if kept else words_of(row.program, row.language)


def _store(row: Outbox) -> Storefront:
    store: Storefront = settings.STOREFRONTS[row.storefront]
    return store


def _reader(row: Outbox, said: dict[str, Any]) -> Reader:
    return Reader(
        storefront=row.storefront,
        customer_id=row.customer_id,
        mailbox_id=row.mailbox_id,
        intent=row.intent,
        topic=row.topic,
        about=row.about,
        minted=said["minted"],
    )


def _keys(said: dict[str, Any]) -> list[bytes]:
    """The key that signed the letter's links, else today's."""
    keys: list[bytes] = settings.LINK_KEYS
    return [key for key in keys if key_name(key) == said["links_key"]] or keys


def _field(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "-", text)


def _spoken(value: Any, language: str) -> str:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return liquid.on(value, language)
    return "" if value is None else str(clean(value))
