"""A JSON document as others sent it, read so that every complaint names the place: `lines[2].unit_price: “abc” is not an amount`."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from regulars.kernel import money
from regulars.kernel.storefront import Storefront

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_TEXT = 1_000
LARGEST_COUNT = 1_000_000_000


class CannotTranslate(ValueError):
    """A delivery cannot become facts; the message says where and why, in one sentence."""


class Document:
    """One JSON object and its place in the whole. Numbers are kept as they are written, so that neither cents nor long ids are lost."""

    def __init__(self, said: dict[str, Any], place: str = "") -> None:
        self.said = said
        self.place = place

    @classmethod
    def read(cls, body: bytes) -> "Document":
        """Raises CannotTranslate for what is not a JSON object in UTF-8."""
        try:
            said = json.loads(body.decode("utf-8"), parse_float=str, parse_int=str, parse_constant=_no_number)
        except UnicodeDecodeError as wrong:
            raise CannotTranslate(f"the body is not UTF-8 (byte {wrong.start + 1})") from wrong
        except (ValueError, RecursionError) as wrong:
            raise CannotTranslate(f"the body is not JSON: {str(wrong)[:120]}") from wrong
        if not isinstance(said, dict):
            raise CannotTranslate("the body is not a JSON object")
        return cls(said)

    def has(self, name: str) -> bool:
        """Whether anything is said under the name."""
        return self.said.get(name) is not None

    def text(self, name: str, otherwise: str | None = None) -> str:
        """A text or a number as it is written; required when there is no `otherwise`."""
        value = self.said.get(name)
        if value is None or value == "":
            if otherwise is not None:
                return otherwise
            raise self.wrong(name, "is missing")
        if not isinstance(value, str):
            raise self.wrong(name, "is not a text")
        if UNFIT.search(value) or len(value) > LONGEST_TEXT:
            raise self.wrong(name, f"holds unprintable characters or more than {LONGEST_TEXT} of them")
        return value.strip()

    def minor(self, name: str, currency: str, otherwise: int | None = None) -> int:
        """An amount of money that is not negative, in minor units."""
        if otherwise is not None and not self.has(name):
            return otherwise
        return self._amount(name, lambda text: money.minor(text, currency))

    def millionths(self, name: str) -> int:
        """A unit price that is not negative."""
        return self._amount(name, money.millionths)

    def count(self, name: str) -> int:
        """A whole number of at least one."""
        text = self.text(name)
        if not text.isdecimal() or not 1 <= int(text) <= LARGEST_COUNT:
            raise self.wrong(name, f"“{text[:40]}” is not a whole number of at least 1")
        return int(text)

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self.said.get(name)
        if not isinstance(value, bool):
            raise self.wrong(name, "is neither true nor false")
        return value

    def moment(self, name: str, store: Storefront) -> datetime:
        """A time by ISO 8601; one without zone is the storefront's."""
        text = self.text(name)
        try:
            at = datetime.fromisoformat(text)
        except ValueError as wrong:
            raise self.wrong(
                name, f"“{text[:40]}” is not a time such as 2026-10-01T12:00:00+02:00"
            ) from wrong
        return at if at.tzinfo else store.localise(at)

    def one_of(self, name: str, words: tuple[str, ...]) -> str:
        """One of a short list of words; the first when nothing is said."""
        word = self.text(name, words[0])
        if word not in words:
            raise self.wrong(name, f"“{word[:40]}” is not one of {', '.join(words)}")
        return word

    def inner(self, name: str) -> "Document":
        """The object under a name; an empty one when there is none."""
        value = self.said.get(name)
        if value is not None and not isinstance(value, dict):
            raise self.wrong(name, "is not an object")
        return Document(value or {}, f"{self.place}{name}.")

    def each(self, name: str) -> Iterator["Document"]:
        """The objects in the list under a name."""
        values = self.said.get(name) or []
        if not isinstance(values, list):
            raise self.wrong(name, "is not a list")
        for n, value in enumerate(values):
            if not isinstance(value, dict):
                raise self.wrong(f"{name}[{n}]", "is not an object")
            yield Document(value, f"{self.place}{name}[{n}].")

    def wrong(self, name: str, why: str) -> CannotTranslate:
        """The complaint about what stands under a name."""
        return CannotTranslate(f"{self.place}{name}: {why}")

    def _amount(self, name: str, read: Any) -> int:
        text = self.text(name)
        try:
            amount = int(read(text))
        except money.NotMoney as wrong:
            raise self.wrong(name, str(wrong)) from wrong
        if amount < 0:
            raise self.wrong(name, f"“{text[:40]}” is negative")
        return amount


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number")
