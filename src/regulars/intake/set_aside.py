"""Rows that could not be recorded, kept in a file of their own that can be corrected and imported again."""

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from regulars.intake.csv_file import ADDED, CsvFile

FOLDER = "set-aside"
LINE = (1 << 40) - 1
Read = TypeVar("Read", bound=tuple[Any, ...])
"""A row that was read: a hash of it, its place, what it said, and its cells."""


def place(file: int, line: int) -> int:
    """The line of a file of this import, as one number in reading order."""
    return file << 40 | line


@dataclass
class SetAside:
    """The rows of one import that stay out, each with its reason. `bad` counts those that cannot be used for what they say themselves."""

    files: Sequence[CsvFile]
    keep_duplicates: bool = False
    rows: dict[int, tuple[str, list[str] | None]] = field(default_factory=dict)
    duplicates: int = 0
    bad: int = 0

    @property
    def others(self) -> int:
        """How many stay out for another reason than being there already."""
        return len(self.rows) - self.duplicates

    def once(self, rows: list[Read]) -> list[Read]:
        """The rows without those that say exactly what an earlier one said; these are set aside unless duplicates are to be kept."""
        if self.keep_duplicates or len({row[0] for row in rows}) == len(rows):
            return rows
        first: dict[str, Read] = {}
        for row in sorted(rows, key=itemgetter(1)):
            if first.setdefault(row[0], row) is not row:
                self.duplicates += 1
                self.rows[row[1]] = f"same as {self.told(first[row[0]][1], beside=row[1])}", row[3]
        return list(first.values())

    def keep(self, at: int, reason: str, cells: list[str] | None, *, spoils: bool = True) -> None:
        """The row cannot be used, or (`spoils` no) is good but stays with others that cannot. Without its cells it is looked up."""
        self.bad += spoils
        self.rows[at] = reason, cells

    def told(self, at: int, *, beside: int = -1) -> str:
        """`line 17`, with the file's name when there are several."""
        other = len(self.files) > 1 and at >> 40 != beside >> 40
        return f"{self.files[at >> 40].name} line {at & LINE}" if other else f"line {at & LINE}"

    def first_bad(self) -> str:
        """The first row that cannot be used, as a sentence."""
        at = min(at for at, (reason, _) in self.rows.items() if not reason.startswith("same as "))
        return f"{self.files[at >> 40].name}, line {at & LINE}: {self.rows[at][0]}"

    def prepare(self, home: Path) -> list[Path]:
        """Write one file for each that had rows set aside, for the shop's eyes only, under a name that `publish` makes final."""
        self._look_up()
        return [
            _unfinished(home / FOLDER, file, self._of(number))
            for number, file in enumerate(self.files)
            if self._of(number)
        ]

    def _look_up(self) -> None:
        wanted = {at for at, (_, cells) in self.rows.items() if cells is None}
        for number in {at >> 40 for at in wanted}:
            for line, cells in self.files[number].rows(lambda _bytes: None):
                if (at := place(number, line)) in wanted:
                    self.rows[at] = self.rows[at][0], cells

    def _of(self, number: int) -> list[tuple[int, str, list[str]]]:
        return [
            (at & LINE, reason, cells or [])
            for at, (reason, cells) in sorted(self.rows.items())
            if at >> 40 == number
        ]


def publish(unfinished: Path) -> Path:
    """Give a prepared file its name; equal rows give an equal name, so that a second run leaves one file."""
    return unfinished.replace(unfinished.with_suffix(".csv"))


def _unfinished(folder: Path, file: CsvFile, rows: list[tuple[int, str, list[str]]]) -> Path:
    table = [[*_fitted(cells, file), str(line), reason] for line, reason, cells in rows]
    digest = sha256(repr(table).encode()).hexdigest()[:12]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{file.name.removesuffix('.gz').removesuffix('.csv')}-{digest}.new"
    _write(path, file, table)
    return path


def _write(path: Path, file: CsvFile, table: list[list[str]]) -> None:
    mine_only = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(mine_only, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n", delimiter=file.delimiter)
        writer.writerow([*file.header[: file.width], *ADDED])
        writer.writerows(table)
        out.flush()
        os.fsync(out.fileno())


def _fitted(cells: list[str], file: CsvFile) -> list[str]:
    """As many cells as there are columns; what is over stands in the last."""
    last = file.width - 1
    surplus = [file.delimiter.join(cells[last:])] if len(cells) > file.width else cells[last:]
    return [*cells[:last], *surplus, *[""] * (file.width - len(cells))]
