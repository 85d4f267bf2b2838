"""Facts read out of the operational database by one read transaction and poured into DuckDB, for the lake and for planning."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol

import duckdb

from regulars.facts.columns import Column
from regulars.facts.kinds import (
    KINDS,
    AddressSuppressed,
    ConsentRecorded,
    Fact,
    MailboxUsed,
    PostalAddressUsed,
)
from regulars.facts.models import MODEL_OF
from regulars.facts.tables import stored_columns

ABOUT_A_MAILBOX = (ConsentRecorded, AddressSuppressed)
AT_ONCE = 20_000
Happened = tuple[datetime, datetime]
"""As of one time, as known at another (Foundation 1); both in UTC, without zone."""
DUCKDB_TYPE = {
    "int64": "BIGINT",
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "timestamp(6)": "TIMESTAMP",
    "date": "DATE",
}


class Source(Protocol):
    """A read transaction on the facts. A mark says how far a copy came; rows after the mark are those not copied."""

    def mark(self, kind: type[Fact]) -> int:
        """The mark a copy made now would reach."""

    def count(self, kind: type[Fact], after: int | None, upto: int) -> int:
        """How many rows lie between two marks."""

    def kinds_with_rows(self, customers: Sequence[int] | None) -> list[type[Fact]]:
        """The kinds that hold anything, of these customers or at all."""

    def pour(
        self,
        kind: type[Fact],
        into: str,
        *,
        happened: Happened | None = None,
        after: int | None = None,
        upto: int | None = None,
        customers: Sequence[int] | None = None,
    ) -> None:
        """Add to a DuckDB table the rows after a mark, up to one, or of some customers, and of these what had `happened`."""


@contextmanager
def reading(database: dict[str, Any], con: duckdb.DuckDBPyConnection) -> Iterator[Source]:
    """Open the configured database (Django's words for it) for reading into `con`."""
    if database["ENGINE"].endswith("sqlite3"):
        with closing(SqliteSource.connect(database)) as connection:
            yield SqliteSource(connection, con)
    else:
        with closing(PostgresSource.connect(database)) as connection, closing(connection.cursor()) as cursor:
            yield PostgresSource(cursor, con)


class SqliteSource:
    """SQLite: ids commit in order, so the highest id is the mark.

    It is read by the library that Django writes with, and by no other (ADBC's driver and DuckDB's extension each bring their own): of two
    SQLite libraries in one process neither sees the other's locks, and the one that closes first deletes the write-ahead log in use
    (sqlite.org/howtocorrupt.html, 2.2.1). Each column crosses as one JSON array, written and read in C.
    """

    def __init__(self, connection: sqlite3.Connection, con: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.con = con

    @staticmethod
    def connect(database: dict[str, Any]) -> sqlite3.Connection:
        """A connection in a read transaction, which begins with the first question."""
        connection = sqlite3.connect(database["NAME"], timeout=60, isolation_level=None)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        return connection

    def mark(self, kind: type[Fact]) -> int:
        """The highest id."""
        return self._number(f"SELECT coalesce(max(id), 0) FROM {_table(kind)}")

    def count(self, kind: type[Fact], after: int | None, upto: int) -> int:
        """Rows between two marks."""
        return self._number(f"SELECT count(*) FROM {_table(kind)} WHERE {_between('id', after, upto)}")

    def kinds_with_rows(self, customers: Sequence[int] | None) -> list[type[Fact]]:
        """The kinds that hold anything, of these customers or at all."""
        return [KINDS[n] for (n,) in self.connection.execute(_which_hold_any(customers))]

    def pour(
        self,
        kind: type[Fact],
        into: str,
        *,
        happened: Happened | None = None,
        after: int | None = None,
        upto: int | None = None,
        customers: Sequence[int] | None = None,
    ) -> None:
        """Add rows to a DuckDB table, some thousands at a time."""
        columns = stored_columns(kind)
        names = ", ".join(f'"{c.name}"' for c in columns)
        arrays = ", ".join(f'json_group_array("{c.name}")' for c in columns)
        put = f"INSERT INTO {into} SELECT {', '.join(map(_unfolded, columns))}"
        which = ("true" if customers is None else _of(kind, customers)) + _had(happened)
        last = after or 0
        while True:
            rows = (
                f"SELECT {names} FROM {_table(kind)} WHERE {_between('id', last, upto)} AND {which}"
                f" ORDER BY id LIMIT {AT_ONCE}"
            )
            count, last, *texts = self.connection.execute(
                f"SELECT count(*), max(id), {arrays} FROM ({rows})"
            ).fetchone()
            if count:
                self.con.execute(put, texts)
            if count < AT_ONCE:
                return

    def _number(self, sql: str) -> int:
        return int(self.connection.execute(sql).fetchone()[0])


class PostgresSource:
    """PostgreSQL, as Arrow through ADBC (which needs no pyarrow here: DuckDB reads Arrow itself).

    Ids commit out of order, so the mark is the oldest transaction still running; rows of it or later are not copied.
    """

    def __init__(self, cursor: Any, con: duckdb.DuckDBPyConnection) -> None:
        self.cursor = cursor
        self.con = con

    @staticmethod
    def connect(database: dict[str, Any]) -> Any:
        """One ADBC connection in a repeatable-read transaction."""
        driver = import_module("adbc_driver_postgresql.dbapi")
        words = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
        said = {
            word: str(database[key]).replace("\\", "\\\\").replace("'", "\\'")
            for word, key in words.items()
            if database.get(key)
        }
        connection = driver.connect(" ".join(f"{word}='{value}'" for word, value in said.items()))
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").close()
        return connection

    def mark(self, kind: type[Fact]) -> int:
        """The snapshot's xmin less one: every transaction up to it has ended."""
        return self._numbers("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1")[0]

    def count(self, kind: type[Fact], after: int | None, upto: int) -> int:
        """Rows between two marks."""
        return self._numbers(f"SELECT count(*) FROM {_table(kind)} WHERE {_between('xid', after, upto)}")[0]

    def kinds_with_rows(self, customers: Sequence[int] | None) -> list[type[Fact]]:
        """The kinds that hold anything, of these customers or at all."""
        return [KINDS[n] for n in self._numbers(_which_hold_any(customers))]

    def pour(
        self,
        kind: type[Fact],
        into: str,
        *,
        happened: Happened | None = None,
        after: int | None = None,
        upto: int | None = None,
        customers: Sequence[int] | None = None,
    ) -> None:
        """Add rows to a DuckDB table as they stream in."""
        columns = stored_columns(kind)
        which = _between("xid", after, upto) if customers is None else _of(kind, customers)
        which += _had(happened, "+00")
        self.cursor.execute(
            f"SELECT {', '.join(map(_without_zone, columns))} FROM {_table(kind)} WHERE {which}"
        )
        with self._registered():
            typed = ", ".join(f'"{c.name}"::{DUCKDB_TYPE[c.stored]} AS "{c.name}"' for c in columns)
            self.con.execute(f"INSERT INTO {into} SELECT {typed} FROM streamed")

    def _numbers(self, sql: str) -> list[int]:
        self.cursor.execute(sql)
        with self._registered():
            return sorted(int(row[0]) for row in self.con.execute("SELECT * FROM streamed").fetchall())

    @contextmanager
    def _registered(self) -> Iterator[None]:
        self.con.register("streamed", self.cursor.fetch_arrow())
        try:
            yield
        finally:
            self.con.unregister("streamed")


def _had(happened: Happened | None, zone: str = "") -> str:
    """Moments compare as they are written in SQLite: from the year down to the microsecond, which is left out when it is none."""
    if happened is None:
        return ""
    as_of, known_at = (f"{moment:%Y-%m-%d %H:%M:%S.%f}".removesuffix(".000000") + zone for moment in happened)
    return f""" AND "at" <= '{as_of}' AND recorded_at <= '{known_at}'"""


def _unfolded(column: Column) -> str:
    """A parameter that holds a column as JSON, as rows; SQLite keeps moments and days as text and truth as a number."""
    stored = "VARCHAR" if column.stored in ("string", "timestamp(6)", "date") else "BIGINT"
    return f"""unnest(from_json(?, '["{stored}"]'))::{DUCKDB_TYPE[column.stored]} AS "{column.name}\""""


def _without_zone(column: Column) -> str:
    name = f'"{column.name}"'
    return f"{name} AT TIME ZONE 'UTC' AS {name}" if column.stored == "timestamp(6)" else name


def _which_hold_any(customers: Sequence[int] | None) -> str:
    which = {kind: "true" if customers is None else _of(kind, customers) for kind in KINDS}
    return " UNION ALL ".join(
        f"SELECT {n} AS n WHERE EXISTS (SELECT 1 FROM {_table(kind)} WHERE {which[kind]})"
        for n, kind in enumerate(KINDS)
    )


def _table(kind: type[Fact]) -> str:
    return MODEL_OF[kind]._meta.db_table


def _between(column: str, after: int | None, upto: int | None) -> str:
    return f"{column} > {after or 0}" + (f" AND {column} <= {upto}" if upto is not None else "")


def _of(kind: type[Fact], customers: Sequence[int]) -> str:
    """A customer's facts; where a fact is about a mailbox, those about any mailbox of theirs."""
    listed = ", ".join(map(str, map(int, customers))) or "NULL"
    theirs = f"customer_id IN ({listed})"
    if kind not in ABOUT_A_MAILBOX:
        return theirs
    boxes = f"SELECT mailbox_id FROM {_table(MailboxUsed)} WHERE {theirs}"
    return (
        f"mailbox_id IN ({boxes} UNION ALL SELECT postal_id FROM {_table(PostalAddressUsed)} WHERE {theirs})"
    )
