"""What holds for every table of knowledge."""

import pytest

from regulars.knowledge.know import KNOWLEDGE, POPULATION
from tests.shop import ANA, NOW, answered, cast, rated, written
from tests.thinking import Paper, known

MAKERS = dict(KNOWLEDGE)
STORED = {"int64": "BIGINT", "string": "VARCHAR", "float64": "DOUBLE"}


@pytest.mark.parametrize("name", MAKERS)
def test_it_says_first_what_a_row_is(name):
    assert (MAKERS[name].__doc__ or "").startswith("One row per ")


@pytest.mark.parametrize("name", MAKERS)
def test_it_is_empty_in_an_empty_shop(name):
    assert Paper([]).know(name) == []


def test_what_is_learned_about_everybody_is_stored_in_the_types_it_is_read_in():
    """Kept as Parquet from day to day, a sum wider than 64 bits would come back as a float."""
    paper = Paper([*cast(), rated("USD", 0.9), written(ANA, NOW), answered(ANA, NOW)])
    for name in POPULATION:
        paper.know(name)
        found = {row["column_name"]: row["column_type"] for row in paper.ask(f"DESCRIBE {name}")}
        assert found == {
            column: STORED[str(kind)] for column, kind in known().expressions[name].schema().items()
        }
