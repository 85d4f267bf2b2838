"""What a day learned about everybody, kept until the next: files published by renaming one pointer."""

import json
import shutil
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb

from regulars.engine.compile import known
from regulars.knowledge.know import POPULATION

POINTER = "current.json"


def store(con: duckdb.DuckDBPyConnection, folder: Path, version: str, as_of: datetime) -> None:
    """Write the population tables of an open plan and make them the ones in use."""
    fresh = folder / version
    fresh.mkdir(parents=True, exist_ok=True)
    for name in POPULATION:
        con.execute(
            f"COPY (FROM {name} ORDER BY ALL) TO '{quoted(fresh / f'{name}.parquet')}' (FORMAT parquet)"
        )
    # The tables in use until now stay until the next day: a moment under way may be reading them.
    needed = {version, _pointed(folder).get("version")}
    draft = folder / f"{POINTER}.draft"
    draft.write_text(json.dumps({"version": version, "as_of": as_of.isoformat(), "shape": shape()}))
    draft.replace(folder / POINTER)
    for old in folder.iterdir():
        if old.is_dir() and old.name not in needed:
            shutil.rmtree(old, ignore_errors=True)


def files(folder: Path) -> dict[str, Path]:
    """The stored tables by name; none before the first day, nor when an update gave them other columns since."""
    pointed = _pointed(folder)
    if pointed.get("shape") != shape():
        return {}
    return {name: folder / pointed["version"] / f"{name}.parquet" for name in POPULATION}


@cache
def shape() -> str:
    """Names the columns that the tables have in this version of Regulars."""
    columns = [(name, str(schema)) for name, schema in known().schemas() if name in POPULATION]
    return sha256(repr(columns).encode()).hexdigest()[:16]


def _pointed(folder: Path) -> dict[str, str]:
    try:
        pointed: dict[str, str] = json.loads((folder / POINTER).read_text())
    except FileNotFoundError:
        return {}
    return pointed


def quoted(path: Path) -> str:
    """The path inside quotes in SQL."""
    return str(path).replace("'", "''")
