"""One plan, worked out: facts as of a time, what they mean, what is proposed, what is decided. Nothing is committed here."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

import duckdb

from regulars.engine import compile as sql
from regulars.engine import population
from regulars.engine.desk import Desk, laid_out
from regulars.engine.dials import in_force, set_program
from regulars.engine.population import quoted
from regulars.engine.shop import Shop
from regulars.engine.suppose import suppose
from regulars.engine.took import Took
from regulars.facts.kinds import Fact
from regulars.knowledge.know import POPULATION
from regulars.programs.base import Program

TOGETHER = "JOIN proposed USING (customer_id, storefront, program, about, occasion)"


@dataclass
class Planning:
    """An open plan: its tables can be asked until the context ends. `errors` names programs that could not propose, and why."""

    con: duckdb.DuckDBPyConnection
    as_of: datetime
    errors: dict[str, str] = field(default_factory=dict)

    def rows(self, which: str = "true") -> list[dict[str, Any]]:
        """Verdicts with what they rest on, in a stable order; `which` is a condition in SQL."""
        return self.asked(
            f"SELECT * FROM judged WHERE {which} ORDER BY customer_id, program, about, occasion"
        )

    def asked(self, question: str) -> list[dict[str, Any]]:
        """The answer to a question in SQL, a dictionary a row."""
        cursor = self.con.cursor()
        cursor.execute(question)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def counts(self) -> dict[str, dict[str, int]]:
        """Per program: how many were sent, and how many refused for which reason."""
        counted: dict[str, dict[str, int]] = {}
        question = "SELECT program, coalesce(reason_key, 'sent') AS became, count(*) AS n FROM judged GROUP BY ALL ORDER BY ALL"
        for row in self.asked(question):
            counted.setdefault(row["program"], {})[row["became"]] = row["n"]
        return counted

    def write(self, path: Path) -> None:
        """Keep every verdict as a Parquet file, in one step."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        self.con.execute(
            f"COPY (FROM judged ORDER BY customer_id, program, about) TO '{quoted(draft)}' (FORMAT parquet, COMPRESSION zstd)"
        )
        draft.replace(path)


@contextmanager
def planning(
    shop: Shop,
    as_of: datetime,
    known_at: datetime,
    *,
    customers: Sequence[int] | None = None,
    learn: Literal["stored", "anew"] = "stored",
    only: Program | None = None,
    supposed: Sequence[Fact] = (),
    took: Took | None = None,
) -> Iterator[Planning]:
    """Plan for the given customers, or for everybody. Knowledge about the population is learned anew or taken as the last day stored it.

    `only` plans with a single program, as it stands. `supposed` are facts of some customers that nobody recorded. `took` is told how long reading, compiling and running took.
    """
    took = took or Took()
    with took("compile"):
        question = sql.verdicts(shop.policy)
        sql.waves()
    with ExitStack() as open_until:
        with took("read"):
            desk = open_until.enter_context(laid_out(shop, as_of, known_at, customers))
            suppose(desk, supposed, known_at)
        with took("run"):
            learnt(desk, shop, learn)
            plan = Planning(desk.con, as_of)
            chosen = (
                _enabled(shop, known_at, plan.errors)
                if only is None
                else [(only.key, partial(_as_it_is, only))]
            )
            _propose(desk, chosen, plan.errors)
            verdicts = f"SELECT verdict.*, prior, keeps_days, because FROM ({question}) AS verdict {TOGETHER}"
            desk.put(("judged", verdicts))
        yield plan


def reason_values(row: dict[str, Any]) -> dict[str, str]:
    """The values of a verdict's reason, from its row."""
    return {
        name[7:]: value
        for name, value in row.items()
        if name.startswith("reason_") and name != "reason_key" and value is not None
    }


def _as_it_is(program: Program) -> Program:
    return program


def _enabled(
    shop: Shop, known_at: datetime, errors: dict[str, str]
) -> Iterator[tuple[str, Callable[[], Program]]]:
    """Each program that is on, to be made with the dials it has."""
    dials = in_force(known_at)
    for key, loaded in shop.programs().items():
        if loaded.program is None:
            errors[key] = loaded.error or ""
        elif key not in dials or dials[key].enabled:
            yield key, partial(set_program, loaded.program, dials.get(key))


def learnt(desk: Desk, shop: Shop, learn: str) -> None:
    """Put everything known on the desk; knowledge about the population anew, or as the last day stored it."""
    questions = dict(sql.knowledge())
    if learn == "stored":
        stored = population.files(shop.population)
        for name in POPULATION:
            kept = f"SELECT * FROM read_parquet('{quoted(stored[name])}')" if name in stored else None
            questions[name] = kept or f"SELECT * FROM ({questions[name]}) LIMIT 0"
    for wave in sql.waves():
        desk.put(*[(name, questions[name]) for name in wave])


def _propose(desk: Desk, chosen: Iterable[tuple[str, Callable[[], Program]]], errors: dict[str, str]) -> None:
    """Let every program propose. A shop's own may do anything wrong; that is told, and the others go on."""
    asked = {}
    for key, made in chosen:
        try:
            asked[key] = ("proposed", _proposal(made()))
        except Exception as wrong:  # noqa: BLE001
            errors[key] = _told(wrong)
    for key, failed in zip(asked, desk.tried(list(asked.values())), strict=True):
        if failed is not None:
            errors[key] = _told(failed)


def _told(wrong: Exception) -> str:
    return f"{type(wrong).__name__}: {str(wrong)[:400]}"


def _proposal(program: Program) -> str:
    """What a program proposes, one row per customer and thing."""
    question, names = sql.audience(program)
    because = "{" + ", ".join(f"'{name}': \"{name}\"" for name in names) + "}" if names else "{'': NULL}"
    variant = "variant" if "variant" in names else "NULL::VARCHAR"
    said = ", ".join(
        "'" + str(word).replace("'", "''") + "'"
        for word in (program.key, program.topic, program.nature, program.purpose)
    )
    return f"""SELECT customer_id, storefront, {said}, {bool(program.profiles)}, {bool(program.by_post)}, {float(program.prior)}, {float(program.prior_by_post)}, {int(program.keeps_days)}, about, occasion, one.gain_minor, one.because,
            one.variant
        FROM (SELECT customer_id, storefront, about, occasion,
                min({{gain_minor: gain_minor, because: to_json({because})::VARCHAR, variant: {variant}}}) AS one
            FROM ({question}) WHERE customer_id IS NOT NULL GROUP BY ALL)"""


def because(row: dict[str, Any]) -> dict[str, Any]:
    """What a verdict rests on, from its row."""
    values: dict[str, Any] = json.loads(row["because"])
    return values
