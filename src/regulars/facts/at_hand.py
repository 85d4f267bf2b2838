"""Facts kept at hand between plans: the day at a small shop on SQLite reads only what was recorded since the day before."""

from typing import Any

import duckdb

from regulars.facts.kinds import KINDS, Fact, name_of
from regulars.facts.lake import HAPPENED, lay_out
from regulars.facts.source import reading


class AtHand:
    """Every fact of a database in tables `kept_KIND`, brought up to date for each plan, and as views KIND as of `now`."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self.marks: dict[type[Fact], int] = dict.fromkeys(KINDS, 0)
        self.database = ""
        lay_out(con, "kept_")
        for kind in KINDS:
            con.execute(f"CREATE VIEW {name_of(kind)} AS SELECT * FROM kept_{name_of(kind)} WHERE {HAPPENED}")

    def catch_up(self, database: dict[str, Any]) -> None:
        """Read what was recorded since; everything, where the database is not the one that was read before."""
        with reading(database, self.con) as source:
            same = self.database == str(database["NAME"])
            if not same or any(
                source.count(kind, None, mark) != self._kept(kind) for kind, mark in self.marks.items()
            ):
                self._forget()
            self.database = str(database["NAME"])
            for kind in KINDS:
                mark = source.mark(kind)
                if mark > self.marks[kind]:
                    source.pour(kind, f"kept_{name_of(kind)}", after=self.marks[kind], upto=mark)
                    self.marks[kind] = mark

    def _kept(self, kind: type[Fact]) -> int:
        [(count,)] = self.con.execute(f"SELECT count(*) FROM kept_{name_of(kind)}").fetchall()
        return int(count)

    def _forget(self) -> None:
        for kind in KINDS:
            self.con.execute(f"DELETE FROM kept_{name_of(kind)}")
        self.marks = dict.fromkeys(KINDS, 0)
