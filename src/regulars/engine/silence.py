"""Why a program did not even propose anything to a customer: the condition its nearest thing stopped at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
                    _silence(desk, loaded, dials.get(key), customer_id, language)
                    if error is None
                    else _broken(loaded, error, language)
                )


def said(sentences: Mapping[str, str], language: str) -> str:
    """The sentence in the language, else in English, else in the one there is: a shop's own program may speak one only."""
    spoken = next((each for each in (language, *SHIPPED) if each in sentences), None)
    return sentences[spoken] if spoken else next(iter(sentences.values()), "")


def _silence(desk: Desk, loaded: Loaded, dials: Dials | None, customer_id: int, language: str) -> Silence:
    assert loaded.program is not None
    title = said(loaded.program.title, language)
    if dials and not dials.enabled:
        return Silence(loaded.key, title, OFF[language])
    try:
        program = set_program(loaded.program, dials)
        return Silence(loaded.key, title, *_nearest(desk, program, customer_id, language))
    except Exception as wrong:  # noqa: BLE001  a shop's own program may do anything wrong; the others are told all the same
        return _broken(loaded, f"{type(wrong).__name__}: {str(wrong)[:400]}", language)


def _broken(loaded: Loaded, error: str, language: str) -> Silence:
    title = said(loaded.program.title, language) if loaded.program else loaded.key
    return Silence(loaded.key, title, fill(BROKEN[language], {"error": error}, language))


def _nearest(desk: Desk, program: Program, customer_id: int, language: str) -> tuple[str, str]:
    question, _ = sql.nearest(program)
    cursor = desk.con.execute(f"SELECT * FROM ({question}) WHERE customer_id = ?", [customer_id])
    names = [column[0] for column in cursor.description or ()]
    for row in cursor.fetchall():
        values = dict(zip(names, row, strict=True))
        unmet = said(program.unmet[values["unmet_key"]], language)
        return fill(unmet, values, language), str(values["about"])
    return NOTHING[language], ""
