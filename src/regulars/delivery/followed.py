"""Links in offers that lead to the shop's pages by way of us, so that we learn whether they help: their tokens, and where they may lead.

A token is `TARGET.MESSAGE`, each signed: nobody can make one of ours lead elsewhere, or stand in a mail we did not send (STANDARDS E4.1, E4.2). Apart,
because what leads to the same page is the same in a million mails, and is written once; a message signs its own name once, however many links it has.
"""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self
from urllib.parse import urlsplit

from regulars.kernel.storefront import Storefront
from regulars.kernel.tokens import Forged, sign, verify_bytes

GO = "go/<str:token>"
TARGET, MESSAGE = "go", "go from"
NUMBER = struct.Struct(">H")
LONGEST = 1_500
READ_OTHERWISE = re.compile(r"[\s\x00-\x1f\x7f\\]")
"""What browsers take out of an address, or take for a slash."""


@dataclass(frozen=True)
class Followed:
    """The `number`-th link of a message's words, and where it leads."""

    intent: str
    number: int
    target: str

    @classmethod
    def of(cls, token: str, keys: Sequence[bytes]) -> Self:
        """What a token says. Raises Forged, also for a token of another purpose."""
        leading, _, message = token.partition(".")
        raw, intent = verify_bytes(TARGET, leading, keys), verify_bytes(MESSAGE, message, keys)
        try:
            (number,) = NUMBER.unpack_from(raw)
            return cls(intent.hex(), number, raw[NUMBER.size :].decode())
        except (struct.error, ValueError) as damaged:
            raise Forged from damaged

    def token(self, keys: Sequence[bytes]) -> str:
        """The token that leads there. Signed with the first key."""
        return f"{leading(self.number, self.target, keys)}.{message(self.intent, keys)}"


def leading(number: int, target: str, keys: Sequence[bytes]) -> str:
    """The part of a token that says where it leads."""
    return sign(TARGET, NUMBER.pack(number) + target.encode(), keys)


def message(intent: str, keys: Sequence[bytes]) -> str:
    """The part that names the message."""
    return sign(MESSAGE, bytes.fromhex(intent), keys)


class Shared(str):
    """A link as far as all messages share it; what names the message is still to come."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class Way:
    """How links lead by way of us: to pages on these hosts, from addresses that begin with `before`."""

    before: str
    keys: tuple[bytes, ...]
    hosts: frozenset[str]

    def followed(self, number: int, target: str) -> str:
        """The link that leads to the target, shared; the target itself where it is none of the shop's."""
        if not leads(target, self.hosts):
            return target
        return Shared(f"{self.before}{leading(number, target, self.keys)}.")


@lru_cache(maxsize=256)
def way(before: str, keys: tuple[bytes, ...], hosts: frozenset[str]) -> Way:
    """The same way for the same values, so that what was made with it can be remembered."""
    return Way(before, keys, hosts)


@lru_cache(maxsize=4096)
def leads(target: str, hosts: frozenset[str]) -> bool:
    """Whether a target is a web address on one of these hosts, and no browser reads it as another."""
    if len(target) > LONGEST or READ_OTHERWISE.search(target):
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and parts.netloc.lower() in hosts


@lru_cache(maxsize=256)
def hosts_of(store: Storefront, also: frozenset[str] = frozenset()) -> frozenset[str]:
    """The hosts of the shop's own pages, and of what stands in its words."""
    return host_of(store.url, store.site) | also


def host_of(*addresses: str) -> frozenset[str]:
    """The hosts of addresses, with their ports."""
    return frozenset(urlsplit(each).netloc.lower() for each in addresses if each)
