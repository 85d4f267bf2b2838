"""Expressions to SQL, once per process: compiling the whole plan costs half a second, running it a few hundredths."""

from functools import cache

import ibis
from ibis.expr.operations import UnboundTable

from regulars.arbiter.decide import decide
from regulars.arbiter.policy import Policy
from regulars.knowledge.gates import rests_on
from regulars.knowledge.insight import Insight
from regulars.knowledge.know import POPULATION, Known
from regulars.programs.base import CANDIDATE, Program

DIALECT = "duckdb"


@cache
def known() -> Known:
    """The tables programs and the arbiter are written in."""
    return Known()


@cache
def knowledge() -> dict[str, str]:
    """The SQL of every knowledge table, in order."""
    return {name: _sql(expression) for name, expression in known().expressions.items()}


@cache
def waves() -> tuple[tuple[str, ...], ...]:
    """The names of the knowledge tables in waves: each table rests on facts and on tables of earlier waves only."""
    rests_on = {
        name: _read_by(expression) & knowledge().keys() for name, expression in known().expressions.items()
    }
    made: set[str] = set()
    found = []
    while wave := tuple(name for name, on in rests_on.items() if name not in made and on <= made):
        found.append(wave)
        made.update(wave)
    assert made == rests_on.keys(), "knowledge that rests on itself cannot be made"
    return tuple(found)


def _read_by(expression: ibis.Table) -> set[str]:
    return {table.name for table in expression.op().find(UnboundTable)}


@cache
def audience(program: Program) -> tuple[str, tuple[str, ...]]:
    """The SQL of a program's audience, and the names of the columns that say what it rests on."""
    return _checked(program.audience(known()))


@cache
def nearest(program: Program) -> tuple[str, tuple[str, ...]]:
    """The SQL of whom a program considered in vain, and the names of the columns that say why."""
    return _checked(program.nearest(known()))


@cache
def insight(of: Insight) -> str:
    """The SQL of what is known of customers by an insight."""
    return _sql(of.rows(known()))


@cache
def features(program: Program) -> frozenset[str]:
    """The keys of the ways of personalising by which a program sees the customer it considers."""
    return frozenset(rests_on(program.audience(known()), known().expressions, POPULATION))


@cache
def verdicts(policy: Policy) -> str:
    """The SQL of the arbiter's verdicts."""
    return _sql(decide(known(), policy))


class NotAnAudience(TypeError):
    """A program's expression lacks a column that every audience has."""


def _checked(expression: ibis.Table) -> tuple[str, tuple[str, ...]]:
    if missing := [name for name in CANDIDATE if name not in expression.columns]:
        raise NotAnAudience(f"the audience has no column {', '.join(missing)}")
    return _sql(expression), tuple(name for name in expression.columns if name not in CANDIDATE)


def _sql(expression: ibis.Table) -> str:
    return str(ibis.to_sql(expression, dialect=DIALECT))
