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


def checked(headers: Mapping[str, str], body: bytes, secrets: Sequence[bytes], now: datetime) -> str:
    """The id of a message that any of the secrets signed within the last five minutes. Header names in lower case. Raises NotSigned."""
    number, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not number or len(number) > LONGEST_ID or not number.isprintable():
        raise NotSigned("the header webhook-id is missing or unfit")
    if not timestamp.isdecimal() or len(timestamp) > 12:
        raise NotSigned("the header webhook-timestamp is missing or no number of seconds")
    if abs(now.timestamp() - int(timestamp)) > TOLERANCE_SECONDS:
        raise NotSigned("webhook-timestamp is more than five minutes off")
    given = [
        part.removeprefix("v1,")
        for part in headers.get("webhook-signature", "").split()
        if part.startswith("v1,")
    ]
    expected = [signature(number, timestamp, body, secret) for secret in secrets]
    fits = [hmac.compare_digest(one.encode(), other.encode()) for one in given for other in expected]
    if not any(fits):
        raise NotSigned("no signature in webhook-signature fits the body")
    return number


def signature(number: str, timestamp: str, body: bytes, secret: bytes) -> str:
    """The base64 signature; a secret written `whsec_…` holds its bytes in base64."""
    signed = f"{number}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.digest(_bytes(secret), signed, sha256)).decode()


def _bytes(secret: bytes) -> bytes:
    if not secret.startswith(PREFIX):
        return secret
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as wrong:
        raise ValueError("an API secret that begins with whsec_ holds base64 after it") from wrong
