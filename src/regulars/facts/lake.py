"""The lake: facts copied to Parquet, a little more at each copy, and read back as one set of tables as of any time."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import duckdb

from regulars.facts.kinds import KINDS, Fact, name_of
from regulars.facts.source import DUCKDB_TYPE, Source, reading
from regulars.facts.tables import stored_columns

MANIFEST = "manifest.json"
FILES_AT_MOST = 16
HAPPENED = '"at" <= (SELECT as_of FROM now) AND recorded_at <= (SELECT known_at FROM now)'
"""Foundation 1: as of one time, as known at another; the asked times stand in the table `now`."""


@dataclass(frozen=True)
class Manifest:
    """What the lake holds: files by kind, and up to which mark (an id on SQLite, a transaction on PostgreSQL) it was copied."""

    marks: dict[str, int] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    version: int = 0

    @classmethod
    def read(cls, lake: Path) -> "Manifest":
        """The published manifest; an empty one before the first copy."""
        path = lake / MANIFEST
        return cls(**json.loads(path.read_text())) if path.exists() else cls()

    def publish(self, lake: Path) -> None:
        """Make this the manifest in one step."""
        draft = lake / f"{MANIFEST}.draft"
        draft.write_text(json.dumps(asdict(self)))
        draft.replace(lake / MANIFEST)


def copy(lake: Path, database: dict[str, Any], *, at_least: int = 1) -> Manifest:
    """Copy what was recorded since the last copy, if it is `at_least` so many rows; all kinds in one read transaction."""
    lake.mkdir(parents=True, exist_ok=True)
    with _alone(lake):
        manifest = Manifest.read(lake)
        if _waiting(manifest, database) < at_least:
            return manifest
        with duckdb.connect() as con, reading(database, con) as source:
            published = _copied(con, lake, manifest, source)
        published.publish(lake)
        _sweep(lake, published, manifest)
    return published


def lay_out(con: duckdb.DuckDBPyConnection, prefix: str = "") -> None:
    """Make an empty table of every kind of fact, to be filled."""
    for kind in KINDS:
        columns = ", ".join(f'"{c.name}" {DUCKDB_TYPE[c.stored]}' for c in stored_columns(kind))
        con.execute(f"CREATE TABLE {prefix}{name_of(kind)} ({columns})")


def fill(
    con: duckdb.DuckDBPyConnection, database: dict[str, Any], customers: Sequence[int] | None = None
) -> None:
    """Fill laid-out tables from the database as of `now`: the facts of some customers, or all there are."""
    [(as_of, known_at)] = con.execute("SELECT as_of, known_at FROM now").fetchall()
    with reading(database, con) as source:
        for kind in source.kinds_with_rows(customers):
            source.pour(kind, name_of(kind), happened=(as_of, known_at), customers=customers)


def attach(con: duckdb.DuckDBPyConnection, lake: Path, database: dict[str, Any]) -> None:
    """Make a view of every kind of fact as of `now`: the lake's files and, by one read transaction, what is not copied yet."""
    manifest = Manifest.read(lake)
    lay_out(con, "recent_")
    with reading(database, con) as source:
        for kind in KINDS:
            name = name_of(kind)
            source.pour(kind, f"recent_{name}", after=manifest.marks.get(name))
            together = _together(lake, kind, manifest.files.get(name, []))
            con.execute(f"CREATE VIEW {name} AS SELECT * FROM ({together}) WHERE {HAPPENED}")


def _waiting(manifest: Manifest, database: dict[str, Any]) -> int:
    """How many facts are not copied yet. Asked every day, so it makes no DuckDB of its own: that takes longer than counting."""
    with duckdb.default_connection().cursor() as con, reading(database, con) as source:
        return sum(source.count(kind, manifest.marks.get(name_of(kind)), source.mark(kind)) for kind in KINDS)


def _copied(con: duckdb.DuckDBPyConnection, lake: Path, manifest: Manifest, source: Source) -> Manifest:
    """The manifest of a lake with what was recorded since; its new files lie there, and nobody reads them yet."""
    lay_out(con)
    version = manifest.version + 1
    marks, files = {}, dict(manifest.files)
    for kind in KINDS:
        name = name_of(kind)
        marks[name] = source.mark(kind)
        source.pour(kind, name, after=manifest.marks.get(name), upto=marks[name])
        written = _write(con, name, lake / f"{name}-{version:06d}.parquet")
        files[name] = _few(con, lake, kind, version, [*files.get(name, []), *written])
    return Manifest(marks, files, version)


@contextmanager
def _alone(lake: Path) -> Iterator[None]:
    """One copy at a time, on this machine and by the lake's own folder; the lock of a process that dies is gone with it."""
    with (lake / ".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _together(lake: Path, kind: type[Fact], files: Sequence[str]) -> str:
    recent = f"SELECT {_names(kind)} FROM recent_{name_of(kind)}"
    return f"{recent} UNION ALL {_parquet(lake, kind, files)}" if files else recent


def _parquet(lake: Path, kind: type[Fact], files: Sequence[str]) -> str:
    """The rows of some files, by name of column: files older than a column lack it, and it is empty there."""
    listed = ", ".join(f"'{_quoted(lake / file)}'" for file in files)
    empty = ", ".join(f'NULL::{DUCKDB_TYPE[c.stored]} AS "{c.name}"' for c in stored_columns(kind))
    no_rows = f"SELECT {empty} WHERE false"
    return f"SELECT {_names(kind)} FROM ({no_rows} UNION ALL BY NAME FROM read_parquet([{listed}], union_by_name := true))"


def _write(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> list[str]:
    """Write a table as a Parquet file under a name the manifest does not hold yet; nothing when there are no rows."""
    if not con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]:
        return []
    con.execute(f"COPY (FROM {table} ORDER BY id) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)")
    con.execute(f"DROP TABLE {table}")
    return [path.name]


def _few(
    con: duckdb.DuckDBPyConnection, lake: Path, kind: type[Fact], version: int, files: list[str]
) -> list[str]:
    """Many small files of a kind become one."""
    if len(files) <= FILES_AT_MOST:
        return files
    path = lake / f"{name_of(kind)}-{version:06d}-all.parquet"
    con.execute(
        f"COPY ({_parquet(lake, kind, files)} ORDER BY id) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)"
    )
    return [path.name]


def _sweep(lake: Path, *manifests: Manifest) -> None:
    """Remove files that neither the manifest nor the one before it names: leftovers of a copy that was cut off, and what was put together.

    A plan that is under way may still be reading the files of the manifest before.
    """
    named = {file for manifest in manifests for files in manifest.files.values() for file in files}
    for path in lake.glob("*.parquet"):
        if path.name not in named:
            path.unlink()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _names(kind: type[Fact]) -> str:
    return ", ".join(f'"{c.name}"' for c in stored_columns(kind))
