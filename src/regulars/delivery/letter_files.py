"""The files of batches of letters, in the shop's data folder: personal, so readable by its owner only, and not kept for long."""

import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from regulars.delivery.models import LetterBatch, PrintedLetter

KEPT_FOR = timedelta(days=30)


def folder(home: Path) -> Path:
    """Where they are."""
    return home / "letters"


def files(number: int, place: Path) -> tuple[Path, Path]:
    """A batch's PDF and its list."""
    return place / f"letters-{number:05}.pdf", place / f"letters-{number:05}.csv"


def write(path: Path, content: bytes) -> None:
    """In one step, and on disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync(path.parent)


def forget_old(home: Path, now: datetime) -> int:
    """Remove the files of batches made more than 30 days ago; each can be printed again. Returns how many."""
    old = LetterBatch.objects.filter(made_at__lt=now - KEPT_FOR, finished_at__isnull=False)
    return _removed(home, old.values_list("number", flat=True))


def forget(home: Path, intents: Iterable[str]) -> int:
    """Remove the files of the batches these letters are in. Returns how many."""
    within = PrintedLetter.objects.filter(intent__in=list(intents))
    return _removed(home, set(within.values_list("batch_id", flat=True)))


def _removed(home: Path, numbers: Iterable[int]) -> int:
    there = [path for number in numbers for path in files(number, folder(home)) if path.exists()]
    for path in there:
        path.unlink(missing_ok=True)
    return len(there)


def _sync(place: Path) -> None:
    """So that the new name of a file is on disk, too."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
