"""Everything kept of a person as one ZIP: a page to read, tables for a spreadsheet, JSON for machines, and the messages as they were shown."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string

from regulars.engine.everything import Kept, Sent
from regulars.pages.look import CSS
from regulars.pages.speech import day
from regulars.pages.visit import Visit

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would work it out (STANDARDS E2.3)


def zipped(kept: Kept, visit: Visit) -> bytes:
    """`index.html`, `data.json`, `tables/NAME.csv` and `messages/NUMBER.html`."""
    file = io.BytesIO()
    messages = list(_files(kept.messages))
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("index.html", _readable(kept, messages, visit))
        archive.writestr("data.json", json.dumps(kept.tables, ensure_ascii=False, indent=1))
        for name, rows in kept.tables.items():
            archive.writestr(f"tables/{name}.csv", _csv(rows))
        for path, message in messages:
            archive.writestr(path, message.words.html)
    return file.getvalue()


def _files(messages: Iterable[Sent]) -> Iterable[tuple[str, Sent]]:
    for number, message in enumerate(messages, 1):
        yield f"messages/{number:04}.html", message


def _readable(kept: Kept, messages: list[tuple[str, Sent]], visit: Visit) -> str:
    titles: dict[str, str] = visit.say["data"]["tables"]
    tables = [
        {"title": titles[name], "columns": _columns(rows), "rows": [_cells(row, rows) for row in rows]}
        for name, rows in kept.tables.items()
    ]
    told = {
        "shop": visit.store.name, "language": visit.language, "say": visit.say, "css": CSS, "tables": tables,
        "today": day(visit.today, visit.language),
        "messages": [
            {"path": path, "day": day(visit.store.local_date(each.decided_at), visit.language), "subject": each.words.subject}
            for path, each in messages
        ],
    }  # fmt: skip
    return render_to_string("pages/everything.html", told)


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _cells(row: dict[str, Any], rows: list[dict[str, Any]]) -> list[str]:
    return [_text(row.get(name)) for name in _columns(rows)]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _csv(rows: list[dict[str, Any]]) -> str:
    file = io.StringIO(newline="")
    written = csv.writer(file)
    written.writerow(_columns(rows))
    written.writerows([_safe(row.get(name)) for name in _columns(rows)] for row in rows)
    return file.getvalue()


def _safe(value: Any) -> str:
    text = _text(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(STARTS_A_FORMULA) else text
