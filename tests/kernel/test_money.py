from decimal import Decimal

import pytest
from babel.numbers import format_currency, get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from regulars.kernel.money import (
    NotMoney,
    UnknownCurrency,
    amount,
    currency,
    millionths,
    minor,
    minor_per_major,
    show,
)


@pytest.mark.parametrize(
    ("text", "code", "cents"),
    [
        ("2.55", "GBP", 255), (" -2.55 ", "GBP", -255), ("1000", "JPY", 1000), ("1.234", "KWD", 1234), ("0", "EUR", 0), ("1e2", "EUR", 10000),
        ("0.005", "EUR", 0), ("0.015", "EUR", 2), ("0.025", "EUR", 2), ("10.50", "RSD", 1050), ("0.1", "gbp", 10),
    ],
)  # fmt: skip
def test_text_becomes_whole_minor_units_half_to_even(text, code, cents):
    assert minor(text, code) == cents


def test_exponents_are_those_of_iso_4217():
    assert [minor_per_major(code) for code in ("EUR", "JPY", "ISK", "KWD", "TND", "HUF", "RSD", "IQD")] == [
        100,
        1,
        1,
        1000,
        1000,
        100,
        100,
        1000,
    ]


@pytest.mark.parametrize("text", ["", "ten", "nan", "inf", "-inf", "1,50", "1000000000001", "1e99", "0x10"])
def test_what_no_shop_could_mean_is_no_money(text):
    with pytest.raises(NotMoney):
        amount(text)


def test_unit_prices_are_exact_to_six_decimals():
    assert [millionths(text) for text in ("0.001", "2.55", "0.0000005", "0.0000015", "-1")] == [
        1000,
        2_550_000,
        0,
        2,
        -1_000_000,
    ]


def test_a_code_is_known_in_any_case_or_not_at_all():
    assert currency(" eur ") == "EUR"
    with pytest.raises(UnknownCurrency, match="“EURO” is not a currency of ISO 4217"):
        currency("EURO")


@pytest.mark.parametrize(
    ("cents", "code", "language", "shown"),
    [
        (1250, "EUR", "en", "€12.50"), (1250, "EUR", "de", "12,50\xa0€"), (-1250, "GBP", "en", "-£12.50"), (1250, "JPY", "en", "¥1,250"),
        (1250, "KWD", "en", "KWD1.250"), (1250, "RSD", "de", "12,50\xa0RSD"), (123456789, "EUR", "de", "1.234.567,89\xa0€"),
    ],
)  # fmt: skip
def test_money_is_shown_as_people_write_it(cents, code, language, shown):
    assert show(cents, code, language) == shown


@given(st.integers(-(10**12), 10**12), st.sampled_from(("EUR", "JPY", "KWD", "RSD")))
def test_minor_units_come_back_as_they_went(cents, code):
    assert minor(str(Decimal(cents) / minor_per_major(code)), code) == cents


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["EUR", "USD", "JPY", "KWD", "RSD", "HUF", "CHF", "GBP"]),
    st.sampled_from(["en", "de", "fr", "en_IN", "de_CH", "ar", "sv"]),
)
def test_an_amount_is_spelled_as_cldr_spells_it(amount_minor, code, language):
    major = Decimal(amount_minor) / minor_per_major(code)
    usual = 10 ** get_currency_precision(code) == minor_per_major(code)
    spelled = format_currency(major, code, locale=language, currency_digits=usual)
    assert show(amount_minor, code, language) == spelled
