"""A mail as bytes. Python's own generator breaks long List-Unsubscribe headers (STANDARDS §0.1), so ours are written as they must stand."""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from email.headerregistry import Address
from functools import lru_cache

from regulars.delivery.quoted import SOFT

LONGEST_LINE = 998
FOLD_AT = 76
WORD_BYTES = 42  # 42 bytes are 56 characters of base64, and an encoded word may have 75
PLAIN = re.compile(r"[\x20-\x7e]*")
EASY_NAME = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
EASY_ADDRESS = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
PRINTED = bytes(range(0x20, 0x7F))
BOUNDARY = "=_alternative"  # quoted-printable never writes `=_`
FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\u2028\u2029]")


class BadHeader(ValueError):
    """A header's value would break the message or smuggle another header in (STANDARDS A2.2)."""


def _part(sort: str) -> bytes:
    lines = (
        f"--{BOUNDARY}",
        f"Content-Type: text/{sort}; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "",
    )
    return "\r\n".join(lines).encode()


TWO_PARTS = (("MIME-Version", "1.0"), ("Content-Type", f'multipart/alternative; boundary="{BOUNDARY}"'))
TEXT, HTML, END = _part("plain"), _part("html"), f"--{BOUNDARY}--\r\n".encode()


def head(fields: Iterable[tuple[str, str]]) -> bytes:
    """Header lines as they must stand. Raises BadHeader."""
    lines = [f"{name}: {value}\r\n" for name, value in fields]
    raw = "".join(lines).encode(errors="replace")
    ends = b"\r\n" * (len(lines) + raw.count(b"\r\n "))
    if max(map(len, lines)) <= LONGEST_LINE and raw.translate(None, PRINTED) == ends:
        return raw
    return b"".join([line(name, value).encode() for name, value in fields])


def body(text: Sequence[bytes], html: Sequence[bytes]) -> list[bytes]:
    """Both parts of a multipart/alternative mail, from quoted-printable pieces, in pieces; `TWO_PARTS` are its headers."""
    return [TEXT, *text, *_end(text), HTML, *html, *_end(html), END]


def _end(pieces: Sequence[bytes]) -> Sequence[bytes]:
    """What a part needs so that its last line ends."""
    last = (pieces and pieces[-1]) or next((piece for piece in reversed(pieces) if piece), b"")
    return () if last.endswith(b"\r\n") and not last.endswith(SOFT) else (b"\r\n",)


def line(name: str, value: str) -> str:
    """One header, ending in CRLF. Its value may be folded already. Raises BadHeader."""
    whole = f"{name}: {value}\r\n"
    if value.isascii() and value.isprintable() and len(whole) <= LONGEST_LINE:
        return whole
    unfolded = value.replace("\r\n ", " ")
    if FORBIDDEN.search(unfolded) or any(len(part.encode()) > LONGEST_LINE for part in whole.split("\r\n")):
        raise BadHeader(f"{name} holds what no header may hold")
    return whole


def words(text: str) -> str:
    """Free text for a header: plain where it can be, else RFC 2047 words, folded."""
    if PLAIN.fullmatch(text) and "=?" not in text:
        return _folded(text)
    return "\r\n ".join(f"=?utf-8?b?{b64encode(chunk).decode()}?=" for chunk in _chunks(text))


def mailbox(name: str, address: str) -> str:
    """`Ana Example <ana@example.test>` for From and To, whatever the name holds. Raises BadHeader."""
    if EASY_NAME.fullmatch(name) and EASY_ADDRESS.fullmatch(address):
        return f"{name} <{address}>"
    if FORBIDDEN.search(name):
        raise BadHeader("a name holds what no header may hold")
    local, _, domain = address.rpartition("@")
    try:
        spelled = Address(display_name=name, username=local, domain=ascii_domain(domain))
    except ValueError as wrong:
        raise BadHeader(str(wrong)) from wrong
    if not name or (PLAIN.fullmatch(name) and "=?" not in name):
        return str(spelled)
    return f"{words(name)}\r\n <{spelled.addr_spec}>"


@lru_cache(maxsize=4096)
def ascii_domain(domain: str) -> str:
    """The domain in A-labels. Raises BadHeader."""
    try:
        return domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError as wrong:
        raise BadHeader("the domain cannot be written in ASCII") from wrong


def _folded(text: str) -> str:
    """Folded at spaces, where there are any."""
    if len(text) <= FOLD_AT:
        return text
    lines, current = [], ""
    for word in text.split(" "):
        if current and len(current) + 1 + len(word) > FOLD_AT:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return "\r\n ".join([*lines, current])


def _chunks(text: str) -> Iterable[bytes]:
    """The text in UTF-8, cut between characters."""
    whole = text.encode(errors="replace")
    while len(whole) > WORD_BYTES:
        end = WORD_BYTES
        while whole[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        yield whole[:end]
        whole = whole[end:]
    yield whole
