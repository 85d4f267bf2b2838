"""Recognises whose table a file is by the names of its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from regulars.intake.csv_file import CsvFile, NotReadable


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A table somebody exports. `columns` gives for each thing we ask the ways its column is spelled; `needed` cannot do without."""

    name: str
    source: str
    columns: Mapping[str, tuple[str, ...]]
    needed: frozenset[str]
    sorts: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ("iso",)
    decimal: str = "."

    def positions(self, file: CsvFile) -> dict[str, int]:
        """Where each thing stands in the file, as far as it is there. Raises NotReadable when a needed column comes twice."""
        spelled = [name.casefold() for name in file.header[: file.width]]
        found = {}
        for thing, spellings in self.columns.items():
            present = [spelling.casefold() for spelling in spellings if spelling.casefold() in spelled]
            if present and spelled.count(present[0]) > 1:
                raise NotReadable(f"{file.name}, line 1: the column “{spellings[0]}” comes twice")
            if present:
                found[thing] = spelled.index(present[0])
        return found

    def missing(self, file: CsvFile) -> list[str]:
        """The needed columns the file lacks, as this layout spells them."""
        found = self.positions(file)
        return [
            spellings[0]
            for thing, spellings in self.columns.items()
            if thing in self.needed and thing not in found
        ]

    def expected(self) -> str:
        """The needed columns, to show."""
        return ", ".join(spellings[0] for thing, spellings in self.columns.items() if thing in self.needed)


def recognised(file: CsvFile, layouts: Sequence[Layout], hint: str = "") -> Layout:
    """The layout whose needed columns are all there. Raises NotReadable, naming what a near miss lacks, or what is expected."""
    lacks = {layout.name: layout.missing(file) for layout in layouts}
    for layout in layouts:
        if not lacks[layout.name]:
            return layout
    nearest = min(layouts, key=lambda layout: len(lacks[layout.name]) / len(layout.needed))
    if len(lacks[nearest.name]) * 2 <= len(nearest.needed):
        columns = " and ".join(f"“{name}”" for name in lacks[nearest.name])
        raise NotReadable(
            f"{file.name}, line 1: looks like {nearest.name}, but has no column {columns}{hint}"
        )
    known = "; ".join(f"{layout.name} ({layout.expected()})" for layout in layouts)
    raise NotReadable(f"{file.name}, line 1: these columns are not known; expected are {known}{hint}")
