"""Money as whole minor units (cents) with an ISO 4217 currency; unit prices in millionths of the major unit."""

from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from babel.numbers import format_currency, get_currency_precision, get_decimal_symbol, list_currencies

MILLION = 1_000_000
NO_MINOR = (
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
)  # fmt: skip
THREE_MINOR = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
"""Exponents of ISO 4217; all others have two. How people write prices (CLDR) differs: dinars of Serbia have minor units, seldom written."""
LARGEST = Decimal(10**12)


class NotMoney(ValueError):
    """The text is no amount of money, or one no shop could mean."""


class UnknownCurrency(ValueError):
    """The code is not in ISO 4217."""


@cache
def currency(code: str) -> str:
    """The currency's code in capitals. Raises UnknownCurrency."""
    known = code.strip().upper()
    if known not in list_currencies():
        raise UnknownCurrency(f"“{code}” is not a currency of ISO 4217")
    return known


@cache
def minor_per_major(code: str) -> int:
    """How many minor units make one: 100 for EUR, 1 for JPY, 1000 for KWD."""
    known = currency(code)
    return 1 if known in NO_MINOR else 1000 if known in THREE_MINOR else 100


def amount(text: str) -> Decimal:
    """The decimal number in `text`. Raises NotMoney for words, infinities and absurd sizes."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation as wrong:
        raise NotMoney(f"“{text[:40]}” is not an amount") from wrong
    if not number.is_finite() or abs(number) > LARGEST:
        raise NotMoney(f"“{text[:40]}” is not an amount a shop could mean")
    return number


def minor(text: str, code: str) -> int:
    """`"2.55", "GBP"` → 255, half even."""
    return int((amount(text) * minor_per_major(code)).to_integral_value())


def millionths(text: str) -> int:
    """`"0.001"` → 1000, exact to six decimals, half even beyond."""
    return int((amount(text) * MILLION).to_integral_value())


def show(amount_minor: int, code: str, language: str) -> str:
    """`1250, "EUR", "de"` → `12,50 €`."""
    major, cents = divmod(amount_minor, 100)
    around = _around(major, code, language) if amount_minor >= 0 else None
    return f"{around[0]}{cents:02}{around[1]}" if around else _spelled(amount_minor, code, language)


@lru_cache(maxsize=50_000)
def _around(major: int, code: str, language: str) -> tuple[str, str] | None:
    """What stands before and after the cents; None where they are not two digits after a point. Spelling each amount anew takes 50 µs."""
    if minor_per_major(code) != 100:
        return None
    point = get_decimal_symbol(language)
    before, found, after = _spelled(major * 100, code, language).rpartition(f"{point}00")
    return (before + point, after) if found and not after.isdigit() else None


@lru_cache(maxsize=4096)
def _spelled(amount_minor: int, code: str, language: str) -> str:
    major = Decimal(amount_minor) / minor_per_major(code)
    usual = int(10 ** get_currency_precision(code)) == minor_per_major(code)
    return str(format_currency(major, code, locale=language, currency_digits=usual))
