"""A proof on one page, to be printed or sent. Needs the extra `letter` (WeasyPrint), as paper letters do."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from weasyprint import HTML, Document
from weasyprint.urls import URLFetcher

from regulars.engine.proof import Proof, Record
from regulars.kernel.purposes import TITLES

HERE = Path(__file__).parent
LAYOUT = Template((HERE / "layout" / "proof.html").read_text(encoding="utf-8"))
FITS = [(size, rows) for rows in (12, 6, 2, 0) for size in (9.5, 8.5, 7.5)]
"""What is tried until it is one page: points, and how many records the log shows. The text that was shown is never cut."""
GOOD, BAD = "#3f7d4e", "#a33b2a"


def pdf(proof: Proof, language: str, shop: str) -> bytes:
    """One page; more only where the text that was shown fills it alone."""
    for size, rows in FITS:
        page = _laid_out(proof, language, shop, size, rows)
        if len(page.pages) == 1:
            break
    return bytes(page.write_pdf())


def html(proof: Proof, language: str, shop: str, size: float = 9.5, rows: int = 12) -> str:
    """The page as HTML, everything from outside escaped."""
    say = _words(language)
    verdict, good = _verdict(proof, say)
    return LAYOUT.substitute(
        language=language, size=size, colour=GOOD if good and not proof.broken else BAD,
        title=say["title_message" if proof.message else "title_customer"],
        made=escape(say["made"].format(shop=shop, at=_moment(proof.made_at))), verdict=escape(verdict),
        body="".join(_body(proof, say, language, rows)),
    )  # fmt: skip


def _laid_out(proof: Proof, language: str, shop: str, size: float, rows: int) -> Document:
    fetch_nothing = URLFetcher(allowed_protocols=("data",))
    return HTML(string=html(proof, language, shop, size, rows), url_fetcher=fetch_nothing).render()


def _verdict(proof: Proof, say: dict[str, Any]) -> tuple[str, bool]:
    if proof.ground is None:
        last = proof.deciding
        return (
            (say["customer"].format(said=say["actions"][last.said["action"]]), True)
            if last
            else (say["nothing"], True)
        )
    if proof.ground.ground == "owed":
        return say["owed"], True
    if not proof.ground.valid:
        return say["invalid"], False
    return say["valid"].format(ground=say["grounds"].get(proof.ground.ground, proof.ground.ground)), True


def _body(proof: Proof, say: dict[str, Any], language: str, rows: int) -> Iterator[str]:
    who = ", ".join([part for part in (proof.who, *proof.addresses) if part])
    who = who or say["erased"].format(number=proof.customer_id)
    yield f"<h2>{say['who']}</h2><p>{escape(who)}</p>"
    if proof.message:
        told = {**proof.message, "purpose": _titled(proof.message["purpose"], language)}
        yield f"<h2>{say['message']}</h2>" + _pairs((say["names"][name], told[name]) for name in say["names"])
    if proof.deciding:
        yield from _deciding(proof, proof.deciding, say, language)
    if proof.later:
        days = ", ".join(_cell(each.said["at"]) for each in proof.later)
        yield f"<p>{escape(say['later']).format(days=days)}</p>"
    yield from _log(proof.records, say, language, rows)
    told = say["broken"].format(names=", ".join(proof.broken[:5])) if proof.broken else say["whole"]
    yield f"<h2>{say['chain']}</h2><p>{escape(told)}</p>"
    if last := proof.deciding or next(reversed(proof.records), None):
        place = say["links"].format(number=last.number, links=proof.links)
        yield f"<p>{escape(place)}<code>{escape(last.said['chain_hash'])}</code></p>"


def _deciding(proof: Proof, record: Record, say: dict[str, Any], language: str) -> Iterator[str]:
    yield f"<h2>{say['record' if proof.message else 'record_last']}</h2>"
    if not record.intact:
        yield f"<p class=verdict>{say['this_broken']}</p>"
    told = _told(record, say, language)
    yield _pairs((say["fields"][name], told.get(name)) for name in say["fields"])
    missing = say["not_kept"] if record.said["text_hash"] else say["no_text"]
    shown = f"<blockquote>{escape(record.text)}</blockquote>" if record.text else f"<p>{missing}</p>"
    yield f"<h2>{say['shown']}</h2>{shown}"


def _told(record: Record, say: dict[str, Any], language: str) -> dict[str, Any]:
    said = record.said
    named = {
        "action": say["actions"].get(said["action"]), "ground": say["grounds"].get(said["ground"]), "channel": say["ways"].get(said["channel"]),
        "actor": say["actors"].get(said["actor"]), "purpose": _titled(said["purpose"], language), "network": record.witness.get("ip"),
    }  # fmt: skip
    return {**said, **{name: value for name, value in named.items() if value}}


def _log(records: list[Record], say: dict[str, Any], language: str, rows: int) -> Iterator[str]:
    shown = records[-rows:] if rows else []
    lines = "".join(_line(record, say, language) for record in shown)
    if lines:
        yield f"<h2>{say['log']}</h2><table class=log>{lines}</table>"
    if len(records) > len(shown):
        yield f"<p class=soft>{escape(say['more'].format(number=len(records) - len(shown)))}</p>"


def _line(record: Record, say: dict[str, Any], language: str) -> str:
    told = _told(record, say, language)
    names = ("at", "purpose", "channel", "action", "form", "text_version")
    cells = "".join(f"<td>{_cell(told.get(name))}</td>" for name in names)
    return f"<tr>{cells}<td>{record.number}{'' if record.intact else ' ✗'}</td></tr>"


def _pairs(rows: Iterable[tuple[str, Any]]) -> str:
    lines = "".join(f"<p><b>{escape(name)}</b>{_cell(value)}</p>" for name, value in rows if value)
    return f"<div class=pairs>{lines}</div>"


def _cell(value: Any) -> str:
    return escape(_moment(value) if hasattr(value, "hour") else str(value or ""))


def _moment(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _titled(purpose: str, language: str) -> str:
    return TITLES.get(purpose, {}).get(language, purpose)


@cache
def _words(language: str) -> dict[str, Any]:
    words: dict[str, Any] = tomllib.loads((HERE / "proof_words.toml").read_text(encoding="utf-8"))
    return words[language]  # type: ignore[no-any-return]
