"""Quoted-printable (RFC 2045 §6.7) in pieces that can be joined: each begins and ends at the start of a line.

What is quoted stays as it is under DKIM's relaxed canonicalisation (RFC 6376 §3.4.4) and needs no dot-stuffing, so that a body made of such pieces is
hashed and sent as it stands.
"""

import re
from binascii import b2a_qp

WIDTH = 75  # 76 with the `=` of a soft break
SOFT = b"=\r\n"
DOT = ord(".")
EASY = re.compile(r"[A-Za-z0-9_,:/#-]+(?: [A-Za-z0-9_.,:/#-]+)*").fullmatch


def quoted(text: str) -> bytes:
    """The text in UTF-8; a line that does not end here is left open by a soft break."""
    if not text:
        return b""
    if len(text) <= WIDTH and EASY(text):
        return text.encode() + SOFT
    easy = text.isascii() and text.isprintable() and "  " not in text and " " not in (text[0], text[-1])
    quick = _plain(text) if easy else _short(text)
    if quick is not None:
        return quick
    *whole, rest = text.replace("\r", "").split("\n")
    ended = b"".join(_wrapped(line.encode(errors="replace"), open_ended=False) + b"\r\n" for line in whole)
    last = rest.encode(errors="replace")
    return ended + _wrapped(last, open_ended=True) + SOFT if last else ended


def _plain(text: str) -> bytes | None:
    """What needs no more than `=3D` and a soft break here and there; None when a line would begin with a dot."""
    plain = text.encode().replace(b"=", b"=3D")
    if len(plain) <= WIDTH:
        return None if plain[0] == DOT else plain + SOFT
    if len(plain) > len(text):
        return None
    if DOT in plain[::WIDTH]:
        return None
    if len(plain) <= 2 * WIDTH:
        return plain[:WIDTH] + SOFT + plain[WIDTH:] + SOFT
    return SOFT.join([plain[at : at + WIDTH] for at in range(0, len(plain), WIDTH)]) + SOFT


def _short(text: str) -> bytes | None:
    """What fits on a line, by the standard library; None for what would not stay as it is on the way."""
    if len(text) > WIDTH or "  " in text or "\n" in text or "\r" in text or "\t" in text:
        return None
    line = b2a_qp(text.encode(errors="replace"))
    return line + SOFT if len(line) <= WIDTH and line[0] != DOT else None


def _wrapped(line: bytes, *, open_ended: bool) -> bytes:
    """One line of text as lines of at most 76 characters."""
    done: list[bytes] = []
    room, before = WIDTH, 0
    end = -1 if open_ended else len(line) - 1
    for at, byte in enumerate(line):
        blank_to_keep = byte == 32 and (before == 32 or at == end)
        literal = (32 <= byte <= 126 and byte != 61) and not blank_to_keep
        sign = b"%c" % byte if literal else b"=%02X" % byte
        if len(sign) > room:
            done.append(SOFT)
            room, before = WIDTH, 0
        if byte == 46 and room == WIDTH:
            sign = b"=2E"  # no line begins with a dot
        done.append(sign)
        room -= len(sign)
        before = byte if literal else 0
    return b"".join(done)
