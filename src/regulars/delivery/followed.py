"""Links in offers that lead to the shop's pages by way of us, so that we learn whether they help: their tokens, and where they may lead.

What a link leads to is signed, together with the message it stands in: nobody can make one of ours lead elsewhere (STANDARDS E4.1, E4.2).
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
PURPOSE = "go"
NUMBERS = struct.Struct(">16sH")
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
        raw = verify_bytes(PURPOSE, token, keys)
        try:
            intent, number = NUMBERS.unpack_from(raw)
            return cls(intent.hex(), number, raw[NUMBERS.size :].decode())
        except (struct.error, ValueError) as damaged:
            raise Forged from damaged

    def token(self, keys: Sequence[bytes]) -> str:
        """The token that leads there. Signed with the first key."""
        return sign(
            PURPOSE, NUMBERS.pack(bytes.fromhex(self.intent), self.number) + self.target.encode(), keys
        )


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
