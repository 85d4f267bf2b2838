"""Notes that a link of a mail was followed, without keeping anybody waiting."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest

from regulars.delivery import hits
from regulars.kernel.clock import Clock
from regulars.pages.machine import looks_ahead, signs, signs_at_picture

OUR_PAGE = 0
"""What a link to one of our own pages counts as: scanners follow those, too, and that is how they are told."""
PATIENCE_MS = 300
log = logging.getLogger(__name__)


def noted(request: HttpRequest, intent: str, number: int) -> None:
    """Note that a link of a message was followed, unless nobody has asked for it yet. Whatever goes wrong, the page is shown."""
    if looks_ahead(request):
        return
    clock: Clock = settings.CLOCK
    with _as_far_as_possible():
        hits.note(intent, number, clock.now(), signs=signs(request), private=_private(request))


def opened(request: HttpRequest, intent: str) -> None:
    """Note that a message's picture was asked for, likewise."""
    if looks_ahead(request):
        return
    clock: Clock = settings.CLOCK
    with _as_far_as_possible():
        hits.note_opened(intent, clock.now(), signs=signs_at_picture(request), private=_private(request))


def _private(request: HttpRequest) -> bool:
    return request.headers.get("Sec-GPC") == "1"  # STANDARDS C6.4


@contextmanager
def _as_far_as_possible() -> Iterator[None]:
    try:
        with _without_waiting():
            yield
    except DatabaseError:
        log.warning("a hit could not be counted", exc_info=True)


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Nobody waits for a page because SQLite is being written to: rather is a click not counted."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
