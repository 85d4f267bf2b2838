"""Reads what a cell says: moments, quantities, amounts. Each says in one sentence why it cannot."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Generic, TypeVar

from regulars.facts.record import AHEAD_AT_MOST
from regulars.kernel.money import MILLION, NotMoney, millionths, minor_per_major
from regulars.kernel.storefront import Storefront

K = TypeVar("K")
T = TypeVar("T")
FIRST_YEAR = 1990
MOST_PIECES = 10_000_000
MOST_MINOR = 10**12
WHOLE = re.compile(r"[+-]?\d{1,12}(\.0*)?", re.ASCII)
OFFSET = re.compile(r"\s+(?=(?:Z|UTC|[+-]\d\d:?\d\d)$)")


class BadCell(ValueError):
    """A cell that cannot be meant; the message is the reason its row is set aside."""


class Memo(dict[K, T], Generic[K, T]):
    """Remembers what each text said, since a column says few things often."""

    def __init__(self, read: Callable[[K], T]) -> None:
        self.read = read

    def __missing__(self, text: K) -> T:
        self[text] = said = self.read(text)
        return said


class Cells:
    """How the cells of one file are read: whose times are meant, what is still to come, how decimals and dates are written."""

    def __init__(
        self,
        storefront: Storefront,
        now: datetime,
        *,
        formats: tuple[str, ...] = ("iso",),
        decimal: str = ".",
    ) -> None:
        self.storefront = storefront
        self.formats = formats
        self.decimal = decimal
        self.latest = now + AHEAD_AT_MOST
        self.moment = Memo(self._moment)
        self.quantity = Memo(_quantity)
        self.price = Memo(self._price)

    def minor(self, text: str, currency: str) -> int:
        """An amount in minor units; nothing is zero."""
        return in_minor(self.price[text], currency) if text.strip() else 0

    def _moment(self, text: str) -> datetime:
        said = self._parsed(text.strip())
        try:
            at = (said if said.tzinfo else self.storefront.localise(said)).astimezone(UTC)
        except OverflowError as wrong:
            raise BadCell(f"“{text[:40]}” is not a date a shop could mean") from wrong
        if at > self.latest:
            raise BadCell(f"is dated {text[:40].strip()}, which is still to come")
        if at.year < FIRST_YEAR:
            raise BadCell(f"“{text[:40].strip()}” is not a date a shop could mean")
        return at

    def _parsed(self, text: str) -> datetime:
        for written in self.formats:
            try:
                if written == "iso":
                    return datetime.fromisoformat(OFFSET.sub("", text))
                return datetime.strptime(text, written)  # noqa: DTZ007  a time without zone is the storefront's
            except ValueError:
                continue
        raise BadCell(f"“{text[:40]}” is not a date and time")

    def _price(self, text: str) -> int:
        plain = text.strip().replace("\u00a0", "").replace("'", "")
        if self.decimal == ",":
            plain = plain.replace(".", "").replace(",", ".")
        try:
            said = millionths(plain.replace("_", "?"))
        except NotMoney as wrong:
            raise BadCell(str(wrong)) from wrong
        if abs(said) > MOST_MINOR * MILLION // 100:
            raise BadCell(f"“{text[:40]}” is not an amount a shop could mean")
        return said


def _quantity(text: str) -> int:
    plain = text.strip()
    if not WHOLE.fullmatch(plain):
        raise BadCell(f"“{text[:40]}” is not a number of pieces")
    pieces = int(plain.partition(".")[0])
    if abs(pieces) > MOST_PIECES:
        raise BadCell(f"“{text[:40]}” is not a number of pieces a shop could mean")
    return pieces


def in_minor(amount_millionths: int, currency: str) -> int:
    """Millionths of a currency in its minor units, half even. Raises BadCell for what no shop could mean."""
    unit = MILLION // minor_per_major(currency)
    whole, left = divmod(amount_millionths, unit)
    whole += left * 2 > unit or (left * 2 == unit and whole % 2)
    if abs(whole) > MOST_MINOR:
        raise BadCell(f"{amount_millionths // MILLION} {currency} is not an amount a shop could mean")
    return whole
