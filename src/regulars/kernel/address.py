"""E-mail addresses: what counts as one, and when two are the same mailbox (STANDARDS A3.4, A3.6)."""

import re
import unicodedata

SHAPE = re.compile(
    r"[^\s@\"<>(),:;\\\[\]\x00-\x1f\x7f]+@[^\s@\"<>(),:;\\\[\]\x00-\x1f\x7f]+\.[^\s@.\x00-\x1f]+"
)
LONGEST_LOCAL, LONGEST_DOMAIN, LONGEST = 64, 255, 254


class NotAnAddress(ValueError):
    """The text cannot be an e-mail address."""


def canonical(address: str) -> str:
    """The address as compared: NFC, trimmed, domain in lower case. Raises NotAnAddress."""
    text = unicodedata.normalize("NFC", address.strip())
    local, _, domain = text.rpartition("@")
    apart = ".." in text or text.startswith(".") or ".@" in text or "@." in text
    too_long = len(local.encode()) > LONGEST_LOCAL or len(domain.encode()) > LONGEST_DOMAIN
    if not SHAPE.fullmatch(text) or apart or too_long or len(text.encode()) > LONGEST:
        raise NotAnAddress(f"“{address[:80]}” is not an e-mail address")
    return f"{local}@{domain.lower()}"
