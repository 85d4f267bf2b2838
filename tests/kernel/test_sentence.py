from datetime import UTC, date, datetime

import pytest

from regulars.kernel.sentence import fill


@pytest.mark.parametrize(
    "value",
    [
        "2026-05-03",
        "2026-05-03 08:00:00",
        "2026-05-03T08:00:00Z",
        date(2026, 5, 3),
        datetime(2026, 5, 3, 23, tzinfo=UTC),
    ],
)
def test_days_are_written_as_people_write_them(value):
    assert fill("Since {day}.", {"day": value}, "en") == "Since 3 May 2026."
    assert fill("Seit dem {day}.", {"day": value}, "de") == "Seit dem 3. Mai 2026."


@pytest.mark.parametrize("number", ["2026-13-45", "2026-05-03-7", "12026-05-03", "1001"])
def test_an_order_s_number_stays_as_it_is(number):
    assert fill("Order {ref}.", {"ref": number}, "en") == f"Order {number}."


def test_what_is_not_known_is_a_dash():
    assert fill("From {a} to {b}.", {"a": None}, "en") == "From – to –."


def test_words_and_figures_stay_as_they_are_braces_in_them_too():
    assert fill("{n} of {title}", {"n": 3, "title": "{n} {secret}"}, "en") == "3 of {n} {secret}"
