"""Facts streamed out of the operational database as Arrow, by one read transaction, for the lake and for planning."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from typing import Any, Protocol

import duckdb

from regulars.facts.columns import Column
from regulars.facts.kinds import KINDS, AddressSuppressed, ConsentRecorded, Fact, MailboxUsed
from regulars.facts.models import MODEL_OF
from regulars.facts.tables import stored_columns

ABOUT_A_MAILBOX = (ConsentRecorded, AddressSuppressed)


class Source(Protocol):
    """A read transaction on the facts. A mark says how far a copy came; rows after the mark are those not copied."""

    def mark(self, kind: type[Fact]) -> int:
        """The mark a copy made now would reach."""

    def count(self, kind: type[Fact], after: int | None, upto: int) -> int:
        """How many rows lie between two marks."""

    def kinds_with_rows(self, customers: Sequence[int] | None) -> list[type[Fact]]:
        """The kinds that hold anything, of these customers or at all."""

    def rows(
        self,
        kind: type[Fact],
        *,
        after: int | None = None,
        upto: int | None = None,
        customers: Sequence[int] | None = None,
    ) -> Any:
        """An Arrow stream of the rows after a mark, up to one, or of some customers; rows with id 0 are to be left out."""


@contextmanager
def reading(database: dict[str, Any], con: duckdb.DuckDBPyConnection) -> Iterator[Source]:
    """Open the configured database (Django's words for it) for reading; `con` reads Arrow for us, so that pyarrow need not be there."""
    kind = SqliteSource if database["ENGINE"].endswith("sqlite3") else PostgresSource
    with closing(kind.connect(database)) as connection:
        yield kind(connection, con)


class SqliteSource:
    """SQLite: ids commit in order, so the highest id is the mark."""

    mark_column = "id"
    # ADBC takes each column's type from the first rows, and NULL tells it nothing: one typed row leads.
    first = {"int64": "0", "boolean": "0", "string": "''", "timestamp(6)": "''", "date": "''"}

    def __init__(self, connection: Any, con: duckdb.DuckDBPyConnection) -> None:
        self.cursor = connection.cursor()
        self.con = con

    @staticmethod
    def connect(database: dict[str, Any]) -> Any:
        """One ADBC connection; SQLite opens the read transaction with the first question."""
        driver = import_module("adbc_driver_sqlite.dbapi")
        connection = driver.connect(str(database["NAME"]))
        connection.execute("PRAGMA busy_timeout = 60000")
        return connection

    def mark(self, kind: type[Fact]) -> int:
        """The highest id."""
        return self._number(f"SELECT coalesce(max(id), 0) FROM {_table(kind)}")

    def count(self, kind: type[Fact], after: int | None, upto: int) -> int:
        """Rows between two marks."""
        return self._number(
            f"SELECT count(*) FROM {_table(kind)} WHERE {_between(self.mark_column, after, upto)}"
        )

    def rows(
        self,
        kind: type[Fact],
        *,
        after: int | None = None,
        upto: int | None = None,
        customers: Sequence[int] | None = None,
    ) -> Any:
        """An Arrow stream led by one row with id 0."""
        columns = stored_columns(kind)
        lead = ", ".join(f'{self.first[c.stored]} AS "{c.name}"' for c in columns)
        names = ", ".join(self.shown(c) for c in columns)
        which = _between(self.mark_column, after, upto) if customers is None else _of(kind, customers)
        self.cursor.execute(
            f"SELECT * FROM (SELECT {lead}) UNION ALL SELECT {names} FROM {_table(kind)} WHERE {which}"
        )
        return self.cursor.fetch_arrow()

    def kinds_with_rows(self, customers: Sequence[int] | None) -> list[type[Fact]]:
        """The kinds that hold anything, of these customers or at all."""
        which = {kind: "true" if customers is None else _of(kind, customers) for kind in KINDS}
        questions = [
            f"SELECT {n} AS n WHERE EXISTS (SELECT 1 FROM {_table(kind)} WHERE {which[kind]})"
            for n, kind in enumerate(KINDS)
        ]
        self.cursor.execute(" UNION ALL ".join(questions))
        self.con.register("number", self.cursor.fetch_arrow())
        found = self.con.execute("SELECT n FROM number ORDER BY n").fetchall()
        self.con.unregister("number")
        return [KINDS[n] for (n,) in found]

    @staticmethod
    def shown(column: Column) -> str:
        """The column as asked for."""
        return f'"{column.name}"'

    def _number(self, sql: str) -> int:
        self.cursor.execute(sql)
        self.con.register("number", self.cursor.fetch_arrow())
        [(number,)] = self.con.execute("SELECT * FROM number").fetchall()
        self.con.unregister("number")
        return int(number)


class PostgresSource(SqliteSource):
    """PostgreSQL: ids commit out of order, so the mark is the oldest transaction still running; rows of it or later are not copied."""

    mark_column = "xid"
    first = {
        "int64": "0::bigint",
        "boolean": "false",
        "string": "''::text",
        "timestamp(6)": "NULL::timestamp",
        "date": "NULL::date",
    }

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
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return connection

    def mark(self, kind: type[Fact]) -> int:
        """The snapshot's xmin less one: every transaction up to it has ended."""
        return self._number("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1")

    @staticmethod
    def shown(column: Column) -> str:
        """The column as asked for; moments without their zone, in UTC."""
        return (
            f"\"{column.name}\" AT TIME ZONE 'UTC'" if column.stored == "timestamp(6)" else f'"{column.name}"'
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
    return f"mailbox_id IN (SELECT mailbox_id FROM {_table(MailboxUsed)} WHERE {theirs})"
