"""What a day learned about everybody, kept until the next: files published by renaming one pointer."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import duckdb

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
    draft = folder / f"{POINTER}.draft"
    draft.write_text(json.dumps({"version": version, "as_of": as_of.isoformat()}))
    draft.replace(folder / POINTER)
    for old in folder.iterdir():
        if old.is_dir() and old.name != version:
            shutil.rmtree(old, ignore_errors=True)


def files(folder: Path) -> dict[str, Path]:
    """The stored tables by name; none before the first day."""
    pointer = folder / POINTER
    if not pointer.exists():
        return {}
    version = json.loads(pointer.read_text())["version"]
    return {name: folder / version / f"{name}.parquet" for name in POPULATION}


def quoted(path: Path) -> str:
    """The path inside quotes in SQL."""
    return str(path).replace("'", "''")
