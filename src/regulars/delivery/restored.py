"""Notices that the database is not where it was when the last mail went out: it came out of a backup, or was copied.

What was sent since is then unknown, and sending on would say it all again; so nothing goes out until somebody confirms (STANDARDS INV-8).
"""

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.models import F, Q

from regulars.delivery.held import held
from regulars.delivery.models import (
    CANCELLED,
    DOT_PENDING,
    PLANNED,
    UNCERTAIN,
    Home,
    LetterBatch,
    Outbox,
)
from regulars.delivery.settle import outcome
from regulars.facts.record import record_many
from regulars.kernel.purposes import POST

POSTGRES = """
SELECT CASE WHEN has_function_privilege('pg_control_system()', 'EXECUTE') AND has_function_privilege('pg_control_checkpoint()', 'EXECUTE')
       THEN (SELECT system_identifier::text FROM pg_control_system()) || '/' || (SELECT timeline_id::text FROM pg_control_checkpoint())
       ELSE 'unknown' END
       || '/' || (SELECT oid::text FROM pg_database WHERE datname = current_database())
"""


def restored() -> bool:
    """Whether the database was moved since mail went out from it."""
    home = Home.objects.first()
    return home is not None and home.place != _where()


def remember() -> None:
    """Remember where the database is, once."""
    if Home.objects.exists():
        return
    with transaction.atomic():
        Home.objects.bulk_create([Home(id=1, place=_where())], ignore_conflicts=True)


def confirm(now: datetime) -> int:
    """Let mail go out from here on. Marketing that waited is cancelled, since it may have been sent before; returns how many messages.

    Service mail stays: said twice it does less harm than not at all. Letters that were promised to a batch may have been printed.
    """
    with transaction.atomic():
        to_be_tried = Q(next_attempt_at__isnull=False) | Q(channel=POST)
        waiting = Outbox.objects.filter(to_be_tried, nature="marketing", state__in=(PLANNED, UNCERTAIN))
        rows = held(waiting.exclude(channel=POST, state=UNCERTAIN))
        Outbox.objects.filter(intent__in=[row.intent for row in rows]).update(
            state=CANCELLED, next_attempt_at=None, last_status="restored"
        )
        record_many([outcome(row, CANCELLED, "restored", now) for row in rows], now)
        _doubt_unfinished(now)
        Home.objects.update_or_create(id=1, defaults={"place": _where()})
    return len(rows)


def _doubt_unfinished(now: datetime) -> None:
    promised = Outbox.objects.filter(channel=POST, state=DOT_PENDING)
    rows = held(promised)
    promised.update(state=UNCERTAIN, doubts=F("doubts") + 1)
    record_many([outcome(row, UNCERTAIN, "restored", now) for row in rows], now)
    LetterBatch.objects.filter(finished_at=None).update(finished_at=now)


def _where() -> str:
    """What a copy does not have: the file's own number on its disk; a PostgreSQL's system, timeline and number of the database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(POSTGRES)
            return str(cursor.fetchone()[0])
    path = Path(str(connection.settings_dict["NAME"]))
    if not path.exists():
        return "memory"
    about = path.stat()
    return f"{about.st_dev}/{about.st_ino}"
