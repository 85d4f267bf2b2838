"""Of several countries' laws the strictest wins, and where nothing is known, all of them hold (STANDARDS C7)."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from regulars.kernel import law
from regulars.kernel.law import CONDITIONS, countries, law_for, months_later, sources

SAID = [
    each.name
    for each in fields(law.Law)
    if each.name not in ("countries", "soft_opt_in_needs", "yes_lasts_months")
]


def test_each_country_says_everything_and_where_it_is_from():
    assert countries() == ("AT", "CA", "CH", "DE", "FR", "GB", "NL", "US")
    for country in countries():
        expected = set(SAID) | ({"yes_lasts_months"} if law_for(country).yes_lasts_months else set())
        assert set(sources(country)) == expected, country
        assert law_for(country).soft_opt_in_needs <= set(CONDITIONS)


def test_a_customer_abroad_has_the_stricter_of_both_laws():
    assert (law_for("NL").double_opt_in, law_for("DE").double_opt_in) == (False, True)
    assert law_for("NL", "DE").double_opt_in == law_for("DE", "NL").double_opt_in is True
    assert (law_for("GB").yes_lasts_months, law_for("GB", "FR").yes_lasts_months) == (None, 36)
    assert law_for("US").soft_opt_in_needs < law_for("US", "AT").soft_opt_in_needs == set(CONDITIONS)
    assert law_for("fr", "de").countries == ("DE", "FR")


@pytest.mark.parametrize("unknown", [(), (None,), ("",), ("DE", None), ("", "US"), ("ZZ",), ("US", "BR")])
def test_where_a_country_is_not_known_everything_holds(unknown):
    strictest = law_for(*unknown)
    assert strictest.countries == countries()
    assert (strictest.double_opt_in, strictest.yes_lasts_months, strictest.soft_opt_in_months) == (
        True,
        36,
        24,
    )
    assert strictest.soft_opt_in_needs == set(CONDITIONS)


@pytest.mark.parametrize(
    ("at", "months", "then"),
    [
        ((2026, 3, 1), 24, (2028, 3, 1)),
        ((2028, 2, 29), 24, (2030, 2, 28)),
        ((2028, 2, 29), 48, (2032, 2, 29)),
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2026, 3, 31), 1, (2026, 4, 30)),
        ((2026, 12, 15), 1, (2027, 1, 15)),
        ((2026, 11, 30), 3, (2027, 2, 28)),
    ],
)
def test_months_are_counted_by_the_calendar(at, months, then):
    assert months_later(datetime(*at, 8, tzinfo=UTC), months) == datetime(*then, 8, tzinfo=UTC)


def test_a_yes_in_france_is_asked_for_anew_after_three_years():
    at = datetime(2026, 5, 1, tzinfo=UTC)
    assert law_for("FR").yes_ends(at) == datetime(2029, 5, 1, tzinfo=UTC)
    assert law_for("DE").yes_ends(at) is None
    assert law_for("CA").soft_opt_in_ends(at) == datetime(2028, 5, 1, tzinfo=UTC)
