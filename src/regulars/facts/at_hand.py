"""Facts kept at hand between plans: the day at a small shop on SQLite reads only what was recorded since the day before."""

from datetime import datetime
from typing import Any

import duckdb

from regulars.facts.kinds import KINDS, Fact, name_of
from regulars.facts.lake import lay_out
from regulars.facts.source import Source, reading

LONG_AGO = datetime.min  # noqa: DTZ901  DuckDB's moments have no zone


class AtHand:
    """Every fact of a database in tables of its own, brought up to date for each plan."""

    marks: dict[type[Fact], int]
    counts: dict[type[Fact], int]
    last_at: datetime
    last_recorded_at: datetime

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self.database = ""
        lay_out(con)
        self._begin()

    def catch_up(self, database: dict[str, Any]) -> None:
        """Read what was recorded since; everything, where the database is not the one that was read before."""
        with reading(database, self.con) as source:
            if self.database != str(database["NAME"]) or not self._same(source):
                self._forget()
            self.database = str(database["NAME"])
            for kind in KINDS:
                self._read(kind, source)

    def happened_by(self, as_of: datetime, known_at: datetime) -> bool:
        """Whether all that is at hand had happened, and was known, by then (both in UTC, without zone)."""
        return self.last_at <= as_of and self.last_recorded_at <= known_at

    def _read(self, kind: type[Fact], source: Source) -> None:
        mark = source.mark(kind)
        after = self.marks[kind]
        if mark == after:
            return
        source.pour(kind, name_of(kind), after=after, upto=mark)
        [(count, last_at, last_recorded_at)] = self.con.execute(
            f'SELECT count(*), max("at"), max(recorded_at) FROM {name_of(kind)} WHERE id > {after}'
        ).fetchall()
        self.marks[kind] = mark
        self.counts[kind] += count
        self.last_at, self.last_recorded_at = (
            max(self.last_at, last_at),
            max(self.last_recorded_at, last_recorded_at),
        )

    def _same(self, source: Source) -> bool:
        return all(source.count(kind, None, mark) == self.counts[kind] for kind, mark in self.marks.items())

    def _forget(self) -> None:
        for kind in KINDS:
            self.con.execute(f"DELETE FROM {name_of(kind)}")
        self._begin()

    def _begin(self) -> None:
        self.marks, self.counts = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0)
        self.last_at = self.last_recorded_at = LONG_AGO
