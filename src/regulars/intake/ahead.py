"""Reads ahead in a process of its own, so that reading and writing are shared by two processors."""

import fcntl
import gc
import os
import pickle
import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, NoReturn, TypeVar

T = TypeVar("T")
ROOM = 1 << 20
"""Bytes made and not used yet; the most that Linux lets everybody have. In less, the reading process would wait for the writing one."""


class StoppedReading(Exception):
    """The reading process ended before its end; nobody knows what it would have said."""


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, each made while the one before is used. What the making raises is raised here.

    Where there are no child processes, or other threads that a child would be torn from, the items are made right here.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        yield from items
        return
    receiving, sending = os.pipe()
    with suppress(
        AttributeError, OSError
    ):  # elsewhere than on Linux, or where others have taken all there is
        fcntl.fcntl(sending, fcntl.F_SETPIPE_SZ, ROOM)
    with warnings.catch_warnings():
        # Libraries keep threads of their own that do not matter to the child, which only reads, sends and ends.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(receiving)
        _send(items, sending)
    os.close(sending)
    try:
        with os.fdopen(receiving, "rb", buffering=1 << 20) as source:
            yield from _received(source)
    finally:
        os.waitpid(child, 0)


def _received(source: IO[bytes]) -> Iterator[T]:
    while True:
        try:
            made, item = pickle.load(source)  # noqa: S301  from our own child
        except (EOFError, pickle.UnpicklingError) as torn:
            raise StoppedReading from torn
        if made:
            yield item
        elif item is None:
            return
        else:
            raise item


def _send(items: Iterator[T], sending: int) -> NoReturn:
    """Ends the process without a word to anything it shares with its parent, above all the database."""
    gc.disable()
    try:
        with os.fdopen(sending, "wb", buffering=1 << 20) as pipe:
            try:
                for item in items:
                    pickle.dump((True, item), pipe, pickle.HIGHEST_PROTOCOL)
                pickle.dump((False, None), pipe)
            except Exception as wrong:  # noqa: BLE001  whatever it is, the parent raises it
                pickle.dump((False, wrong), pipe)
    finally:
        os._exit(0)
