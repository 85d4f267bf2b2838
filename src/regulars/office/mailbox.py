"""The local mailbox: what the mail server of a demo shop took in, file by file. No other shop has one."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.policy import default as modern
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from regulars.engine.shop import shop as configured
from regulars.office import headers
from regulars.office.staff import staff

A_PAGE = 50


@dataclass(frozen=True)
class Kept:
    """A mail in the mailbox."""

    name: str
    sender: str
    to: str
    subject: str
    at: datetime | None
    fields: list[tuple[str, str]]
    html: str
    text: str


@staff
def listed(request: HttpRequest) -> HttpResponse:
    """The mails that arrived last."""
    text = request.GET.get("page", "")
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    paths = _paths()
    shown = paths[page * A_PAGE : (page + 1) * A_PAGE]
    more = page + 1 if len(paths) > (page + 1) * A_PAGE else None
    kept = [_read(path, BytesHeaderParser(policy=modern)) for path in shown]
    return render(
        request,
        "office/mailbox.html",
        {"mails": kept, "total": len(paths), "more": more, "less": page - 1 if page else None},
    )


@staff
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One mail, as it arrived."""
    return render(request, "office/mail.html", {"mail": _find(name)})


@staff
def body(_: HttpRequest, name: str) -> HttpResponse:
    """What a mail reader shows."""
    return headers.framed(_find(name).html)


def _paths() -> list[Path]:
    folder = configured().home / "mailbox"
    paths = [
        path for name in ("new", "cur") if (folder / name).is_dir() for path in (folder / name).iterdir()
    ]
    return sorted(paths, key=lambda path: path.name, reverse=True)


def _find(name: str) -> Kept:
    """By the part of the file's name that stays when it is read."""
    for path in _paths():
        if path.name.partition(":")[0] == name:
            return _read(path, BytesParser(policy=modern))
    raise Http404("There is no such mail.")


def _read(path: Path, parser: BytesParser) -> Kept:
    parsed = parser.parsebytes(path.read_bytes())
    assert isinstance(parsed, EmailMessage)
    return Kept(
        name=path.name.partition(":")[0],
        sender=str(parsed["From"] or ""),
        to=str(parsed["To"] or ""),
        subject=str(parsed["Subject"] or ""),
        at=parsedate_to_datetime(parsed["Date"]) if parsed["Date"] else None,
        fields=[(field, str(value)) for field, value in parsed.items()],
        html=_part(parsed, "html"),
        text=_part(parsed, "plain"),
    )


def _part(parsed: EmailMessage, sort: str) -> str:
    found = parsed.get_body((sort,))
    return str(found.get_content()) if found is not None else ""
