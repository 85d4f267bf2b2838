"""Quoted-printable (RFC 2045 §6.7) in pieces that can be joined: each begins and ends at the start of a line.

What is quoted stays as it is under DKIM's relaxed canonicalisation (RFC 6376 §3.4.4) and needs no dot-stuffing, so that a body made of such pieces is
hashed and sent as it stands.
"""

import re
from collections.abc import Iterable

WIDTH = 75  # 76 with the `=` of a soft break
SOFT = b"=\r\n"
GAPS = re.compile(rb"\r\n\r\n\r\n(?<!=\r\n\r\n\r\n)(?:\r\n)*")
PLAIN = re.compile(r"[!-<>-~]+(?: [!-<>-~]+)*")


def quoted(text: str) -> bytes:
    """The text in UTF-8; a line that does not end here is left open by a soft break."""
    if not text:
        return b""
    if PLAIN.fullmatch(text):
        plain = text.encode()
        cut = [plain[at : at + WIDTH] for at in range(0, len(plain), WIDTH)]
        if not any(line.startswith(b".") for line in cut):  # a dot there would be doubled on the wire
            return SOFT.join([*cut, b""])
    lines = text.replace("\r", "").split("\n")
    ended = b"".join(
        _wrapped(line.encode(errors="replace"), open_ended=False) + b"\r\n" for line in lines[:-1]
    )
    last = lines[-1].encode(errors="replace")
    return ended + _wrapped(last, open_ended=True) + SOFT if last else ended


def closed_up(pieces: Iterable[bytes]) -> bytes:
    """The pieces joined, never with two empty lines after each other, which conditions leave behind."""
    return GAPS.sub(b"\r\n\r\n", b"".join(pieces))


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
