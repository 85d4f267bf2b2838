"""What each row of a table of permissions says: who, for what, yes or no, since when, and what shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from regulars.intake.cells import BadCell, Cells
from regulars.intake.consent_tables import YES, spelled
from regulars.intake.countries import country_code
from regulars.intake.csv_columns import Layout
from regulars.intake.csv_file import CsvFile, Moved
from regulars.intake.set_aside import SetAside, place
from regulars.kernel.address import NotAnAddress, canonical
from regulars.kernel.purposes import CHANNELS, EMAIL, MARKETING, PURPOSES, ways

SHOWS = ("form", "page", "text", "text_version", "language", "ip", "user_agent")
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Said:
    """One row: `meant` is a word of `consent_tables.MEANT`; `at` is None where the row does not say when."""

    meant: str
    address: str
    purposes: tuple[str, ...]
    channel: str
    at: datetime | None
    confirmed: datetime | None
    country: str
    names: Names
    called: str
    shows: Mapping[str, str]


class Rows:
    """The rows of a file, those that cannot be used set aside. `count` counts all."""

    def __init__(self, file: CsvFile, layout: Layout, cells: Cells, aside: SetAside) -> None:
        self.file, self.layout, self.cells, self.aside = file, layout, cells, aside
        self.count = 0

    def usable(self, moved: Moved) -> Iterator[Said]:
        """One after the other. Raises NotReadable."""
        positions = self.layout.positions(self.file)
        for line, row in self.file.rows(moved):
            self.count += 1
            try:
                if len(row) != self.file.width:
                    raise BadCell(f"has {len(row)} cells where the first line names {self.file.width}")
                yield self._said({word: row[index].strip() for word, index in positions.items()})
            except BadCell as wrong:
                self.aside.keep(place(0, line), str(wrong), row)

    def _said(self, told: dict[str, str]) -> Said:
        meant = self._meant(told.get("status", ""))
        channel = told.get("channel", "").lower() or EMAIL
        if channel not in CHANNELS:
            raise BadCell(f"“{channel[:40]}” is none of the channels {', '.join(CHANNELS)}")
        address = _address(told["email"])
        when = told.get("at", "") if meant == YES else told.get("no_at") or told.get("at", "")
        names = ("shop", told.get("number", "")), ("mailbox", address)
        return Said(
            meant,
            address,
            _purposes(told.get("purpose", ""), channel),
            channel,
            self._moment(when),
            self._moment(told.get("confirmed", "")),
            _country(told.get("country", "")),
            tuple(each for each in names if each[1]),
            told.get("name", ""),
            {word: told.get(word, "") for word in SHOWS},
        )

    def _moment(self, text: str) -> datetime | None:
        return self.cells.moment[text] if text else None

    def _meant(self, status: str) -> str:
        meant = self.layout.sorts.get(spelled(status))
        if meant is None:
            raise BadCell(
                f"“{status[:40]}” says neither yes nor no; say it as yes or no, or name it under [statuses] of a mapping"
            )
        return meant


def _address(text: str) -> str:
    try:
        return canonical(text)
    except NotAnAddress as wrong:
        raise BadCell(str(wrong)) from wrong


def _purposes(text: str, channel: str) -> tuple[str, ...]:
    named = tuple(each.strip() for each in text.replace(";", ",").split(",") if each.strip()) or (MARKETING,)
    for each in named:
        if each not in (MARKETING, *PURPOSES):
            raise BadCell(f"“{each[:40]}” is none of the purposes {', '.join((MARKETING, *PURPOSES))}")
        if channel not in ways(each):
            raise BadCell(f"{each} cannot be allowed by {channel}")
    return named


def _country(text: str) -> str:
    code = country_code(text) if text else ""
    if code is None:
        raise BadCell(f"“{text[:40]}” is not a country")
    return code
