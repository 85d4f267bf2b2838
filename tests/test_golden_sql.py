"""The SQL that knowledge, programs and the arbiter come down to, to be read in review: `pytest --bless` writes it anew."""

import re
from functools import cache
from pathlib import Path

import ibis
import pytest

from regulars.arbiter.decide import decide
from regulars.arbiter.policy import Policy
from regulars.knowledge.know import KNOWLEDGE
from regulars.programs.registry import programs
from tests.thinking import known

DROPPED = re.compile(r"EXCLUDE \(([^)]*)\)")
GOLDEN = Path(__file__).parent / "golden" / "sql"


KNOWN = [f"known/{name}" for name, _ in KNOWLEDGE]
PROGRAMS = [f"{what}/{key}" for what in ("proposed", "considered_in_vain") for key in programs()]
NAMES = (*KNOWN, *PROGRAMS, "decided")


@cache
def expression(name: str) -> ibis.Table:
    what, _, key = name.partition("/")
    if what == "known":
        return known().expressions[key]
    if what == "decided":
        return decide(known(), Policy())
    program = programs()[key].program()
    return program.audience(known()) if what == "proposed" else program.nearest(known())


@pytest.mark.parametrize("name", NAMES)
def test_the_sql_is_the_one_that_was_read(name, golden):
    golden(
        GOLDEN / f"{name}.sql",
        DROPPED.sub(in_order, str(ibis.to_sql(expression(name), dialect="duckdb"))) + "\n",
    )


def in_order(dropped: re.Match[str]) -> str:
    """Columns left out are a set to Ibis, and come in another order in each process."""
    return f"EXCLUDE ({', '.join(sorted(dropped[1].split(', ')))})"


def test_there_is_no_golden_file_of_something_gone():
    assert {str(path.relative_to(GOLDEN).with_suffix("")) for path in GOLDEN.rglob("*.sql")} == set(NAMES)


@pytest.mark.parametrize("dialect", ["databricks", "postgres"])
@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_said_to_other_engines(name, dialect):
    said = str(ibis.to_sql(expression(name), dialect=dialect))
    assert said.startswith(("SELECT", "WITH"))
