"""Changes to messages that we hold: compare-and-set on state and fencing token, in one statement (STANDARDS A8.5).

Plain SQL, because every message passes here two or three times.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from regulars.delivery.models import ACCEPTED, CLAIMED, DOT_PENDING, Outbox
from regulars.facts.models import Letter

OUTBOX, LETTER = Outbox._meta.db_table, Letter._meta.db_table


def change(row: Outbox, **to: Any) -> bool:
    """Set these columns if the row is still as we hold it. False when it is no longer ours. The row in memory stays as it was."""
    columns = ", ".join(f"{name} = %s" for name in to)
    held_as = [row.intent, row.fence, row.state]
    with connection.cursor() as cursor:
        sql = f"UPDATE {OUTBOX} SET {columns} WHERE intent = %s AND fence = %s AND state = %s"  # noqa: S608  names of our own columns
        cursor.execute(sql, [_stored(value) for value in (*to.values(), *held_as)])
        return bool(cursor.rowcount == 1)


def arm(
    made_from: Sequence[tuple[str, str, str, str]], *, leased_at: datetime, lease_until: datetime
) -> set[str]:
    """Bring claimed messages (intent, fence, template, hash of their bytes) to `dot_pending`; returns those that were still ours."""
    sql = (
        f"WITH made(intent, fence, template, bytes_hash) AS (VALUES {_rows(made_from)}) "  # noqa: S608
        f"UPDATE {OUTBOX} SET state = '{DOT_PENDING}', lease_until = %s, template = made.template, bytes_hash = made.bytes_hash "
        f"FROM made WHERE {OUTBOX}.intent = made.intent AND {OUTBOX}.fence = made.fence "
        f"AND {OUTBOX}.state = '{CLAIMED}' AND {OUTBOX}.lease_until > %s RETURNING {OUTBOX}.intent"
    )
    return (
        _changed(sql, [*_flat(made_from), _stored(lease_until), _stored(leased_at)]) if made_from else set()
    )


def finish(answered: Sequence[tuple[str, str, str]], at: datetime) -> set[str]:
    """Bring messages (intent, fence, status) from `dot_pending` to `accepted`; returns those that were still ours."""
    sql = (
        f"WITH said(intent, fence, status) AS (VALUES {_rows(answered)}) "  # noqa: S608
        f"UPDATE {OUTBOX} SET state = '{ACCEPTED}', lease_until = NULL, next_attempt_at = NULL, accepted_at = %s, last_status = said.status "
        f"FROM said WHERE {OUTBOX}.intent = said.intent AND {OUTBOX}.fence = said.fence AND {OUTBOX}.state = '{DOT_PENDING}' "
        f"RETURNING {OUTBOX}.intent"
    )
    return _changed(sql, [*_flat(answered), _stored(at)]) if answered else set()


def keep_bytes(said: Sequence[tuple[bytes | None, str]]) -> None:
    """Keep the bytes of messages (bytes, intent) for a second attempt, or forget them."""
    if said:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {LETTER} SET body = %s WHERE intent = %s", said)  # noqa: S608


def _changed(sql: str, values: list[Any]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {intent for (intent,) in cursor.fetchall()}


def _rows(several: Sequence[tuple[Any, ...]]) -> str:
    return ", ".join(f"({', '.join(['%s'] * len(each))})" for each in several)


def _flat(several: Sequence[tuple[Any, ...]]) -> list[Any]:
    return [value for each in several for value in each]


def _stored(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
