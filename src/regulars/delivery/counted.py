"""The links of a program's words, numbered: each passes through the filter `followed`, which may lead it by way of us."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import count

HREF = re.compile(r"""(\bhref\s*=\s*)(["'])((?:\{\{.*?\}\}|(?!\2).)*)\2""", re.DOTALL)
PIECES = re.compile(r"(\{\{.*?\}\})", re.DOTALL)
NUMBERED = re.compile(r"\| followed: links, (\d+)")
IN_FULL = re.compile(r"""\{\{ (["'])(https?://.*?)\1 \| followed: links,""")
ALREADY_OURS = re.compile(r"\blinks\b")


def counted(words: str) -> str:
    """The words with every link that could be followed by way of us numbered, in the order they stand in; others stay as they are."""
    numbers = count(1)

    def numbered(found: "re.Match[str]") -> str:
        pieces = [each.strip() for each in PIECES.split(found[3].strip()) if each.strip()]
        said = _said(pieces)
        if said is None:
            return found[0]
        first, *more = said
        safe = "" if first[0] in "\"'" else " | web_address"
        return f"{found[1]}{found[2]}{{{{ {first}{safe} | followed: links, {', '.join([str(next(numbers)), *more])} }}}}{found[2]}"

    return HREF.sub(numbered, words)


def numbers_in(words: str) -> frozenset[int]:
    """The numbers of the links in counted words."""
    return frozenset(map(int, NUMBERED.findall(words)))


def addresses_in(words: str) -> Iterator[str]:
    """The addresses that stand in counted words in full."""
    return (found[2] for found in IN_FULL.finditer(words))


def _said(pieces: list[str]) -> list[str] | None:
    """A link's address as values of Liquid, to be joined; None for what is no link to the web, is ours already, or says more than a value."""
    if not pieces or not pieces[0].startswith(("http://", "https://", "{{")):
        return None
    said = [_value(piece, nth) for nth, piece in enumerate(pieces)]
    known = [each for each in said if each]
    return known if len(known) == len(said) and not ALREADY_OURS.search(known[0]) else None


def _value(piece: str, nth: int) -> str:
    """A piece as a value; only the first may pass through filters. Empty for what cannot be one."""
    if not piece.startswith("{{"):
        plain = unescape(piece)
        sign = "'" if '"' in plain else '"'
        return "" if sign in plain or "\\" in plain or "{%" in plain else f"{sign}{plain}{sign}"
    inner = piece[2:-2].strip()
    return "" if inner.startswith("-") or inner.endswith("-") or (nth and "|" in inner) else inner
