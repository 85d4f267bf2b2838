"""A program's words made ready: MJML into HTML with its style inlined and a plain-text twin, both still to be filled by Liquid.

A words file begins with `subject:` and `preheader:` lines, then a line `---`, then MJML sections. The layout around them (shop's name, why this
mail, postal address, your page, unsubscribe) is not theirs to leave out.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from css_inline import CSSInliner
from liquid import BoundTemplate
from liquid.exceptions import LiquidError
from mjml import mjml2html

from regulars.delivery import mime
from regulars.delivery.clean import clean
from regulars.delivery.compiled import MESSAGE, Script, compiled
from regulars.delivery.counted import addresses_in, counted, numbers_in
from regulars.delivery.followed import host_of
from regulars.delivery.links import Links
from regulars.delivery.liquid import template
from regulars.delivery.picture import with_picture
from regulars.delivery.quoted import quoted
from regulars.delivery.twin import twin

LAYOUT = Path(__file__).parent / "layout"
LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
HELD = re.compile(r"<!--\s*liquid-(\d+)-\s*-->|liquid-(\d+)-")
ALONE = re.compile(r"(\n\n)((?:\s*\{%(?:(?!%\}).)*%\})+)\n\n", re.DOTALL)
LISTED = re.compile(r"\n\n(\{%\s*for(?:(?!%\}).)*%\})\n(?!\n)", re.DOTALL)
SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL)
LINKED = re.compile(r"((?:href|src)\s*=\s*[\"']\s*\{\{)(.*?)(\}\})", re.DOTALL)
PLAIN_TEXT = Script(str, html=False)
QUOTED_TEXT, QUOTED_HTML = Script(quoted, html=False), Script(quoted, html=True)
ROWS = re.compile(r"(<table[^>]*>)(\s*<!-- liquid-\d+- -->\s*<tr)")
STYLE, SPACED = re.compile(r"<style.*?</style>", re.DOTALL), re.compile(r"\s*([{};,>])\s*|(?<=:)\s+")
INLINED, NO_PIXELS = re.compile(r'(style=")([^"]*)"'), re.compile(r"(?<![\w.-])0px\b")
TWICE = re.compile(r"background:(?:#\w+);(background-color:)")
SAID_ANYWAY = re.compile(r'<!\[endif\]--><!--\[if mso \| IE\]>|<style type="text/css"></style>|</?tbody>')
INLINER = CSSInliner(
    keep_style_tags=True, remove_inlined_selectors=True, minify_css=True, load_remote_stylesheets=False
)
PARTS = ("amounts", "scores")  # looks that not every mail needs
MUST_SAY = ("links.unsubscribe", "links.page", "shop.postal_address", "why")


class NoWords(ValueError):
    """The words cannot be used; the message says what is wrong with them."""


@dataclass(frozen=True)
class Wording:
    """Words of one program in one language, as three Liquid templates and a subject."""

    language: str
    subject: str
    preheader: str
    html: str
    text: str

    @classmethod
    def read(cls, compiled: str) -> Self:
        """From `stored`."""
        return cls(**json.loads(compiled))

    @property
    def stored(self) -> str:
        """All of it as JSON, the same for the same words."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @cached_property
    def content_hash(self) -> str:
        """The name of exactly these words."""
        return sha256(self.stored.encode()).hexdigest()

    @cached_property
    def with_picture(self) -> "Wording":
        """The same words for readers who let us see whether they open our mail."""
        return replace(self, html=with_picture(self.html))

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of the links that may be followed by way of us."""
        return numbers_in(self.html)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts of links that stand in the words in full."""
        return host_of(*addresses_in(self.html))

    @cached_property
    def filled(self) -> Callable[[Mapping[str, Any]], tuple[str, list[bytes]]]:
        """Subject, and in pieces the body on the wire, filled with a reader's values; `joined` makes it whole. Raises LiquidError."""
        each = [self.templates[name] for name in ("subject", "text", "html")]
        pieces = compiled(each, [PLAIN_TEXT, QUOTED_TEXT, QUOTED_HTML], self.language)

        def filled(values: Mapping[str, Any]) -> tuple[str, list[bytes]]:
            subject, text, html = pieces(values)
            return clean("".join(subject)), mime.body(text, html)

        return filled

    @cached_property
    def templates(self) -> dict[str, BoundTemplate]:
        """`subject`, `html` and `text`, parsed."""
        return {
            "subject": template(self.subject, html=False),
            "html": template(self.html, html=True),
            "text": template(self.text, html=False),
        }


def joined(pieces: Sequence[bytes], links: Links) -> bytes:
    """Pieces of a message in one, its name in the links that lead by way of us."""
    whole = b"".join(pieces)
    return whole.replace(MESSAGE, quoted(links.message)) if MESSAGE in whole else whole


@cache
def wording(source: str, language: str, *, advertises: bool = False) -> Wording:
    """The words in a file's text, compiled; below what advertises stands how to ask for more or less of it. Raises NoWords."""
    head, line, body = source.partition("\n---")
    said = dict(each.split(":", 1) for each in head.strip().splitlines() if ":" in each)
    if not line or "subject" not in said:
        raise NoWords("the words begin with “subject: …” and “preheader: …”, then a line “---”")
    subject, preheader = said["subject"].strip(), said.get("preheader", "").strip()
    held = _Held()
    linked = LINKED.sub(_safe, counted(body.lstrip("-\r\n")))
    shown = held.plain(preheader), held.plain(subject)
    mjml = _laid_out(linked, *shown, language, advertises=advertises)
    html = _html(held.hold(mjml))
    made = Wording(language, subject, preheader, held.restore(html), closed_up(held.restore(twin(html))))
    _check(made)
    return made


def _safe(link: re.Match[str]) -> str:
    return link[0] if "| followed:" in link[2] else f"{link[1]}{link[2]} | web_address {link[3]}"


def closed_up(text: str) -> str:
    """Text whose conditions leave no gap when they do not hold: of the empty lines around a tag that stands alone, those before it stay."""
    return LISTED.sub(
        r"\n\1\n", ALONE.sub(lambda found: found[1] + re.sub(r"(^|%\})\s+", r"\1", found[2]), text)
    )


def _laid_out(body: str, preheader: str, subject: str, language: str, *, advertises: bool) -> str:
    layout, footer = _file("layout.mjml"), _file(f"footer.{language}.mjml")
    like = _file(f"like.{language}.mjml") if advertises else ""
    slots = {
        "language": language,
        "subject": subject,
        "preheader": preheader,
        "words": body,
        "footer": footer.replace("[[like]]", like),
        "parts": "".join(_file(f"{part}.mjml") for part in PARTS if f'css-class="{part}"' in body),
    }
    return re.sub(r"\[\[(\w+)\]\]", lambda slot: slots[slot[1]], layout)


@cache
def _file(name: str) -> str:
    return (LAYOUT / name).read_text(encoding="utf-8")


def _html(mjml: str) -> str:
    try:
        made = mjml2html(mjml.strip(), fonts={})
    except ValueError as wrong:
        raise NoWords(f"the words are not good MJML: {wrong}") from wrong
    # MJML's own resets stay in the head: on every cell they would weigh more than what the mail says.
    first, style, rest = made.partition("<style")
    reset = f'{first}{style} data-css-inline="ignore"{rest}'
    in_rows = ROWS.sub(r"\1<tbody>\2", reset)  # else the reader of HTML puts one into the loop
    return _lean(INLINER.inline(in_rows))


def _lean(html: str) -> str:
    """The same with less of it: style without its spaces, and what Outlook alone reads in one comment where several stand in a row."""
    packed = STYLE.sub(lambda style: SPACED.sub(r"\1", " ".join(style[0].split())), html)
    inlined = INLINED.sub(lambda style: f'{style[1]}{_short(style[2])}"', packed)
    return SAID_ANYWAY.sub("", inlined)


def _short(style: str) -> str:
    """The same declarations in fewer signs."""
    once = TWICE.sub(r"\1", style)
    return SPACED.sub(r"\1", NO_PIXELS.sub("0", once)).rstrip(";")


def _check(made: Wording) -> None:
    """What must be said is said, and Liquid can read it (STANDARDS E3.4)."""
    missing = [name for name in MUST_SAY if name not in made.text or name not in made.html]
    if missing:
        raise NoWords(f"the words hide {', '.join(missing)}; an unclosed comment or tag may swallow the end")
    try:
        assert made.templates
    except LiquidError as wrong:
        raise NoWords(f"the words are not good Liquid: {wrong}") from wrong


class _Held:
    """Keeps Liquid out of the way while MJML and HTML are read: tags become comments, outputs (and in scripts all) become plain words."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def hold(self, text: str) -> str:
        in_scripts = SCRIPT.sub(lambda script: LIQUID.sub(self._name, script[0]), text)
        return LIQUID.sub(self._keep, in_scripts)

    def plain(self, text: str) -> str:
        """For where MJML wants text and no comments: tags, too, become plain words."""
        return LIQUID.sub(self._name, text)

    def restore(self, text: str) -> str:
        return HELD.sub(lambda place: self.parts[int(place[1] or place[2])], text)

    def _name(self, found: re.Match[str]) -> str:
        self.parts.append(found[0])
        return f"liquid-{len(self.parts) - 1}-"

    def _keep(self, found: re.Match[str]) -> str:
        name = self._name(found)
        return f"<!-- {name} -->" if found[0].startswith("{%") else name
