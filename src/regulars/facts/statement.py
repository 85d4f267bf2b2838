"""Statements with hundreds of values, written once for both databases."""

from collections.abc import Sequence
from sqlite3 import Cursor
from typing import Any

from django.db import connection


def execute(cursor: Any, sql: str, values: Sequence[Any]) -> None:
    """As `cursor.execute`, with `%s` for values and no other `%`. Django's search for them takes SQLite longer than what it is told to do."""
    if connection.vendor != "sqlite":
        cursor.execute(sql, values)
        return
    with connection.wrap_database_errors:
        Cursor.execute(cursor.cursor, sql.replace("%s", "?"), values)
