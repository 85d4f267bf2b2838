"""Lets the database write without waiting for the disk, while a play lasts: one that is cut short is started afresh anyway."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def careless() -> Iterator[None]:
    """No waiting for the disk inside the block; everything is on it afterwards."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
