"""Whose turn it is to write to a database that is one file, for workers who have something else to do until it is theirs.

SQLite lets one connection write at a time. The others sleep, longer each time they look, and wake up long after their turn has come; here they
prepare their next messages instead. It is a courtesy among workers: SQLite's own lock decides, and PostgreSQL needs none of this.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock

from django.db import connection

from regulars.kernel.clock import Clock

PAUSE_SECONDS = 0.0003
PAUSES = 3_000  # then SQLite's own lock is waited for: whoever has the turn may have been stopped
LOCKS: dict[tuple[str, int], int] = {}


@contextmanager
def turn(clock: Clock, meanwhile: Callable[[], bool]) -> Iterator[None]:
    """Wait until nobody else writes; `meanwhile` is called all the while, and says whether it has more to do."""
    if connection.vendor != "sqlite":
        yield
        return
    lock = _lock()
    pauses = 0
    while not _free(lock) and pauses < PAUSES:
        if not meanwhile():
            clock.sleep(PAUSE_SECONDS)
            pauses += 1
    try:
        yield
    finally:
        flock(lock, LOCK_UN)


def _free(lock: int) -> bool:
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock() -> int:
    """A file beside the database, opened by this process for itself."""
    mine = f"{connection.settings_dict['NAME']}-turn", os.getpid()
    if mine not in LOCKS:
        LOCKS[mine] = os.open(mine[0], os.O_CREAT | os.O_RDWR, 0o600)
    return LOCKS[mine]
