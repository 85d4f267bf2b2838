"""Signed links: who may do what, unforgeable and bound to one purpose (keyed BLAKE2b, RFC 7693; STANDARDS A5.5)."""

import base64
import hmac
from binascii import b2a_base64
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b

MAC_BYTES = 16
URL_SAFE = bytes.maketrans(b"+/", b"-_")


class Forged(ValueError):
    """The token was not signed by us for this purpose."""


def sign(purpose: str, value: str | bytes, keys: Sequence[bytes]) -> str:
    """A URL-safe token that says `value` and can be used for `purpose` only. Signed with the first key."""
    return signer(purpose, keys[0])(value.encode() if isinstance(value, str) else value)


@lru_cache(maxsize=256)
def signer(purpose: str, key: bytes) -> Callable[[bytes], str]:
    """What signs for one purpose with one key: the same as `sign`, for those who sign much."""
    begun = _begun(purpose, key)

    def signed(raw: bytes) -> str:
        mac = begun.copy()
        mac.update(raw)
        return _text(mac.digest() + raw)

    return signed


def verify(purpose: str, token: str, keys: Sequence[bytes]) -> str:
    """The text inside `token`. Any of `keys` may have signed it, so that old links outlive a rotation. Raises Forged."""
    try:
        return verify_bytes(purpose, token, keys).decode()
    except UnicodeDecodeError as damaged:
        raise Forged from damaged


def verify_bytes(purpose: str, token: str, keys: Sequence[bytes]) -> bytes:
    """The bytes inside `token`, as `verify`."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError as damaged:
        raise Forged from damaged
    mac, value = raw[:MAC_BYTES], raw[MAC_BYTES:]
    if token == _text(raw) and any(hmac.compare_digest(mac, _mac(purpose, value, key)) for key in keys):
        return value
    raise Forged


def _mac(purpose: str, value: bytes, key: bytes) -> bytes:
    mac = _begun(purpose, key).copy()
    mac.update(value)
    return mac.digest()


@lru_cache(maxsize=256)
def _begun(purpose: str, key: bytes) -> blake2b:
    """What all macs of a purpose have in common; a mail takes five."""
    return blake2b(purpose.encode() + b"\0", key=key[: blake2b.MAX_KEY_SIZE], digest_size=MAC_BYTES)


def _text(raw: bytes) -> str:
    return b2a_base64(raw, newline=False).translate(URL_SAFE, b"=").decode()
