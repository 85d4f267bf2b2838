"""Changes to messages that we hold: compare-and-set on state and fencing token, in one statement (STANDARDS A8.5).

Plain SQL, because every message passes here two or three times.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection

from regulars.delivery.held import COLUMNS, Held
from regulars.delivery.models import ACCEPTED, CLAIMED, DOT_PENDING, Outbox
from regulars.facts.models import Letter, Mailbox
from regulars.facts.statement import execute
from regulars.kernel.clock import aware

OUTBOX, LETTER, MAILBOX = Outbox._meta.db_table, Letter._meta.db_table, Mailbox._meta.db_table
MOMENTS = [COLUMNS.index(name) for name in ("dated_at", "expires_at", "lease_until")]


def change(row: Held, **to: Any) -> bool:
    """Set these columns if the row is still as we hold it. False when it is no longer ours. The row in memory stays as it was."""
    columns = ", ".join(f"{name} = %s" for name in to)
    held_as = [row.intent, row.fence, row.state]
    with connection.cursor() as cursor:
        sql = f"UPDATE {OUTBOX} SET {columns} WHERE intent = %s AND fence = %s AND state = %s"  # noqa: S608  names of our own columns
        cursor.execute(sql, [_stored(value) for value in (*to.values(), *held_as)])
        return bool(cursor.rowcount == 1)


def take(
    nature: str, storefronts: Sequence[str], limit: int, *, now: datetime, until: datetime, fence: str
) -> int:
    """Claim up to `limit` messages of a nature that are due, whoever waits longest first; returns how many."""
    places = ", ".join(["%s"] * len(storefronts))
    due = f"FROM {OUTBOX} WHERE nature = %s AND next_attempt_at <= %s AND storefront IN ({places}) ORDER BY next_attempt_at LIMIT %s"
    chosen = f"rowid IN (SELECT rowid {due})"
    if connection.vendor == "postgresql":
        chosen = f"ctid = ANY(ARRAY(SELECT ctid {due} FOR UPDATE SKIP LOCKED))"
    sql = (
        f"UPDATE {OUTBOX} SET state = '{CLAIMED}', fence = %s, lease_until = %s, next_attempt_at = NULL, "  # noqa: S608
        f"dated_at = COALESCE(dated_at, %s) WHERE next_attempt_at IS NOT NULL AND {chosen}"
    )
    values = [fence, until, now, nature, now, *storefronts, limit]
    with connection.cursor() as cursor:
        if (
            connection.vendor == "postgresql"
        ):  # whose figures lag behind a plan: it would read and sort all that waits
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(sql, [_stored(value) for value in values])
        return int(cursor.rowcount)


def taken(fence: str, until: datetime) -> list[tuple[Held, str | bytes, bytes | None, str]]:
    """The messages claimed under this fence, service first, each with what fills its words (JSON), its bytes and its address."""
    sql = (
        f"SELECT {_read_columns(connection.vendor)}, {LETTER}.body, {MAILBOX}.address FROM {OUTBOX} "  # noqa: S608
        f"LEFT JOIN {LETTER} ON {LETTER}.intent = {OUTBOX}.intent LEFT JOIN {MAILBOX} ON {MAILBOX}.id = {OUTBOX}.mailbox_id "
        f"WHERE {OUTBOX}.lease_until = %s AND {OUTBOX}.fence = %s AND {OUTBOX}.state = '{CLAIMED}' "
        f"ORDER BY {OUTBOX}.nature DESC, {OUTBOX}.send_after, {OUTBOX}.intent"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [_stored(until), fence])
        return [_read(row) for row in cursor.fetchall()]


@cache
def _read_columns(vendor: str) -> str:
    """A message's columns and its letter's values; moments as they are held, since reading each anew takes 3 µs, and JSON, where it can be, in bytes."""
    columns, values = [f"{OUTBOX}.{name}" for name in COLUMNS], f'{LETTER}."values"'
    for place in MOMENTS:
        columns[place] = f"CAST({columns[place]} AS TEXT)"
    if vendor == "sqlite":
        values = f"CAST({values} AS BLOB)"
    return ", ".join([*columns, values])


def _read(row: tuple[Any, ...]) -> tuple[Held, str | bytes, bytes | None, str]:
    *columns, values, body, address = row
    for place in MOMENTS:
        columns[place] = _moment(columns[place])
    return Held(*columns), values or "", bytes(body) if body else None, address or ""


@lru_cache(maxsize=1000)
def _moment(stored: str | None) -> datetime | None:
    """Remembered, since messages that are claimed together share most."""
    return aware(datetime.fromisoformat(stored)) if stored else None


def arm(
    made_from: Sequence[tuple[str, str, str, str]], *, leased_at: datetime, lease_until: datetime | None
) -> set[str]:
    """Bring claimed messages (intent, fence, template, hash of their bytes) to `dot_pending`; returns those that were still ours.

    Their lease stays what it is where there is no new one, which spares an index.
    """
    lease = ", lease_until = %s" if lease_until else ""
    sql = (
        f"WITH made(intent, fence, template, bytes_hash) AS (VALUES {_rows(made_from)}) "  # noqa: S608
        f"UPDATE {OUTBOX} SET state = '{DOT_PENDING}', armed_at = %s, template = made.template, bytes_hash = made.bytes_hash{lease} "
        f"FROM made WHERE {OUTBOX}.intent = made.intent AND {OUTBOX}.fence = made.fence "
        f"AND {OUTBOX}.state = '{CLAIMED}' AND {OUTBOX}.lease_until > %s RETURNING {OUTBOX}.intent"
    )
    moments = [_stored(moment) for moment in (leased_at, lease_until, leased_at) if moment]
    return _changed(sql, [*_flat(made_from), *moments]) if made_from else set()


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
        execute(cursor, sql, values)
        return {intent for (intent,) in cursor.fetchall()}


def _rows(several: Sequence[tuple[Any, ...]]) -> str:
    row = f"({', '.join(['%s'] * len(several[0]))})" if several else ""
    return ", ".join([row] * len(several))


def _flat(several: Sequence[tuple[Any, ...]]) -> list[Any]:
    return [value for each in several for value in each]


def _stored(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
