"""Finds a person's names and addresses in the files of the data folder that may hold any, and takes them out."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from regulars.engine.unfolded import texts

FOLDERS = ("set-aside", "mailbox", "exports")
"""Folders whose files may hold a person's words or address."""
TABLES = (".csv", ".new")
PICTURED = (".pdf",)
"""Forms in which words are drawn and cannot be searched."""
TELLING = 4
"""Names and numbers shorter than this are found in too much that is about others; the address beside them is found all the same."""


@dataclass(frozen=True)
class Names:
    """What a person is called: addresses, names, and the shop's numbers for them."""

    addresses: Sequence[str]
    names: Sequence[str]
    references: Sequence[str]

    def in_text(self, content: bytes) -> bool:
        """Whether the content names the person."""
        return _found(self._any, content)

    def address_in(self, content: bytes) -> bool:
        """Whether the content holds an address of theirs, however it is packed or encoded."""
        return _found(self._address, content)

    @cached_property
    def _address(self) -> "re.Pattern[str] | None":
        return _pattern([rf"(?<![\w.+-]){_spelled(each)}(?![\w-]|\.\w)" for each in self.addresses if each])

    @cached_property
    def _any(self) -> "re.Pattern[str] | None":
        names = [rf"(?<!\w){_spelled(each)}(?!\w)" for each in self.names if len(each) >= TELLING]
        cells = [
            rf"(?<![^\s,;|\"']){_spelled(each)}(?![^\s,;|\"'])"
            for each in self.references
            if len(each) >= TELLING
        ]
        return _pattern([*([self._address.pattern] if self._address else []), *names, *cells])


def forget(home: Path, names: Names) -> int:
    """Take every row that names the person out of tables, and every other file that does altogether, with what was written beside it under the
    same name in another form, such as a PDF. Returns how many files changed.
    """
    paths = [path for folder in FOLDERS for path in (home / folder).rglob("*") if path.is_file()]
    return sum(_emptied(path, names) for path in paths if path.exists())


def _emptied(path: Path, names: Names) -> int:
    content = path.read_bytes()
    if not names.in_text(content):
        return 0
    if path.suffix not in TABLES:
        gone = [path, *(path.with_suffix(form) for form in PICTURED if path.with_suffix(form).exists())]
        for each in dict.fromkeys(gone):
            each.unlink()
        return len(gone)
    draft = path.with_name(f"{path.name}.draft")
    draft.touch(mode=0o600)
    draft.write_bytes(b"".join(row for row in _rows(content) if not names.in_text(row)))
    draft.replace(path)
    return 1


def _rows(content: bytes) -> Iterator[bytes]:
    """The rows of a table of comma-separated values; a row goes on while a quotation is open."""
    row = b""
    for line in content.splitlines(keepends=True):
        row += line
        if row.count(b'"') % 2 == 0:
            yield row
            row = b""
    if row:
        yield row


def _found(pattern: "re.Pattern[str] | None", content: bytes) -> bool:
    said = (unicodedata.normalize("NFC", text) for text in texts(content)) if pattern else ()
    return pattern is not None and any(pattern.search(text) for text in said)


def _spelled(name: str) -> str:
    return re.escape(unicodedata.normalize("NFC", name))


def _pattern(parts: list[str]) -> "re.Pattern[str] | None":
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None
