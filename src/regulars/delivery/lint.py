"""What mail clients make of a mail: whether they show all of it, and what in it they do not understand (STANDARDS A3.3).

`mail_clients.toml` says who does without what, and which of it may be used nevertheless.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import tinycss2

from regulars.delivery.program_words import words_of
from regulars.delivery.words import NoWords

HEAVY, TOO_HEAVY = 80_000, 100_000  # bytes; Gmail shows the first 102 KB and hides the rest, with the footer
FOR_MACHINES = "application/ld+json"
SCREENS = ("width", "height", "orientation", "resolution")


@dataclass(frozen=True)
class Remark:
    """`weight` is advice, or wrong, which means that the mail should not go like this."""

    weight: str
    says: str


def linted(program: str, language: str) -> list[Remark]:
    """What is to be said about a program's words as they are now."""
    try:
        return list(lint(words_of(program, language).html))
    except NoWords as wrong:
        return [Remark("wrong", str(wrong))]


def lint(html: str) -> Iterator[Remark]:
    """What is to be said about a mail, filled or still to be filled."""
    if (weighs := len(html.encode())) > HEAVY:
        told = f"the mail weighs {weighs // 1000} KB, and Gmail hides what comes after 102"
        yield Remark("wrong" if weighs > TOO_HEAVY else "advice", told)
    for name in sorted(used(html)):
        if says := _against(name):
            yield Remark("advice", says)


def used(html: str) -> set[str]:
    """What of HTML and CSS a mail uses: `<table>`, `role=`, `border-top`, `display: flex`, `@media`, `calc()`, `px`, `!important`.

    What is written for one client alone is left out: conditional comments and vendors' own properties.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


@cache
def clients() -> dict[str, Any]:
    """`mail_clients.toml`."""
    return tomllib.loads((Path(__file__).parent / "mail_clients.toml").read_text(encoding="utf-8"))


def _against(name: str) -> str | None:
    known = clients()
    for each in _from_narrow_to_wide(name):
        if each in known["harmless"] or each in known["everywhere"] or each in known["basic"]:
            return None
        if each in known["without"]:
            return f"“{name}” does nothing in {', '.join(known['without'][each])}"
    return f"“{name}” is nothing that mail clients are known to understand"


def _from_narrow_to_wide(name: str) -> Iterator[str]:
    """`border-top-color`, `border-top`, `border`; and `xmlns=` for every namespace."""
    yield name
    if name.startswith("xmlns:"):
        yield "xmlns="
    while name[-1].isalpha() and "-" in name and name[0].isalpha():
        name = name.rpartition("-")[0]
        yield name


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_style = tag == "style"
        if ("type", FOR_MACHINES) in attrs:
            return  # nobody is shown it
        self.found.add(f"<{tag}>")
        self.found.update(f"{name}=" for name, _ in attrs)
        self.found.update(_in_css(dict(attrs).get("style") or ""))

    def handle_endtag(self, tag: str) -> None:
        self.in_style = False

    def handle_data(self, data: str) -> None:
        if self.in_style:
            self.found.update(_in_css(data))


def _in_css(css: Any) -> Iterator[str]:
    """Of a style attribute, a style sheet, or what stands between braces."""
    for each in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration":
            yield from _in_declaration(each)
        if each.type == "at-rule":
            yield from _in_at_rule(each)
        if each.type in ("at-rule", "qualified-rule") and each.content is not None:
            yield from _in_css(each.content)


def _in_at_rule(rule: Any) -> Iterator[str]:
    yield (name := f"@{rule.lower_at_keyword}")
    for block in rule.prelude:
        if block.type == "() block":
            asked = next((token.lower_value for token in block.content if token.type == "ident"), "")
            if not asked.endswith(SCREENS):
                yield f"{name} ({asked})"


def _in_declaration(said: Any) -> Iterator[str]:
    if said.lower_name.startswith(("-", "mso-")):
        return
    yield said.lower_name
    if said.important:
        yield "!important"
    if said.lower_name == "display":
        words = {token.lower_value for token in said.value if token.type == "ident"}
        yield from (f"display: {word}" for word in ("flex", "grid") if word in words)
    yield from _in_value(said.value)


def _in_value(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type == "function":
            yield f"{token.lower_name}()"
            yield from _in_value(token.arguments)
        elif token.type == "dimension":
            yield token.lower_unit
        elif token.type == "percentage":
            yield "%"
