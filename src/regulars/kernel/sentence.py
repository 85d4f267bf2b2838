"""Sentences with places for values: dates are written as people write them, missing values as a dash."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date

DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[ T])")


class _Shown(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"


def fill(sentence: str, values: Mapping[str, Any], language: str) -> str:
    """`"Sold out since {day}."` with `{"day": "2026-05-03"}` in English → `Sold out since 3 May 2026.`"""
    return sentence.format_map(
        _Shown({key: shown(value, language) for key, value in values.items() if value is not None})
    )


def shown(value: Any, language: str) -> str:
    """A value as read by people."""
    if (day := _day(value)) is None:
        return str(value)
    return str(format_date(day, "d MMMM y" if language == "en" else "long", locale=language))


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) and DAY.match(value) else None
    except ValueError:  # the number of an order may look like a day
        return None
