"""What DNS says of a key, so that everybody can verify what it signed (RFC 6376 §3.6.1)."""

from base64 import b64encode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from regulars.delivery.dkim import Key

LONGEST_STRING = 255


def place(key: Key, domain: str) -> str:
    """Where its record belongs."""
    return f"{key.selector}._domainkey.{domain}"


def record(key: Key) -> str:
    """What DNS has to say of the key."""
    public = key.private.public_key()
    if isinstance(key.private, Ed25519PrivateKey):
        spoken = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    else:
        spoken = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k={key.algorithm}; p={b64encode(spoken).decode()}"


def quoted(text: str) -> str:
    """A TXT record as a zone file takes it: in strings of at most 255 characters, each in quotes."""
    parts = [text[at : at + LONGEST_STRING] for at in range(0, len(text), LONGEST_STRING)]
    return " ".join(f'"{part}"' for part in parts)
