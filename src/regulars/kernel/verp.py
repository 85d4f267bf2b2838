"""Names a message in the address its bounces go to: opaque, signed, and still itself in lower case (STANDARDS A2, B1.2).

`bounces@shop.example` becomes `bounces+TOKEN@shop.example`; the token holds the message's intent and proves that we sent it.
"""

import base64
import hmac
import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from regulars.kernel.tokens import Forged

INTENT_BYTES, MAC_BYTES = 16, 10
TOKEN_LENGTH = 42
LONGEST_LOCAL = 64 - len("+") - TOKEN_LENGTH
"""How long the part before the @ of the address for bounces may be."""
TOKEN = re.compile(rf"\+([a-z2-7]{{{TOKEN_LENGTH}}})@", re.IGNORECASE)


def return_path(address: str, intent: str, keys: Sequence[bytes]) -> str:
    """Where bounces of the message go, signed with the first key. An intent is 32 hexadecimal digits."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token(intent, keys)}@{domain}"


def token(intent: str, keys: Sequence[bytes]) -> str:
    """The message's name by itself, for those who keep a word of ours beside it."""
    return _token(bytes.fromhex(intent), keys[0])


def intent_in(said: str, keys: Sequence[bytes]) -> str:
    """The intent a token names, signed with any of the keys. Raises Forged."""
    spelled = said.lower()
    try:
        raw = base64.b32decode(spelled.upper() + "=" * (-len(spelled) % 8))
    except ValueError as damaged:
        raise Forged from damaged
    intent = raw[:INTENT_BYTES]
    if len(intent) == INTENT_BYTES and any(hmac.compare_digest(spelled, _token(intent, key)) for key in keys):
        return intent.hex()
    raise Forged


def proven(addresses: Iterable[str], keys: Sequence[bytes]) -> str | None:
    """The intent that the first genuine token in these addresses names; None when there is none."""
    for address in addresses:
        for found in TOKEN.finditer(address):
            try:
                return intent_in(found[1], keys)
            except Forged:
                continue
    return None


def _token(intent: bytes, key: bytes) -> str:
    mac = hmac.digest(key, b"bounces\0" + intent, sha256)[:MAC_BYTES]
    return base64.b32encode(intent + mac).rstrip(b"=").decode().lower()
