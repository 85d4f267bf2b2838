"""Postal addresses: what a letter needs, and when two are the same."""

from dataclasses import replace

import pytest

from regulars.kernel.postal import Postal, postal

ANA = Postal(name="Ana Example", street="Lange Straße 12", city="Berlin", postcode="10999", country="DE")


def test_what_forms_say_is_put_on_tidy_lines():
    made = postal(
        "  Ana \t Example ", "Lange Straße 12\r\n\n  2nd floor ", "Berlin", postcode="'01067", country="DE"
    )
    assert made == Postal(
        name="Ana Example", street="Lange Straße 12\n2nd floor", city="Berlin", postcode="01067", country="DE"
    )


@pytest.mark.parametrize("said", [("", "Lange Straße 12", "Berlin"), ("Ana", " \n", "Berlin"), ("Ana", "Lange Straße 12", "")])  # fmt: skip
def test_where_no_letter_could_arrive_there_is_no_address(said):
    assert postal(*said) is None


def test_a_company_needs_no_name():
    assert postal("", "Am Markt 1", "Berlin", company="Tee & Kanne") is not None


def test_spelling_makes_no_other_address_but_names_and_numbers_do():
    for same in (
        replace(ANA, name="ana  example"),
        replace(ANA, street="Lange Strasse 12"),
        replace(ANA, street="Lange Straße, 12."),
    ):
        assert same.canonical == ANA.canonical
    for other in (replace(ANA, name="Ben Example"), replace(ANA, street="Lange Straße 13"), replace(ANA, postcode="10997")):  # fmt: skip
        assert other.canonical != ANA.canonical


def test_what_is_kept_is_read_again():
    assert Postal.read(ANA.written) == ANA
