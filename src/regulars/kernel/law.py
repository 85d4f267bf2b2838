"""What countries ask of permissions, as data (`law.toml`): of several that may apply, the strictest wins (STANDARDS C7)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

CONDITIONS = {
    "sale": "the address was given when something was bought",
    "own_similar": "what is advertised is the shop's own, and similar to what was bought",
    "told_at_collection": "the customer was told, when the address was given, that they can say no",
    "told_every_time": "every message says how to say no",
    "not_objected": "the customer has not said no",
}
"""What a soft opt-in may rest on, by key (ePrivacy Art. 13 (2), STANDARDS C3.1)."""


@dataclass(frozen=True)
class Law:
    """What holds for one person. `months` of None: no end. `countries` are those whose tables it was put together from."""

    double_opt_in: bool
    soft_opt_in: bool
    soft_opt_in_months: int
    soft_opt_in_needs: frozenset[str]
    yes_lasts_months: int | None
    post_needs_yes: bool
    countries: tuple[str, ...]

    def yes_ends(self, at: datetime) -> datetime | None:
        """When an express yes of that moment has to be asked for anew."""
        return months_later(at, self.yes_lasts_months) if self.yes_lasts_months else None

    def soft_opt_in_ends(self, at: datetime) -> datetime:
        """Until when a purchase of that moment may stand for a permission."""
        return months_later(at, self.soft_opt_in_months)


def law_for(*countries: str | None) -> Law:
    """The strictest of what these countries ask: the customer's, as far as it is known, and the shop's.

    A country whose law is not written down here counts as all of them together.
    """
    packs = _packs()
    known = {each.upper() for each in countries if each}
    unknown = not all(countries) or not known or not known <= packs.keys()
    return _strictest([packs[each] for each in sorted(packs if unknown else known)])


def sources(country: str) -> dict[str, str]:
    """Where each figure of a country's table comes from."""
    return dict(_tables()[country]["from"])


def countries() -> tuple[str, ...]:
    """The countries whose law is written down."""
    return tuple(sorted(_packs()))


def months_later(at: datetime, months: int) -> datetime:
    """So many months on, by the calendar; at the end of a shorter month its last day."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    for day in (at.day, 30, 29, 28):
        try:
            return at.replace(year=year, month=month + 1, day=min(day, at.day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _strictest(laws: list[Law]) -> Law:
    ends = [law.yes_lasts_months for law in laws if law.yes_lasts_months is not None]
    return Law(
        double_opt_in=any(law.double_opt_in for law in laws),
        soft_opt_in=all(law.soft_opt_in for law in laws),
        soft_opt_in_months=min(law.soft_opt_in_months for law in laws),
        soft_opt_in_needs=frozenset().union(*(law.soft_opt_in_needs for law in laws)),
        yes_lasts_months=min(ends, default=None),
        post_needs_yes=any(law.post_needs_yes for law in laws),
        countries=tuple(country for law in laws for country in law.countries),
    )


@cache
def _packs() -> dict[str, Law]:
    return {country: _law(country, table) for country, table in _tables().items()}


def _law(country: str, table: Mapping[str, object]) -> Law:
    said = {name: value for name, value in table.items() if name != "from"}
    needs = said.pop("soft_opt_in_needs")
    assert isinstance(needs, list), f"{country}: soft_opt_in_needs"
    assert set(needs) <= set(CONDITIONS), f"{country}: conditions nobody checks"
    return Law(**{"yes_lasts_months": None, **said}, soft_opt_in_needs=frozenset(needs), countries=(country,))  # type: ignore[arg-type]


@cache
def _tables() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((Path(__file__).parent / "law.toml").read_text(encoding="utf-8"))
