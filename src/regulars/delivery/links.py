"""The links that mails carry: their paths, what their tokens say, and for what each is good (STANDARDS A5.5, E5.1)."""

import struct
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from typing import NamedTuple, Self

from regulars.delivery.followed import GO, Shared, message, way
from regulars.delivery.picture import PICTURE
from regulars.delivery.picture import token as picture
from regulars.kernel.storefront import Storefront
from regulars.kernel.tokens import Forged, sign, signer, verify_bytes

UNSUBSCRIBE = "unsubscribe/<str:token>"
YOUR_PAGE = "you/<str:token>"
FEEDBACK = "feedback/<str:token>"
MORE = "more/<str:token>"
LESS = "less/<str:token>"
INSIDE = "you"
ASK = "you/link"
HAND_OVER = "you/from-shop"
DATA, ERASE, WHY = "you/data", "you/erase", "you/why"
PREVIEW, PREVIEW_MAIL = "you/preview", "you/preview/mail"
OPEN = "you/open/<str:token>"
CONFIRM = "you/confirm/<str:token>"
LETTER, NO_LETTERS = "letter", "letter/<str:code>"
NUMBERS = struct.Struct(">16sqqI")  # short, since each link stands in a mail three times


class Reader(NamedTuple):
    """Who a link was mailed to, and in which message; an intent is 32 hexadecimal digits. `minted` is the day, as 2026-11-22."""

    storefront: str
    customer_id: int
    mailbox_id: int
    intent: str
    topic: str
    about: str
    minted: str

    @classmethod
    def of(cls, purpose: str, token: str, keys: Sequence[bytes]) -> Self:
        """The reader a token names. Raises Forged, also for a token of another purpose."""
        raw = verify_bytes(purpose, token, keys)
        try:
            intent, customer_id, mailbox_id, day = NUMBERS.unpack_from(raw)
            storefront, topic, about = raw[NUMBERS.size :].decode().split("\0", 2)
            minted = date.fromordinal(day).isoformat()
        except (struct.error, ValueError) as damaged:
            raise Forged from damaged
        return cls(
            storefront=storefront, customer_id=customer_id, mailbox_id=mailbox_id, intent=intent.hex(), topic=topic, about=about, minted=minted
        )  # fmt: skip

    def token(self, purpose: str, keys: Sequence[bytes]) -> str:
        """The token that lets them do what it is for: `unsub`, `prefs`, `feedback`, `open`, `confirm`, `more`, `less`."""
        return sign(purpose, self.said, keys)

    @property
    def said(self) -> bytes:
        """What the reader's tokens say."""
        return self.said_about + self.about.encode()

    @property
    def said_about(self) -> bytes:
        """The same up to what the message is about."""
        numbers = NUMBERS.pack(
            bytes.fromhex(self.intent), self.customer_id, self.mailbox_id, _ordinal(self.minted)
        )
        return numbers + f"{self.storefront}\0{self.topic}\0".encode()

    @property
    def minted_on(self) -> date:
        """The day the link was made."""
        return date.fromisoformat(self.minted)


PATHS = {
    "unsubscribe": ("unsub", UNSUBSCRIBE),
    "page": ("prefs", YOUR_PAGE),
    "feedback": ("feedback", FEEDBACK),
    "open": ("open", OPEN),
    "more": ("more", MORE),
    "less": ("less", LESS),
    "confirm": ("confirm", CONFIRM),
}
LIKES = ("more", "less")
"""These say in `about` which thing is meant, none where it is the message as a whole."""


class Links(dict[str, str]):
    """The links of one message, as the words know them, each signed when it is first asked for: `page`, `less`, or `less TEA` for a thing.

    Those that lead to one of `hosts` may be `followed` by way of us.
    """

    def __init__(
        self, store: Storefront, reader: Reader, keys: Sequence[bytes], hosts: frozenset[str]
    ) -> None:
        super().__init__()
        self._store, self._keys = store, keys
        self._intent, self._said_about = reader.intent, reader.said_about
        self._said = self._said_about + reader.about.encode()
        self._kinds = _kinds(store.url, keys[0])
        self.way = way(_before(store.url, GO), tuple(keys), hosts)

    def followed(self, number: int, target: str) -> str:
        """The link that leads to the target by way of us; the target itself where it is none of the shop's."""
        link = self.way.followed(number, target)
        return f"{link}{self.message}" if isinstance(link, Shared) else link

    @property
    def message(self) -> str:
        """What names the message in links that lead by way of us."""
        return message(self._intent, self._keys)

    def __missing__(self, name: str) -> str:
        if name == "picture":
            self[name] = made = url(self._store, PICTURE, picture(self._intent, self._keys))
            return made
        kind, _, thing = name.partition(" ")
        before, signed = self._kinds[kind]
        self[name] = made = before + signed(
            self._said_about + thing.encode() if kind in LIKES else self._said
        )
        return made


class Nowhere(dict[str, str]):
    """The links of a message that is only shown."""

    def __missing__(self, name: str) -> str:
        return "#"


NOWHERE = Nowhere(dict.fromkeys(PATHS, "#"))


def links(
    store: Storefront, reader: Reader, keys: Sequence[bytes], hosts: frozenset[str] = frozenset()
) -> Links:
    """The links of a message to this reader, signed with the first key; those that lead to `hosts` lead there by way of us."""
    return Links(store, reader, keys, hosts)


def url(store: Storefront, path: str, token: str) -> str:
    """The address of one of the paths above."""
    return _before(store.url, path) + token


@cache
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


@cache
def _kinds(url: str, key: bytes) -> dict[str, tuple[str, Callable[[bytes], str]]]:
    """For each kind of link what stands before its token, and what signs it."""
    return {kind: (_before(url, path), signer(purpose, key)) for kind, (purpose, path) in PATHS.items()}


@cache
def _before(url: str, path: str) -> str:
    return f"{url.rstrip('/')}/{path.removesuffix('<str:token>')}"


@cache
def key_name(key: bytes) -> str:
    """What a signing key is called where a message remembers which one signed its links; tells nothing about the key."""
    return sha256(b"the name of " + key).hexdigest()[:8]
