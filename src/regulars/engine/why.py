"""Why a customer got a message, or none: every verdict of a day in one sentence, with what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from regulars.arbiter.gates import SENTENCES
from regulars.engine import compile as sql
from regulars.engine.desk import Desk, laid_out
from regulars.engine.dials import in_force, set_program
from regulars.engine.models import Plan, Verdict
from regulars.engine.planning import because, learnt, reason_values
from regulars.engine.population import quoted
from regulars.engine.shop import Shop
from regulars.kernel.sentence import fill
from regulars.programs.base import Program
from regulars.programs.registry import Loaded

NOTHING = {"en": "There was nothing to write about.", "de": "Es gab nichts zu schreiben."}
BROKEN = {
    "en": "The program could not be used: {error}",
    "de": "Das Programm war nicht zu gebrauchen: {error}",
}
OFF = {"en": "The shop has turned this program off.", "de": "Der Laden hat dieses Programm abgeschaltet."}
NO_PLAN = {"en": "No plan was made that day.", "de": "An dem Tag wurde nicht geplant."}


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
    """Every verdict about the customer on a day (or in one plan), winners first; for programs with none, what stood in the way.

    Raises Plan.DoesNotExist for a plan nobody made.
    """
    plans = _plans(on, plan)
    loaded = shop.programs()
    verdicts = [_told(row, loaded, language) for row in _rows(shop, customer_id, plans)]
    spoken = {verdict.program for verdict in verdicts}
    silent = _silent(shop, customer_id, plans[-1], language, spoken) if plans else []
    order = {"send": 0, "refused": 1, "silent": 2}
    return sorted([*_once(verdicts), *silent], key=lambda t: (order[t.verdict], t.program, t.about))


def sentence(verdict: Verdict, shop: Shop, language: str) -> str:
    """The one sentence of a kept verdict."""
    row = {"program": verdict.program, "reason_key": verdict.reason_key}
    return _sentence(row, verdict.reason_values, verdict.because, shop.programs(), language)


def _plans(on: date | None, plan: str | None) -> list[Plan]:
    if plan is not None:
        return [Plan.objects.get(id=plan)]
    made = Plan.objects.exclude(kind="dry").order_by("as_of")
    return list(made.filter(local_date=on)) if on else list(made)[-1:]


def _rows(shop: Shop, customer_id: int, plans: list[Plan]) -> Iterator[dict[str, Any]]:
    """Verdicts of moments from the database; of days and dry runs from their files."""
    for plan in plans:
        if plan.kind == "moment":
            for verdict in Verdict.objects.filter(plan=plan, customer_id=customer_id):
                values = {
                    "worth_minor": verdict.worth_minor,
                    "intent": verdict.intent,
                    "reason_key": verdict.reason_key,
                }
                same = {name: getattr(verdict, name) for name in ("program", "about", "verdict", "currency")}
                yield {
                    **same,
                    **values,
                    "reasons": verdict.reason_values,
                    "rests_on": verdict.because,
                    "plan": plan,
                }
        elif plan.place:
            for row in _filed(shop.home / plan.place, customer_id):
                yield {
                    **row,
                    "reasons": reason_values(row),
                    "rests_on": because(row),
                    "plan": plan,
                    "intent": None,
                }


def _filed(path: Path, customer_id: int) -> list[dict[str, Any]]:
    with duckdb.connect() as con:
        cursor = con.execute(
            f"SELECT * FROM read_parquet('{quoted(path)}') WHERE customer_id = ?", [customer_id]
        )
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _told(row: dict[str, Any], loaded: dict[str, Loaded], language: str) -> Told:
    plan: Plan = row["plan"]
    program = _program(loaded, row["program"])
    rests_on = (
        fill(program.because[language], row["rests_on"], language)
        if program and row["verdict"] != "send"
        else ""
    )
    return Told(
        at=plan.as_of, program=row["program"], title=program.title[language] if program else row["program"], about=row["about"],
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
        return fill(program.because[language], rests_on, language) if program else row["program"]
    winner = _program(loaded, reasons.get("winner", ""))
    named = {**reasons, "winner": winner.title[language]} if winner else reasons
    return fill(SENTENCES[row["reason_key"]][language], named, language)


def _once(verdicts: list[Told]) -> list[Told]:
    """Of the same sentence about the same thing, the latest only: a day and several moments may have said it."""
    return list({(t.program, t.about, t.verdict, t.sentence): t for t in verdicts}.values())


def _silent(shop: Shop, customer_id: int, plan: Plan, language: str, spoken: set[str]) -> list[Told]:
    """For each program that proposed nothing: the condition its nearest thing stopped at."""
    dials = in_force(plan.known_at)
    found = []
    with laid_out(shop, plan.as_of, plan.known_at, [customer_id]) as desk:
        learnt(desk, shop, "stored")
        for key, loaded in shop.programs().items():
            if key in spoken:
                continue
            if loaded.program is None:
                found.append(_say(plan, key, key, fill(BROKEN[language], {"error": loaded.error}, language)))
            elif key in dials and not dials[key].enabled:
                found.append(_say(plan, key, loaded.program.title[language], OFF[language]))
            else:
                why, about = _nearest(
                    desk, set_program(loaded.program, dials.get(key)), customer_id, language
                )
                found.append(_say(plan, key, loaded.program.title[language], why, about))
    return found


def _nearest(desk: Desk, program: Program, customer_id: int, language: str) -> tuple[str, str]:
    question, _ = sql.nearest(program)
    cursor = desk.con.execute(f"SELECT * FROM ({question}) WHERE customer_id = ?", [customer_id])
    names = [column[0] for column in cursor.description or ()]
    for row in cursor.fetchall():
        values = dict(zip(names, row, strict=True))
        return fill(program.unmet[values["unmet_key"]][language], values, language), str(values["about"])
    return NOTHING[language], ""


def _say(plan: Plan, program: str, title: str, why: str, about: str = "") -> Told:
    return Told(plan.as_of, program, title, about, "silent", why, plan_id=plan.id, kind=plan.kind)


def _program(loaded: dict[str, Loaded], key: str) -> type[Program] | None:
    return loaded[key].program if key in loaded else None
