"""Why a program did not even propose anything to a customer: the condition its nearest thing stopped at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from regulars.engine import compile as sql
from regulars.engine.desk import Desk, laid_out
from regulars.engine.dials import Dials, in_force, set_program
from regulars.engine.models import Plan
from regulars.engine.planning import learnt
from regulars.engine.shop import Shop
from regulars.kernel.language import SHIPPED
from regulars.kernel.sentence import fill
from regulars.programs.base import Program
from regulars.programs.registry import Loaded

NOTHING = {"en": "There was nothing to write about.", "de": "Es gab nichts zu schreiben."}
BROKEN = {
    "en": "The program could not be used: {error}",
    "de": "Das Programm war nicht zu gebrauchen: {error}",
}
SWITCHED_OFF = {
    "en": "You switched off “{feature}”.",
    "de": "Sie haben „{feature}“ abgeschaltet.",
}
OBJECTED = {
    "en": "You do not want us to evaluate what you do, so “{feature}” is off.",
    "de": "Sie möchten nicht, dass wir Ihr Verhalten auswerten; deshalb ist „{feature}“ aus.",
}
NOT_ASKED_FOR = {
    "en": "“{feature}” is off until you switch it on.",
    "de": "„{feature}“ ist aus, bis Sie es einschalten.",
}
OFF = {"en": "The shop has turned this program off.", "de": "Der Laden hat dieses Programm abgeschaltet."}


@dataclass(frozen=True)
class Silence:
    """A program that proposed nothing, and why; `about` is the thing it came nearest to writing about."""

    program: str
    title: str
    why: str
    about: str = ""


def silences(shop: Shop, customer_id: int, plan: Plan, language: str, spoken: set[str]) -> Iterator[Silence]:
    """For each program not among `spoken`: why it had nothing to say to the customer as of a plan."""
    dials = in_force(plan.known_at)
    with laid_out(shop, plan.as_of, plan.known_at, [customer_id]) as desk:
        learnt(desk, shop, "stored")
        for key, loaded in shop.programs().items():
            if key not in spoken:
                error = plan.errors.get(key, loaded.error)
                yield (
                    _silence(desk, shop, loaded, dials.get(key), customer_id=customer_id, language=language)
                    if error is None
                    else _broken(loaded, error, language)
                )


def said(sentences: Mapping[str, str], language: str) -> str:
    """The sentence in the language, else in English, else in the one there is: a shop's own program may speak one only."""
    spoken = next((each for each in (language, *SHIPPED) if each in sentences), None)
    return sentences[spoken] if spoken else next(iter(sentences.values()), "")


def _silence(
    desk: Desk, shop: Shop, loaded: Loaded, dials: Dials | None, *, customer_id: int, language: str
) -> Silence:
    assert loaded.program is not None
    title = said(loaded.program.title, language)
    if dials and not dials.enabled:
        return Silence(loaded.key, title, OFF[language])
    try:
        program = set_program(loaded.program, dials)
        why, about = _nearest(desk, program, customer_id, language) or (
            unseen(desk.con, shop, program, customer_id, language) or NOTHING[language],
            "",
        )
        return Silence(loaded.key, title, why, about)
    except Exception as wrong:  # noqa: BLE001  a shop's own program may do anything wrong; the others are told all the same
        return _broken(loaded, f"{type(wrong).__name__}: {str(wrong)[:400]}", language)


def _broken(loaded: Loaded, error: str, language: str) -> Silence:
    title = said(loaded.program.title, language) if loaded.program else loaded.key
    return Silence(loaded.key, title, fill(BROKEN[language], {"error": error}, language))


def unseen(
    con: duckdb.DuckDBPyConnection, shop: Shop, program: Program, customer_id: int, language: str
) -> str:
    """Which way of personalising, off for the customer, keeps the program from seeing them; empty when none does."""
    cursor = con.execute('SELECT feature, "on", objected FROM switch WHERE customer_id = ?', [customer_id])
    decided = {feature: (on, objected) for feature, on, objected in cursor.fetchall()}
    for key, feature in shop.features().items():
        on, objected = decided.get(key, (feature.by_default, False))
        if key in sql.features(program) and not on:
            told = OBJECTED if objected else SWITCHED_OFF if key in decided else NOT_ASKED_FOR
            return fill(told[language], {"feature": said(feature.title, language)}, language)
    return ""


def _nearest(desk: Desk, program: Program, customer_id: int, language: str) -> tuple[str, str] | None:
    question, _ = sql.nearest(program)
    cursor = desk.con.execute(f"SELECT * FROM ({question}) WHERE customer_id = ?", [customer_id])
    names = [column[0] for column in cursor.description or ()]
    for row in cursor.fetchall():
        values = dict(zip(names, row, strict=True))
        unmet = said(program.unmet[values["unmet_key"]], language)
        return fill(unmet, values, language), str(values["about"])
    return None
