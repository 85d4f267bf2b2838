"""Letters for the post: one PDF to print on both sides, and a list of what is in it for whoever folds and stamps.

Needs the extra `letter` (WeasyPrint) and the libraries Pango and HarfBuzz: `libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0` on Debian.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from string import Template

from weasyprint import HTML, Document
from weasyprint.urls import URLFetcher

from regulars.delivery.clean import clean
from regulars.delivery.letter_form import Area, Form
from regulars.delivery.liquid import on

LAYOUT = Template((Path(__file__).parent / "layout" / "letter.html").read_text(encoding="utf-8"))
SIZES = (10.5, 10, 9, 8)  # points; post offices ask for no smaller letters
POINT, PIXEL = 25.4 / 72, 25.4 / 96  # in millimetres
LEADING = 4.55  # millimetres between lines of an address, where there is room
COLUMNS = ("number", "code", "first_page", "pages", "sheets", "language")


class NotPrintable(ValueError):
    """The letter cannot be printed so that it arrives; the message says why."""


@dataclass(frozen=True, kw_only=True)
class PaperLetter:
    """`to` and `sender` are lines, the name first. `body` is HTML in which values are escaped already; what it links to is not fetched.

    `code` names it to whoever holds it.
    """

    code: str
    to: tuple[str, ...]
    sender: tuple[str, ...]
    dated_on: date
    language: str
    subject: str
    body: str


@dataclass(frozen=True)
class Bound:
    """Letters to print: the PDF, and its list as CSV."""

    pdf: bytes
    manifest: str


def bound(laid: Sequence[tuple[PaperLetter, Document]], form: Form) -> Bound:
    """All letters in one PDF. Each begins on a right-hand page, so that printing on both sides keeps every letter on sheets of its own.

    All are held in memory until the end, 1.5 MB each: print some hundreds at a time.
    """
    return Bound(_joined([document for _, document in laid], form), _manifest(laid))


def laid_out(letter: PaperLetter, form: Form) -> Document:
    """A letter's pages, in the largest letters that keep the address within its area. Raises NotPrintable."""
    lines = [line for line in clean(letter.to) if line]
    if not lines:
        raise NotPrintable("there is no address")
    if len(lines) > form.most_lines:
        raise NotPrintable(f"the address has {len(lines)} lines, and {form.most_lines} fit into the window")
    leading = min(LEADING, form.address.height / len(lines))
    for size in SIZES:
        if size * POINT <= leading:
            document = _set(letter, lines, form, size=size, leading=leading)
            if _reaches(document) <= form.address.right:
                return document
    raise NotPrintable("a line of the address is too long for the window")


def _set(letter: PaperLetter, lines: list[str], form: Form, *, size: float, leading: float) -> Document:
    name, *sender = map(escape, clean(letter.sender))
    html = LAYOUT.substitute(
        language=letter.language, paper=form.paper, body_top=form.body_top, size=size, leading=leading,
        address_left=form.address.left, address_top=form.address.top, marks="".join(map(_mark, form.marks)),
        address="".join(f"<div><span id=address-{n}>{escape(line)}</span></div>" for n, line in enumerate(lines)),
        name=name, sender="<br>".join(sender), return_line=_return_line(" · ".join((name, *sender)), form.return_line),
        dated_on=escape(on(letter.dated_on, letter.language)), subject=escape(clean(letter.subject)), body=letter.body,
    )  # fmt: skip
    return HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",))).render()


def _return_line(said: str, place: Area | None) -> str:
    if place is None:
        return ""
    return (
        f'<div class=return style="left:{place.left}mm;top:{place.top}mm;width:{place.width}mm">{said}</div>'
    )


def _mark(at: float) -> str:
    return f'<div class=mark style="top:{at}mm"></div>'


def _reaches(document: Document) -> float:
    """How far to the right the address goes, in millimetres."""
    anchors: dict[str, tuple[float, float, float, float]] = document.pages[0].anchors
    return max(right for name, (_, _, right, _) in anchors.items() if name.startswith("address-")) * PIXEL


def _joined(documents: list[Document], form: Form) -> bytes:
    if not documents:
        return b""
    (blank,) = HTML(string=f"<style>@page {{ size: {form.paper} }}</style>").render().pages
    pages = [
        page for document in documents for page in (*document.pages, *[blank] * (len(document.pages) % 2))
    ]
    return bytes(documents[0].copy(pages).write_pdf())


def _manifest(ready: Sequence[tuple[PaperLetter, Document]]) -> str:
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    rows.writerows(_rows(ready))
    return file.getvalue()


def _rows(ready: Sequence[tuple[PaperLetter, Document]]) -> Iterator[tuple[int, str, int, int, int, str]]:
    first = 1
    for number, (letter, document) in enumerate(ready, 1):
        pages = len(document.pages)
        sheets = (pages + 1) // 2
        yield number, letter.code, first, pages, sheets, letter.language
        first += 2 * sheets
