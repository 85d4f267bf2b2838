"""Thinking on paper: facts laid out in a DuckDB in memory, and what is known, proposed and decided from them. No Django, no clock, no engine."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar

import duckdb
import ibis

from regulars.arbiter.decide import CANDIDATES, decide
from regulars.arbiter.policy import Policy
from regulars.facts import lake
from regulars.facts.columns import columns_of
from regulars.facts.kinds import Fact, name_of
from regulars.facts.tables import stored_columns
from regulars.kernel.storefront import Storefront
from regulars.knowledge.feature import Feature
from regulars.knowledge.know import Known
from regulars.programs.base import CANDIDATE, Program
from regulars.programs.registry import features
from tests.shop import NOW, SHOP

Row = dict[str, Any]
PLACES = """
CREATE TABLE now (as_of TIMESTAMP, known_at TIMESTAMP);
CREATE TABLE storefront (storefront VARCHAR, currency VARCHAR, margin_rate DOUBLE, today DATE, letter_cost_minor BIGINT);
CREATE TABLE feature (feature VARCHAR, profiling BOOLEAN, by_default BOOLEAN);
"""
THE_SHOP = Storefront(key=SHOP, currency="EUR")


@cache
def known() -> Known:
    return Known()


@cache
def sql(name: str) -> str:
    """A knowledge table's SQL."""
    return str(ibis.to_sql(known().expressions[name], dialect="duckdb"))


@cache
def verdicts(policy: Policy) -> str:
    return str(ibis.to_sql(decide(known(), policy), dialect="duckdb"))


@cache
def audience(program: Program) -> str:
    return str(ibis.to_sql(program.audience(known()), dialect="duckdb"))


@cache
def nearest(program: Program) -> str:
    return str(ibis.to_sql(program.nearest(known()), dialect="duckdb"))


class Late:
    """A fact that was recorded later than it happened."""

    def __init__(self, fact: Fact, recorded_at: datetime) -> None:
        self.fact = fact
        self.recorded_at = recorded_at


class Sheet:
    """A laid-out DuckDB, wiped and used again: making the tables anew takes longer than thinking."""

    spare: ClassVar[list["Sheet"]] = []

    def __init__(self) -> None:
        self.con = duckdb.connect(config={"threads": 1})
        self.con.execute(
            "PRAGMA disable_optimizer"
        )  # on so few rows, planning a query costs more than running it
        self.con.execute(PLACES)
        lake.lay_out(self.con)
        tables = known().expressions | {"candidate": CANDIDATES}
        for name, table in tables.items():
            columns = ", ".join(f'"{column}" {_duck(kind)}' for column, kind in table.schema().items())
            self.con.execute(f"CREATE TABLE {name} ({columns})")
        for name in known().expressions:
            self.con.execute(f"PREPARE make_{name} AS INSERT INTO {name} {sql(name)}")

    @classmethod
    def clean(cls) -> "Sheet":
        if not cls.spare:
            return cls()
        sheet = cls.spare.pop()
        used = sheet.con.execute("SELECT table_name FROM duckdb_tables() WHERE estimated_size > 0").fetchall()
        for (table,) in used:
            sheet.con.execute(f"DELETE FROM {table}")
        return sheet


class Paper:
    """What follows from facts, as of a time."""

    def __init__(
        self,
        facts: Iterable[Fact | Late],
        *,
        as_of: datetime = NOW,
        known_at: datetime | None = None,
        shops: Sequence[Storefront] = (THE_SHOP,),
        policy: Policy | None = None,
        more_features: Sequence[Feature] = (),
    ) -> None:
        self.policy = policy or Policy()
        self.sheet = Sheet.clean()
        self.con = self.sheet.con
        learned = known_at or datetime(2100, 1, 1, tzinfo=UTC)
        self.con.execute("INSERT INTO now VALUES (?, ?)", [_plain(as_of), _plain(learned)])
        self.shops = {shop.key: shop for shop in shops}
        for shop in shops:
            row = [
                shop.key,
                shop.currency,
                self.policy.margin_rate,
                shop.local_date(as_of),
                shop.letter_cost_minor,
            ]
            self.con.execute("INSERT INTO storefront VALUES (?, ?, ?, ?, ?)", row)
        for each in (*features().values(), *more_features):
            row = [each.key, each.profiling, each.by_default]
            self.con.execute("INSERT INTO feature VALUES (?, ?, ?)", row)
        self._lay(facts)
        self.made: set[str] = set()

    def __del__(self) -> None:
        if hasattr(self, "sheet"):
            self.sheet.spare.append(self.sheet)  # not `Sheet`, which may be gone when the interpreter ends

    def know(self, name: str, *columns: str, by: str = "ALL") -> list[Row]:
        """The rows of a knowledge table, all columns or some."""
        self._learn(name)
        return self.ask(f"SELECT {', '.join(columns) or '*'} FROM {name} ORDER BY {by}")

    def see(self, expression: ibis.Table) -> list[Row]:
        """The rows of an expression over facts and knowledge."""
        self._learn()
        return self.ask(f"SELECT * FROM ({ibis.to_sql(expression, dialect='duckdb')}) ORDER BY ALL")

    def propose(self, program: Program, *columns: str) -> list[Row]:
        """A program's audience."""
        return self._rows(audience(program), columns)

    def nearest(self, program: Program, *columns: str) -> list[Row]:
        """Whom a program considered in vain."""
        return self._rows(nearest(program), columns)

    def decide(self, candidates: Iterable[Row]) -> list[Row]:
        """The verdict on every candidate, with its reason's values under `values`, those that are said only."""
        self._learn()
        self.con.execute("DELETE FROM candidate")
        for row in candidates:
            self.con.execute(
                f"INSERT INTO candidate ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
                list(row.values()),
            )
        judged = self.ask(
            f"SELECT * FROM ({verdicts(self.policy)}) ORDER BY customer_id, program, about, occasion"
        )
        return [_folded(row) for row in judged]

    def judge(self, *programs: Program) -> list[Row]:
        """What becomes of everything the programs propose."""
        return self.decide(candidate for program in programs for candidate in self.candidates(program))

    def candidates(self, program: Program) -> list[Row]:
        said = {
            "program": program.key,
            "topic": program.topic,
            "nature": program.nature,
            "purpose": program.purpose,
            "profiles": program.profiles,
            "by_post": program.by_post,
            "prior": program.prior,
            "prior_by_post": program.prior_by_post,
        }
        return [said | {name: row[name] for name in CANDIDATE} for row in self.propose(program)]

    def given(self, name: str, values: str, *parameters: Any) -> None:
        """Let a knowledge table hold what a SELECT in SQL says instead of what follows from the facts; columns it leaves out are null."""
        self.con.execute(f"INSERT INTO {name} BY NAME {values}", list(parameters))
        self.made.add(name)

    def ask(self, question: str) -> list[Row]:
        cursor = self.con.execute(question)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _rows(self, question: str, columns: Sequence[str]) -> list[Row]:
        self._learn()
        asked = ", ".join(columns) or "*"
        return self.ask(f"SELECT {asked} FROM ({question}) ORDER BY customer_id, about, occasion")

    def _learn(self, upto: str | None = None) -> None:
        for name in known().expressions:
            if name not in self.made:
                self.con.execute(f"EXECUTE make_{name}")
                self.made.add(name)
            if name == upto:
                return

    def _lay(self, facts: Iterable[Fact | Late]) -> None:
        tables: dict[type[Fact], list[list[Any]]] = {}
        for number, each in enumerate(facts, 1):
            fact, learned = (each.fact, each.recorded_at) if isinstance(each, Late) else (each, each.at)
            values = [getattr(fact, column.name) for column in columns_of(type(fact))]
            row = [number, learned, self.shops[fact.storefront].local_date(fact.at), *values]
            tables.setdefault(type(fact), []).append([_plain(value) for value in row])
        for kind, rows in tables.items():
            places = "(" + ", ".join("?" * len(stored_columns(kind))) + ")"
            flat = [value for row in rows for value in row]
            self.con.execute(f"INSERT INTO {name_of(kind)} VALUES " + ", ".join([places] * len(rows)), flat)
            self.con.execute(f"DELETE FROM {name_of(kind)} WHERE NOT ({lake.HAPPENED})")


def candidate(who: int, program: str = "win_back", **more: Any) -> Row:
    """Something a program might propose: an offer worth ten euros if it succeeds."""
    usual = {
        "customer_id": who, "storefront": SHOP, "program": program, "topic": "offers", "nature": "marketing", "purpose": "promotions",
        "profiles": True, "prior": 0.01,
        "about": "customer", "occasion": "once", "gain_minor": 1000,
    }  # fmt: skip
    return usual | more


def _folded(row: Row) -> Row:
    values = {
        name.removeprefix("reason_"): value
        for name, value in row.items()
        if name.startswith("reason_") and name != "reason_key" and value is not None
    }
    return {
        name: value for name, value in row.items() if not name.startswith("reason_") or name == "reason_key"
    } | {"values": values}


def _plain(value: Any) -> Any:
    """A moment as tables hold it: UTC without saying so."""
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value


def _duck(kind: ibis.DataType) -> str:
    return lake.DUCKDB_TYPE.get(str(kind)) or {"float64": "DOUBLE"}[str(kind)]
