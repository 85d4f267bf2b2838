"""Aggregates and joins that knowledge is written in."""

import duckdb
import ibis

from regulars.knowledge.beside import beside
from regulars.knowledge.latest import last, max_by

TOLD = ibis.table({"who": "int64", "at": "int64", "word": "string"}, name="told")
ROWS = "CREATE TABLE told AS SELECT * FROM (VALUES (1, 10, 'a'), (1, 20, NULL), (2, 10, 'b')) AS told(who, \"at\", word)"


def answer(expression):
    con = duckdb.connect()
    con.execute(ROWS)
    return sorted(con.execute(str(ibis.to_sql(expression, dialect="duckdb"))).fetchall())


def test_the_last_row_counts_though_what_it_says_is_nothing():
    order = ibis.struct({"at": TOLD["at"]})
    assert answer(last(TOLD, "who", keep={"word": TOLD.word}, order=order)) == [(1, None), (2, "b")]


def test_or_the_last_row_that_says_something():
    told = max_by(TOLD.word, TOLD["at"], where=TOLD.word.notnull())
    assert answer(TOLD.group_by("who").aggregate(word=told)) == [(1, "a"), (2, "b")]


def test_spark_is_asked_in_its_own_words():
    said = ibis.to_sql(
        TOLD.group_by("who").aggregate(word=max_by(TOLD.word, TOLD["at"])), dialect="databricks"
    )
    assert "MAX_BY(`t0`.`word`, `t0`.`at`)" in str(said)


def test_beside_each_row_stands_what_others_know_or_nothing():
    people = TOLD.select("who").distinct()
    first = TOLD.filter(TOLD.word == "a").select("who", letter="word")
    second = TOLD.filter(TOLD.word == "b").select("who", "at")
    assert answer(beside(people, (first, ["who"]), (second, ["who"]))) == [(1, "a", None), (2, None, 10)]
