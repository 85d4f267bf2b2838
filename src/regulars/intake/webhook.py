"""Standard Webhooks: who sent this, and was it sent just now? Checked over the raw bytes, before anything reads them (STANDARDS D1.1, D2.1)."""

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

TOLERANCE_SECONDS = 300
PREFIX = b"whsec_"
LONGEST_ID = 200


class NotSigned(ValueError):
    """The request does not prove that it comes from the shop; the message says what is missing, never what was expected."""


class Seal:
    """The signature of a message whose body is read a piece at a time. Header names in lower case. Raises NotSigned before anything is read."""

    def __init__(self, headers: Mapping[str, str], secrets: Sequence[bytes], now: datetime) -> None:
        self.number, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not self.number or len(self.number) > LONGEST_ID or not self.number.isprintable():
            raise NotSigned("the header webhook-id is missing or unfit")
        if not timestamp.isdecimal() or len(timestamp) > 12:
            raise NotSigned("the header webhook-timestamp is missing or no number of seconds")
        if abs(now.timestamp() - int(timestamp)) > TOLERANCE_SECONDS:
            raise NotSigned("webhook-timestamp is more than five minutes off")
        said = headers.get("webhook-signature", "").split()
        self._given = [part.removeprefix("v1,") for part in said if part.startswith("v1,")]
        self._sums = [_sum(self.number, timestamp, secret) for secret in secrets]

    def read(self, piece: bytes) -> None:
        """The next piece of the body."""
        for each in self._sums:
            each.update(piece)

    def check(self) -> str:
        """The message's id, once any of the secrets is seen to have signed all that was read. Raises NotSigned."""
        expected = [_written(each) for each in self._sums]
        fits = [
            hmac.compare_digest(one.encode(), other.encode()) for one in self._given for other in expected
        ]
        if not any(fits):
            raise NotSigned("no signature in webhook-signature fits the body")
        return self.number


def checked(headers: Mapping[str, str], body: bytes, secrets: Sequence[bytes], now: datetime) -> str:
    """The id of a message that any of the secrets signed within the last five minutes. Header names in lower case. Raises NotSigned."""
    seal = Seal(headers, secrets, now)
    seal.read(body)
    return seal.check()


def signature(number: str, timestamp: str, body: bytes, secret: bytes) -> str:
    """The base64 signature; a secret written `whsec_…` holds its bytes in base64."""
    summed = _sum(number, timestamp, secret)
    summed.update(body)
    return _written(summed)


def _sum(number: str, timestamp: str, secret: bytes) -> hmac.HMAC:
    return hmac.new(secret_bytes(secret), f"{number}.{timestamp}.".encode(), sha256)


def _written(summed: hmac.HMAC) -> str:
    return base64.b64encode(summed.digest()).decode()


def secret_bytes(secret: bytes) -> bytes:
    """What signs: a secret written `whsec_…` holds it in base64."""
    if not secret.startswith(PREFIX):
        return secret
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as wrong:
        raise ValueError("an API secret that begins with whsec_ holds base64 after it") from wrong
