"""Signs mails with DKIM, by RSA and by Ed25519 at once (RFC 6376, 8301, 8463; STANDARDS A4).

Canonicalisation is relaxed for both headers and body, so that a server on the way may fold a header anew. Equal arguments give equal
bytes: a message that is tried again is signed as it was.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

# Named once more than they are there: adding another one breaks the signature.
OVERSIGNED = ("from", "to", "subject", "date", "reply-to", "list-unsubscribe", "list-unsubscribe-post")
SIGNED = (
    "cc", "message-id", "mime-version", "content-type", "content-transfer-encoding", "list-id", "list-help", "feedback-id",
    "auto-submitted",
)  # fmt: skip
PADDING, DIGEST = PKCS1v15(), Prehashed(SHA256())
SPACES, SPACES_IN_BYTES = re.compile(r"[ \t]+"), re.compile(rb"  +")
FOLD_AT = 72


@dataclass(frozen=True)
class Key:
    """A private key and the selector its public half is published under."""

    selector: str
    private: RSAPrivateKey | Ed25519PrivateKey = field(repr=False)

    @property
    def algorithm(self) -> str:
        """`rsa` or `ed25519`, as DNS calls it."""
        return "ed25519" if isinstance(self.private, Ed25519PrivateKey) else "rsa"

    def signature(self, digest: bytes) -> bytes:
        """Of a SHA-256 digest; Ed25519 signs the digest itself (RFC 8463 §3)."""
        if isinstance(self.private, Ed25519PrivateKey):
            return self.private.sign(digest)
        return self.private.sign(digest, PADDING, DIGEST)


@dataclass(frozen=True)
class _Plan:
    """What is the same for all mails with the same headers: which are signed in what order, and each key's signature around what differs."""

    fields: tuple[tuple[str, int], ...]
    stubs: tuple[tuple[Key, str, str, str, str], ...]


class Signer:
    """Signs for one domain with every key it is given. Keeps what mails with the same headers share."""

    def __init__(self, domain: str, keys: Iterable[Key]) -> None:
        self.domain, self.keys = domain, tuple(keys)
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def sign(self, head: Sequence[tuple[str, str]], body_hash: bytes, at: int) -> bytes:
        """The DKIM-Signature headers to put in front of a mail with these headers, each ending in CRLF.

        `head` holds names and values as they are sent, folded or not; `at` is the mail's Date in seconds. Raises ValueError without a From.
        """
        names = tuple([name for name, _ in head])
        plan = self._plans.get(names) or self._planned(names)
        signed = "".join([f"{prefix}{relaxed(head[number][1])}\r\n" for prefix, number in plan.fields])
        hashed, body = sha256(signed.encode()), b64encode(body_hash).decode()
        lines = []
        for key, before, between, bare_before, bare_between in plan.stubs:
            digest = hashed.copy()
            digest.update(f"{bare_before}{at}{bare_between}{body}; b=".encode())
            signature = _folded(b64encode(key.signature(digest.digest())).decode())
            lines.append(f"{before}{at}{between}{body};\r\n b={signature}\r\n")
        return "".join(lines).encode()

    def _planned(self, names: tuple[str, ...]) -> _Plan:
        order = signed_headers(names)
        listed = _names_listed([name for name, _ in order])
        fields = tuple([(f"{name}:", number) for name, number in order if number is not None])
        plan = self._plans[names] = _Plan(fields, tuple(self._stub(key, listed) for key in self.keys))
        return plan

    def _stub(self, key: Key, listed: str) -> tuple[Key, str, str, str, str]:
        """A signature up to its time, and from there to the body's hash; both as sent, and both as they are hashed."""
        before = f" v=1; a={key.algorithm}-sha256; c=relaxed/relaxed;\r\n d={self.domain};\r\n s={key.selector}; t="
        between = f";\r\n h={listed};\r\n bh="
        return key, f"DKIM-Signature:{before}", between, f"dkim-signature:{relaxed(before)}", relaxed(between)


def signed_headers(names: Sequence[str]) -> list[tuple[str, int | None]]:
    """The headers to sign in order, each with its place in the mail; None stands for one more than there are. Raises ValueError without a From.

    Of several with one name the last is signed first, as verifiers do (RFC 6376 §5.4.2).
    """
    places: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        places.setdefault(name.lower(), []).insert(0, number)
    if "from" not in places:
        raise ValueError("a mail without From cannot be signed")
    present = [(name, number) for name in (*OVERSIGNED, *SIGNED) for number in places.get(name, ())]
    return [*present, *((name, None) for name in OVERSIGNED)]


def relaxed(value: str) -> str:
    """A header's value in relaxed form: unfolded, one space for any run of them, none at the ends (RFC 6376 §3.4.2)."""
    if "\r" in value or "\t" in value or "  " in value:
        value = SPACES.sub(" ", value.replace("\r\n", ""))
    return value.strip(" ")


def body_hash(body: bytes) -> bytes:
    """SHA-256 of a body in relaxed form. Where `is_canonical(body)` holds by the way it was made, plain `sha256(body).digest()` is the same."""
    return sha256(relaxed_body(body)).digest()


def is_canonical(body: bytes) -> bool:
    """It is its own relaxed form: no tab, no two spaces running, no space before a line's end, and one CRLF at the very end."""
    return relaxed_body(body) == body


def relaxed_body(body: bytes) -> bytes:
    """The body with CRLF lines in relaxed form (RFC 6376 §3.4.4)."""
    if body and not body.endswith(b"\r\n"):
        body += b"\r\n"
    # A pattern that begins with two plain spaces is looked for ten times as fast as one that begins with a choice.
    body = SPACES_IN_BYTES.sub(b" ", body.replace(b"\t", b" ")).replace(b" \r\n", b"\r\n")
    end = len(body)
    while body.endswith(b"\r\n\r\n", 0, end):
        end -= 2
    return b"" if body[:end] == b"\r\n" else body[:end]


def _names_listed(names: Iterable[str]) -> str:
    """`from:to:subject`, folded between names."""
    lines = [""]
    for name in names:
        if len(lines[-1]) + len(name) > FOLD_AT:
            lines.append("")
        lines[-1] += f"{name}:"
    return "\r\n ".join(lines).rstrip(":")


def _folded(text: str) -> str:
    return "\r\n ".join([text[at : at + FOLD_AT] for at in range(0, len(text), FOLD_AT)])
