"""Changes to a message that we hold: compare-and-set on its state and our fencing token, in one statement (STANDARDS A8.5)."""

from datetime import datetime
from typing import Any

from django.db import connection

from regulars.delivery.models import Outbox
from regulars.facts.models import Letter


def change(row: Outbox, *, leased_at: datetime | None = None, **to: Any) -> bool:
    """Set these columns if the row is still as we hold it (and its lease runs at `leased_at`). False when it is no longer ours.

    Plain SQL, because every message passes here two or three times.
    """
    columns = ", ".join(f"{name} = %s" for name in to)
    ours = "intent = %s AND fence = %s AND state = %s" + (" AND lease_until > %s" if leased_at else "")
    held_as = [row.intent, row.fence, row.state, *([leased_at] if leased_at else [])]
    with connection.cursor() as cursor:
        sql = f"UPDATE {Outbox._meta.db_table} SET {columns} WHERE {ours}"  # noqa: S608  names of our own columns
        cursor.execute(sql, [_stored(value) for value in (*to.values(), *held_as)])
        if cursor.rowcount != 1:
            return False
    for name, value in to.items():
        setattr(row, name, value)
    return True


def keep(intent: str, *, template: str, bytes_hash: str, body: bytes | None) -> None:
    """Keep with a message's letter what it was made from and, for a second attempt, the bytes themselves."""
    with connection.cursor() as cursor:
        sql = (
            f"UPDATE {Letter._meta.db_table} SET template = %s, bytes_hash = %s, body = %s WHERE intent = %s"  # noqa: S608
        )
        cursor.execute(sql, [template, bytes_hash, body, intent])


def _stored(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
