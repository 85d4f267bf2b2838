"""What a customer wants more and less of, folded from what they said."""

from datetime import date

import pytest

from tests.shop import (
    CLEO,
    COFFEE,
    MUG,
    TEA,
    TITLES,
    day,
    described,
    every,
    on_sale,
    priced,
    wants,
)
from tests.thinking import Paper

MAY = day(5, 3)
LEAVES = [described(TEA, day(2, 1), maker="Leaf & Co", category="Drinks"), described(COFFEE, day(2, 1), maker="Roast", category="Drinks")]  # fmt: skip


def tastes(*facts, **asked):
    rows = Paper([*on_sale(), *LEAVES, *facts], **asked).know("taste")
    return {
        (row["aspect"], row["which"]): (
            row["stops"],
            row["fewer"],
            row["rather"],
            row["named"],
            row["said_date"],
        )
        for row in rows
    }


def test_less_of_a_thing_stops_it_and_counts_half_for_its_kin():
    assert tastes(wants(CLEO, MAY, "less")) == {
        ("thing", TEA): (True, 1.0, 0.0, "Green tea", date(2026, 5, 3)),
        ("maker", "Leaf & Co"): (False, 0.5, 0.0, "Green tea", date(2026, 5, 3)),
        ("category", "Drinks"): (False, 0.5, 0.0, "Green tea", date(2026, 5, 3)),
    }


def test_more_of_a_thing_is_told_apart_from_less_of_its_category():
    both = [wants(CLEO, MAY, "more", COFFEE), wants(CLEO, day(5, 4), "less", "Drinks", "category")]
    assert tastes(*both) == {
        ("thing", COFFEE): (False, 0.0, 1.0, None, None),
        ("maker", "Roast"): (False, 0.0, 0.5, None, None),
        ("category", "Drinks"): (True, 1.0, 0.5, "Drinks", date(2026, 5, 4)),
    }


def test_less_of_a_topic_makes_fewer_and_stops_nothing():
    assert tastes(wants(CLEO, MAY, "less", "offers", "topic")) == {
        ("topic", "offers"): (False, 1.0, 0.0, "offers", date(2026, 5, 3))
    }


@pytest.mark.parametrize("then", ["more", "neither"])
def test_the_last_word_holds(then):
    said = wants(CLEO, MAY, "less")
    after = tastes(said, wants(CLEO, day(5, 4), then, undoes=said.key if then == "neither" else None))
    assert after.get(("thing", TEA)) == ((False, 0.0, 1.0, None, None) if then == "more" else None)


def test_before_it_was_said_it_did_not_hold():
    assert tastes(wants(CLEO, MAY, "less"), as_of=day(5, 2)) == {}


def test_several_things_of_a_category_add_up():
    """Green tea and coffee are both drinks."""
    said = tastes(wants(CLEO, MAY, "less"), wants(CLEO, day(5, 4), "less", COFFEE))
    assert said["category", "Drinks"] == (False, 1.0, 0.0, "Dark coffee", date(2026, 5, 4))


def test_the_least_price_found_too_dear_is_kept_with_what_it_was_for():
    said = [
        wants(CLEO, MAY, "less", thing, "price", price=price)
        for thing, price in ((TEA, 1000), (MUG, 800), (COFFEE, 1200))
    ]
    (row,) = Paper([*on_sale(), *said]).know("too_dear")
    assert (row["price_currency"], row["dear_millionths"], row["dear_named"]) == (
        "EUR",
        8_000_000,
        "Blue mug",
    )


FAVOURS = [*on_sale(), *LEAVES, *every(CLEO, TEA, day(1, 1), 10, 4), *every(CLEO, COFFEE, day(1, 3), 10, 3), *every(CLEO, MUG, day(1, 5), 10, 2)]  # fmt: skip


def favourite(*said):
    rows = Paper([*FAVOURS, *said]).know("favourite", "favourite", "favourite_variant")
    assert [row["favourite"] for row in rows] == [TITLES[row["favourite_variant"]] for row in rows]
    return rows[0]["favourite_variant"] if rows else None


@pytest.mark.parametrize(
    ("said", "now"),
    [
        ([], TEA),
        ([("less", TEA, "thing")], MUG),
        ([("less", "Leaf & Co", "maker")], COFFEE),
        ([("less", "Drinks", "category")], MUG),
        ([("more", MUG, "thing")], MUG),
        ([("less", TEA, "thing"), ("less", COFFEE, "thing"), ("less", MUG, "thing")], None),
    ],
)
def test_what_they_want_less_of_is_not_their_favourite_and_what_they_want_more_of_is(said, now):
    """Without coffee's kinship to tea (both are drinks) it would come next: less of tea puts the mug before it."""
    assert favourite(*[wants(CLEO, MAY, *each) for each in said]) == now


def test_what_is_too_dear_is_their_favourite_again_once_it_costs_less():
    dear = wants(CLEO, MAY, "less", TEA, "price", price=1000)
    assert favourite(dear) == MUG
    assert favourite(dear, priced(TEA, 999, day(5, 20))) == TEA
