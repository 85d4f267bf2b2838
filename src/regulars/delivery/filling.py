"""What fills a message's words: kept with its letter as it was at the decision, and cleaned before it is used (STANDARDS E2)."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings

from regulars.delivery.clean import clean
from regulars.delivery.held import Held
from regulars.delivery.links import Reader, key_name
from regulars.delivery.message import Message
from regulars.delivery.program_words import because
from regulars.facts.models import Person
from regulars.kernel.storefront import Storefront

NOT_A_NAME = re.compile(r"[@<>{}/\\]|://|www\.|\.\w{2,}", re.IGNORECASE)
LONGEST_NAME = 80


def frozen(message: Message) -> dict[str, Any]:
    """All that fills a message's words, as it is at the decision. JSON; kept in its letter."""
    store: Storefront = settings.STOREFRONTS[message.storefront]
    person = Person.objects.filter(customer_id=message.customer_id).only("name").first()
    said = rehearsed(
        message.program, message.language, message.values, name=person.name if person else "", store=store
    )
    minted = store.local_date(message.decided_at).isoformat()
    return said | {"links_key": key_name(settings.LINK_KEYS[0]), "minted": minted}


def rehearsed(
    program: str, language: str, values: Mapping[str, Any], *, name: str, store: Storefront
) -> dict[str, Any]:
    """The same without a message to go with it."""
    address = ", ".join(line.strip() for line in store.postal_address.splitlines() if line.strip())
    said = clean(values)
    return {
        "values": said,
        "name": greeted(name),
        "why": clean(because(program, language, said)),
        "shop": clean({"name": store.name, "url": store.site or store.url, "postal_address": address}),
    }


def context(said: Mapping[str, Any], where: Mapping[str, str], language: str) -> dict[str, Any]:
    """What the words can name: the program's values, and `customer`, `shop`, `links`, `why`, `language`."""
    values: dict[str, Any] = said["values"]
    return values | {
        "customer": {"name": said["name"]},
        "shop": said["shop"],
        "links": where,
        "why": said["why"],
        "language": language,
    }


def reader(row: Held, said: Mapping[str, Any]) -> Reader:
    """Whom the message's links name."""
    return Reader(
        storefront=row.storefront,
        customer_id=row.customer_id,
        mailbox_id=row.mailbox_id,
        intent=row.intent,
        topic=row.topic,
        about=row.about,
        minted=said["minted"],
    )


def keys(said: Mapping[str, Any]) -> tuple[bytes, ...]:
    """The key that signed the message's links, else today's."""
    return _keys(said["links_key"], tuple(settings.LINK_KEYS))


@cache
def _keys(name: str, all_keys: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(key for key in all_keys if key_name(key) == name) or all_keys


def greeted(name: str) -> str:
    """The name to greet by; empty when it may be somebody's way to have us send their link (STANDARDS E2.2)."""
    plain = clean(name)
    return "" if NOT_A_NAME.search(plain) or len(plain) > LONGEST_NAME else plain
