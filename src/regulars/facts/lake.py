"""The lake: facts copied to Parquet, a little more at each copy, and read back as one set of tables as of any time."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from regulars.facts.columns import Column
from regulars.facts.kinds import KINDS, Fact, name_of
from regulars.facts.source import reading
from regulars.facts.tables import stored_columns

DUCKDB_TYPE = {
    "int64": "BIGINT",
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "timestamp(6)": "TIMESTAMP",
    "date": "DATE",
}
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
    manifest = Manifest.read(lake)
    with duckdb.connect() as con, reading(database, con) as source:
        fresh = {kind: source.mark(kind) for kind in KINDS}
        waiting = sum(source.count(kind, manifest.marks.get(name_of(kind)), fresh[kind]) for kind in KINDS)
        if waiting < at_least:
            return manifest
        version = manifest.version + 1
        files = dict(manifest.files)
        for kind, upto in fresh.items():
            name = name_of(kind)
            rows = source.rows(kind, after=manifest.marks.get(name), upto=upto)
            written = _write(con, kind, rows, lake / f"{name}-{version:06d}.parquet")
            files[name] = _few(con, lake, name, version, [*files.get(name, []), *written])
    published = Manifest({name_of(kind): mark for kind, mark in fresh.items()}, files, version)
    published.publish(lake)
    _sweep(lake, published)
    return published


def lay_out(con: duckdb.DuckDBPyConnection) -> None:
    """Make an empty table of every kind of fact, for `fill`."""
    for kind in KINDS:
        columns = ", ".join(f'"{c.name}" {DUCKDB_TYPE[c.stored]}' for c in stored_columns(kind))
        con.execute(f"CREATE TABLE {name_of(kind)} ({columns})")


def fill(
    con: duckdb.DuckDBPyConnection, database: dict[str, Any], customers: Sequence[int] | None = None
) -> None:
    """Fill laid-out tables from the database as of `now`: the facts of some customers, or all there are."""
    with reading(database, con) as source:
        for kind in source.kinds_with_rows(customers):
            con.register("recent", source.rows(kind, customers=customers))
            con.execute(
                f"INSERT INTO {name_of(kind)} SELECT * FROM ({_typed(kind)} FROM recent WHERE id > 0) WHERE {HAPPENED}"
            )
            con.unregister("recent")


def attach(con: duckdb.DuckDBPyConnection, lake: Path, database: dict[str, Any]) -> None:
    """Make a view of every kind of fact as of `now`: the lake's files and, by one read transaction, what is not copied yet."""
    manifest = Manifest.read(lake)
    with reading(database, con) as source:
        for kind in KINDS:
            name = name_of(kind)
            con.register("recent", source.rows(kind, after=manifest.marks.get(name)))
            con.execute(f"CREATE TABLE recent_{name} AS {_typed(kind)} FROM recent WHERE id > 0")
            con.unregister("recent")
            together = _together(lake, kind, manifest.files.get(name, []))
            con.execute(f"CREATE VIEW {name} AS SELECT * FROM ({together}) WHERE {HAPPENED}")


def _together(lake: Path, kind: type[Fact], files: Sequence[str]) -> str:
    recent = f"SELECT {_names(kind)} FROM recent_{name_of(kind)}"
    return f"{recent} UNION ALL {_parquet(lake, kind, files)}" if files else recent


def _parquet(lake: Path, kind: type[Fact], files: Sequence[str]) -> str:
    listed = ", ".join("'" + str(lake / file).replace("'", "''") + "'" for file in files)
    return f"SELECT {_names(kind)} FROM read_parquet([{listed}], union_by_name := true)"


def _write(con: duckdb.DuckDBPyConnection, kind: type[Fact], rows: Any, path: Path) -> list[str]:
    """Write a stream as a Parquet file under a name the manifest does not hold yet; nothing when there are no rows."""
    con.register("recent", rows)
    con.execute(f"CREATE OR REPLACE TEMP TABLE fresh AS {_typed(kind)} FROM recent WHERE id > 0")
    con.unregister("recent")
    if not con.execute("SELECT count(*) FROM fresh").fetchall()[0][0]:
        return []
    con.execute(f"COPY (FROM fresh ORDER BY id) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)")
    return [path.name]


def _few(con: duckdb.DuckDBPyConnection, lake: Path, name: str, version: int, files: list[str]) -> list[str]:
    """Many small files of a kind become one."""
    if len(files) <= FILES_AT_MOST:
        return files
    kind = next(kind for kind in KINDS if name_of(kind) == name)
    path = lake / f"{name}-{version:06d}-all.parquet"
    con.execute(
        f"COPY ({_parquet(lake, kind, files)} ORDER BY id) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)"
    )
    return [path.name]


def _sweep(lake: Path, manifest: Manifest) -> None:
    """Remove files no manifest names: leftovers of a copy that was cut off, and what was put together."""
    named = {file for files in manifest.files.values() for file in files}
    for path in lake.glob("*.parquet"):
        if path.name not in named:
            path.unlink()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _names(kind: type[Fact]) -> str:
    return ", ".join(f'"{c.name}"' for c in stored_columns(kind))


def _typed(kind: type[Fact]) -> str:
    return "SELECT " + ", ".join(f'{_cast(c)} AS "{c.name}"' for c in stored_columns(kind))


def _cast(column: Column) -> str:
    """SQLite hands over moments and days as text, and the leading row's are empty."""
    quoted = f'"{column.name}"'
    text = f"nullif({quoted}::VARCHAR, '')" if column.stored in ("timestamp(6)", "date") else quoted
    return f"{text}::{DUCKDB_TYPE[column.stored]}"
