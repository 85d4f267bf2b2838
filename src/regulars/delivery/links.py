"""The links that mails carry: their paths, what their tokens say, and for what each is good (STANDARDS A5.5, E5.1)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from typing import Self

from regulars.kernel.storefront import Storefront
from regulars.kernel.tokens import Forged, sign, verify

UNSUBSCRIBE = "unsubscribe/<str:token>"
YOUR_PAGE = "you/<str:token>"
FEEDBACK = "feedback/<str:token>"


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
        """The token that lets them do what it is for: `unsub`, `prefs`, `feedback`, `undo`."""
        return sign(purpose, self.said, keys)

    @property
    def said(self) -> str:
        """What the reader's tokens say."""
        return json.dumps(list(vars(self).values()), separators=(",", ":"), ensure_ascii=False)

    @property
    def minted_on(self) -> date:
        """The day the link was made."""
        return date.fromisoformat(self.minted)


@dataclass(frozen=True)
class Links:
    """The links of one message, as the words know them."""

    unsubscribe: str
    page: str
    feedback: str


def links(store: Storefront, reader: Reader, keys: Sequence[bytes]) -> Links:
    """The links of a message to this reader, signed with the first key."""
    said = reader.said
    return Links(
        unsubscribe=url(store, UNSUBSCRIBE, sign("unsub", said, keys)),
        page=url(store, YOUR_PAGE, sign("prefs", said, keys)),
        feedback=url(store, FEEDBACK, sign("feedback", said, keys)),
    )


def url(store: Storefront, path: str, token: str) -> str:
    """The address of one of the paths above."""
    return f"{store.url.rstrip('/')}/{path.replace('<str:token>', token)}"


def key_name(key: bytes) -> str:
    """What a signing key is called where a message remembers which one signed its links; tells nothing about the key."""
    return sha256(b"the name of " + key).hexdigest()[:8]
