"""Why a customer got a message, or none: every verdict of a day in one sentence, with what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
from django.db.models import QuerySet

from regulars.arbiter import spoken
from regulars.arbiter.gates import SENTENCES
from regulars.engine.models import Plan, Verdict
from regulars.engine.planning import because, reason_values
from regulars.engine.population import quoted
from regulars.engine.shop import Shop
from regulars.engine.silence import Silence, said, silences
from regulars.facts import merge
from regulars.kernel.sentence import fill
from regulars.programs.base import Program
from regulars.programs.registry import Loaded


@dataclass(frozen=True)
class Told:
    """One verdict in words. `verdict` is send, refused, or silent where the program did not even propose; `because` says what it rests on."""

    at: datetime | None
    program: str
    title: str
    about: str
    verdict: str
    sentence: str
    because: str = ""
    worth_minor: float | None = None
    currency: str = ""
    intent: str | None = None
    plan_id: str = ""
    kind: str = ""


def told(
    shop: Shop, customer_id: int, *, on: date | None = None, plan: str | None = None, language: str = "en"
) -> list[Told]:
    """Every verdict about the customer on a day (or in one plan, or since the last day's), winners first; for programs with none, what
    stood in the way.

    Raises Plan.DoesNotExist for a plan nobody made.
    """
    last = _last(on, plan)
    if last is None:
        return []
    same = merge.roots(last.as_of, last.known_at)
    root = same.get(customer_id, customer_id)
    loaded = shop.programs()
    rows = _rows(shop, merge.family([customer_id], same), on, plan)
    verdicts = [_told(row, loaded, language) for row in rows]
    spoken = {verdict.program for verdict in verdicts}
    silent = [_silent(last, each) for each in silences(shop, root, last, language, spoken)]
    order = {"send": 0, "refused": 1, "silent": 2}
    return sorted([*_once(verdicts), *silent], key=lambda t: (order[t.verdict], t.program, t.about))


def sentence(verdict: Verdict, shop: Shop, language: str) -> str:
    """The one sentence of a kept verdict."""
    row = {"program": verdict.program, "reason_key": verdict.reason_key}
    return _sentence(row, verdict.reason_values, verdict.because, shop.programs(), language)


def _last(on: date | None, plan: str | None) -> Plan | None:
    """The plan as of which silence is explained."""
    if plan is not None:
        return Plan.objects.get(id=plan)
    made = Plan.objects.exclude(kind="dry").order_by("as_of")
    return (made.filter(local_date=on) if on else made).last()


def _rows(shop: Shop, everyone: list[int], on: date | None, plan: str | None) -> Iterator[dict[str, Any]]:
    """Verdicts of moments, and all winners, from the database; what a day or a dry run refused, from its file."""
    plans = _plans(on, plan)
    kept = Verdict.objects.filter(customer_id__in=everyone, plan__in=plans).select_related("plan")
    for verdict in kept.order_by("decided_at", "id"):
        yield _from_database(verdict)
    for filed in plans.exclude(place="").order_by("as_of"):
        for row in _filed(shop.home / filed.place, everyone):
            if filed.kind == "dry" or row["verdict"] != "send":
                yield {
                    **row,
                    "reasons": reason_values(row),
                    "rests_on": because(row),
                    "plan": filed,
                    "intent": None,
                }


def _plans(on: date | None, plan: str | None) -> "QuerySet[Plan]":
    if plan is not None:
        return Plan.objects.filter(id=plan)
    made = Plan.objects.exclude(kind="dry")
    if on is not None:
        return made.filter(local_date=on)
    day = made.filter(kind="day").order_by("as_of").last()
    return made.filter(as_of__gte=day.as_of) if day else made


def _from_database(verdict: Verdict) -> dict[str, Any]:
    names = ("program", "about", "verdict", "currency", "worth_minor", "intent", "reason_key", "plan")
    same = {name: getattr(verdict, name) for name in names}
    return {**same, "reasons": verdict.reason_values, "rests_on": verdict.because}


def _filed(path: Path, everyone: list[int]) -> list[dict[str, Any]]:
    with duckdb.connect() as con:
        cursor = con.execute(
            f"SELECT * FROM read_parquet('{quoted(path)}') WHERE list_contains(?, customer_id)", [everyone]
        )
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _told(row: dict[str, Any], loaded: dict[str, Loaded], language: str) -> Told:
    plan: Plan = row["plan"]
    program = _program(loaded, row["program"])
    rests_on = (
        fill(said(program.reasons(row["rests_on"]), language), row["rests_on"], language)
        if program and row["verdict"] != "send"
        else ""
    )
    return Told(
        at=plan.as_of, program=row["program"], title=said(program.title, language) if program else row["program"], about=row["about"],
        verdict=row["verdict"], sentence=_sentence(row, row["reasons"], row["rests_on"], loaded, language), because=rests_on,
        worth_minor=row["worth_minor"], currency=row["currency"], intent=row["intent"], plan_id=plan.id, kind=plan.kind,
    )  # fmt: skip


def _sentence(
    row: dict[str, Any],
    reasons: dict[str, Any],
    rests_on: dict[str, Any],
    loaded: dict[str, Loaded],
    language: str,
) -> str:
    if row["reason_key"] is None:
        program = _program(loaded, row["program"])
        return (
            fill(said(program.reasons(rests_on), language), rests_on, language) if program else row["program"]
        )
    winner = _program(loaded, reasons.get("winner", ""))
    named = {**reasons, "winner": said(winner.title, language)} if winner else reasons
    return spoken.told(SENTENCES[row["reason_key"]][language], named, language)


def _once(verdicts: list[Told]) -> list[Told]:
    """Of the same sentence about the same thing, the latest only: a day and several moments may have said it."""
    return list({(t.program, t.about, t.verdict, t.sentence): t for t in verdicts}.values())


def _silent(plan: Plan, silence: Silence) -> Told:
    return Told(
        plan.as_of, silence.program, silence.title, silence.about, "silent", silence.why, plan_id=plan.id, kind=plan.kind,
    )  # fmt: skip


def _program(loaded: dict[str, Loaded], key: str) -> type[Program] | None:
    return loaded[key].program if key in loaded else None
