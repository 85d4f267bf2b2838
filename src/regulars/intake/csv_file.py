"""Reads a CSV file, plain or gzip, a block at a time; whatever makes it no CSV is one sentence with file and line."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import IO

BLOCK = 1 << 16
LONGEST_LINE = 1 << 20
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",;\t|"
ADDED = ("line", "reason")
"""The columns a set-aside file carries behind the original ones; they are not read back."""

BREAK = re.compile(r"\r\n|\r|\n")
Moved = Callable[[int], None]


class NotReadable(Exception):
    """The file cannot be imported as it is; the message says where and why, and nothing was recorded."""


class CsvFile:
    """One file of rows under a header. `encoding` is the caller's word for it; a byte order mark is skipped."""

    def __init__(self, path: Path, encoding: str = "utf-8") -> None:
        self.path = path
        self.name = path.name
        self.encoding = encoding
        with self._open() as file:
            first = next(self._lines(file, _not_told), "")
        if not first.strip():
            raise NotReadable(f"{self.name} is empty: the first line must name the columns")
        self.delimiter = max(DELIMITERS, key=first.count)
        self.header = [cell.strip() for cell in next(csv.reader([first], delimiter=self.delimiter))]
        self.width = len(self.header) - (len(ADDED) if tuple(self.header[-2:]) == ADDED else 0)

    @property
    def size(self) -> int:
        """Bytes on disk, which `rows` counts up to."""
        return self.path.stat().st_size

    def rows(self, moved: Moved) -> Iterator[tuple[int, list[str]]]:
        """Each row with the line it ends on, without the ADDED columns; `moved` hears how many bytes were taken in. Raises NotReadable."""
        for lines, rows in self.parts(moved, size=1_000):
            yield from zip(lines, rows, strict=True)

    def parts(self, moved: Moved, *, size: int) -> Iterator[tuple[Sequence[int], list[list[str]]]]:
        """The same, so many rows at a time: the lines, and the rows."""
        with self._open() as file:
            reader = csv.reader(self._lines(file, moved), delimiter=self.delimiter, strict=True)
            try:
                next(reader)
                before = reader.line_num
                while rows := list(islice(reader, size)):
                    straight = reader.line_num - before == len(rows)
                    lines = range(before + 1, reader.line_num + 1) if straight else _ends(rows, before)
                    before = reader.line_num
                    yield self._own(lines, rows)
            except csv.Error as wrong:
                raise NotReadable(f"{self.name}, line {reader.line_num}: not CSV ({wrong})") from wrong

    def _own(self, lines: Sequence[int], rows: list[list[str]]) -> tuple[Sequence[int], list[list[str]]]:
        """Without blank lines and without the columns we added ourselves."""
        whole = len(self.header)
        if whole != self.width:
            rows = [cells[: self.width] if len(cells) == whole else cells for cells in rows]
        if all(rows):
            return lines, rows
        return [line for line, cells in zip(lines, rows, strict=True) if cells], [
            cells for cells in rows if cells
        ]

    def _open(self) -> IO[bytes]:
        try:
            return self.path.open("rb")
        except OSError as wrong:
            raise NotReadable(f"{self.name} cannot be opened: {wrong.strerror}") from wrong

    def _lines(self, file: IO[bytes], moved: Moved) -> Iterator[str]:
        for text in self._texts(file, moved):
            yield from io.StringIO(text, newline="")

    def _texts(self, file: IO[bytes], moved: Moved) -> Iterator[str]:
        """Whole lines, decoded, about a block at a time."""
        encoding = "utf-8-sig" if self.encoding == "utf-8" else self.encoding
        rest, lines = b"", 0
        for block in self._blocks(file, moved):
            end = block.rfind(b"\n") + 1
            whole, rest = (rest + block[:end], block[end:]) if end else (b"", rest + block)
            yield self._decoded(whole, encoding, lines)
            lines += whole.count(b"\n")
            if len(rest) > LONGEST_LINE:
                raise NotReadable(
                    f"{self.name}, line {lines + 1}: is longer than a million bytes, so it is no row of a table"
                )
            if whole:
                encoding = self.encoding
        yield self._decoded(rest, encoding, lines)

    def _decoded(self, block: bytes, encoding: str, lines: int) -> str:
        try:
            return block.decode(encoding)
        except UnicodeDecodeError as wrong:
            line = lines + block[: wrong.start].count(b"\n") + 1
            told = f"{self.name}, line {line}: byte 0x{block[wrong.start]:02X} is not {self.encoding.upper()}"
            raise NotReadable(f"{told}; a file from Windows is often read with --encoding cp1252") from wrong

    def _blocks(self, file: IO[bytes], moved: Moved) -> Iterator[bytes]:
        start = file.read(4)
        file.seek(0)
        if start == ZIP:
            raise NotReadable(
                f"{self.name} is an Excel workbook or a ZIP archive; save the table as CSV in UTF-8"
            )
        if start[:2] in UTF_16:
            raise NotReadable(f"{self.name}, line 1: is UTF-16; save the table as CSV in UTF-8")
        source = gzip.GzipFile(fileobj=file) if start[:2] == GZIP else file
        at = 0
        try:
            while block := source.read(BLOCK):
                if 0 in block:
                    raise NotReadable(
                        f"{self.name} holds zero bytes, so it is not text; save the table as CSV in UTF-8"
                    )
                yield block
                moved(file.tell() - at)
                at = file.tell()
        except (EOFError, zlib.error, gzip.BadGzipFile) as wrong:
            raise NotReadable(
                f"{self.name} is a damaged or cut-off gzip file ({wrong}); copy it again"
            ) from wrong


def _ends(rows: list[list[str]], before: int) -> list[int]:
    """The line each row ends on, when some have line breaks within their cells."""
    return list(
        accumulate((1 + sum(len(BREAK.findall(cell)) for cell in cells) for cells in rows), initial=before)
    )[1:]


def _not_told(_bytes: int) -> None:
    """Nobody waits."""
