"""The links that mails carry: their paths, what their tokens say, and for what each is good (STANDARDS A5.5, E5.1)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Self

import orjson

from regulars.kernel.storefront import Storefront
from regulars.kernel.tokens import Forged, sign, verify

UNSUBSCRIBE = "unsubscribe/<str:token>"
YOUR_PAGE = "you/<str:token>"
FEEDBACK = "feedback/<str:token>"
INSIDE = "you"
ASK = "you/link"
OPEN = "you/open/<str:token>"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who a link was mailed to, and in which message. `minted` is the day, as 2026-11-22."""

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
        said = json.loads(verify(purpose, token, keys))
        if not isinstance(said, list) or len(said) != len(fields(cls)):
            raise Forged
        return cls(**dict(zip([f.name for f in fields(cls)], said, strict=True)))

    def token(self, purpose: str, keys: Sequence[bytes]) -> str:
        """The token that lets them do what it is for: `unsub`, `prefs`, `feedback`, `open`."""
        return sign(purpose, self.said, keys)

    @property
    def said(self) -> str:
        """What the reader's tokens say."""
        return orjson.dumps(list(vars(self).values())).decode()

    @property
    def minted_on(self) -> date:
        """The day the link was made."""
        return date.fromisoformat(self.minted)


PATHS = {
    "unsubscribe": ("unsub", UNSUBSCRIBE),
    "page": ("prefs", YOUR_PAGE),
    "feedback": ("feedback", FEEDBACK),
    "open": ("open", OPEN),
}


class Links(dict[str, str]):
    """The links of one message, as the words know them, each signed when it is first asked for."""

    def __init__(self, store: Storefront, said: str, keys: Sequence[bytes]) -> None:
        super().__init__()
        self._store, self._said, self._keys = store, said, keys

    def __missing__(self, name: str) -> str:
        purpose, path = PATHS[name]
        self[name] = made = url(self._store, path, sign(purpose, self._said, self._keys))
        return made


NOWHERE = dict.fromkeys(PATHS, "#")


def links(store: Storefront, reader: Reader, keys: Sequence[bytes]) -> Links:
    """The links of a message to this reader, signed with the first key."""
    return Links(store, reader.said, keys)


def url(store: Storefront, path: str, token: str) -> str:
    """The address of one of the paths above."""
    return _before(store.url, path) + token


@cache
def _before(url: str, path: str) -> str:
    return f"{url.rstrip('/')}/{path.removesuffix('<str:token>')}"


@cache
def key_name(key: bytes) -> str:
    """What a signing key is called where a message remembers which one signed its links; tells nothing about the key."""
    return sha256(b"the name of " + key).hexdigest()[:8]
