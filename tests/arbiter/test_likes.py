"""Less holds back, by steps that can be counted; more only puts one proposal before another."""

import random

import pytest

from tests.shop import (
    ANA,
    COFFEE,
    MUG,
    TEA,
    consent,
    day,
    described,
    on_sale,
    order,
    wants,
    writes_from,
)
from tests.thinking import Paper, candidate

ALLOWED = [writes_from(ANA, day(1, 1)), consent(ANA, day(1, 1)), *on_sale()]
DRINKS = [described(thing, day(2, 1), maker="Leaf & Co", category="Drinks") for thing in (TEA, COFFEE)]
MAY = day(5, 3)


def judged(*facts, **more):
    (only,) = Paper([*ALLOWED, *DRINKS, *facts]).decide([candidate(ANA, **more)])
    return only["worth_minor"], only["reason_key"], only["values"]


LESS_TEA = wants(ANA, MAY, "less")
LESS_OFFERS = wants(ANA, MAY, "less", "offers", "topic")


@pytest.mark.parametrize(
    ("said", "worth"),
    [
        ([], 10.0),
        ([LESS_OFFERS], 5.0),
        ([LESS_TEA], 5.0),
        ([LESS_TEA, LESS_OFFERS], 2.5),
        ([wants(ANA, MAY, "less", MUG)], 10.0),
        ([wants(ANA, MAY, "more", COFFEE)], 10.0),
        ([wants(ANA, MAY, "less", TEA, "price", price=1000)], 5.0),
        ([wants(ANA, MAY, "less", TEA, "price", price=1300)], 10.0),
    ],
)
def test_each_word_for_less_halves_what_an_offer_of_coffee_is_worth(said, worth):
    """10.00 of gain × 1 %. Tea is of coffee's maker and of its category, half a word each; coffee costs 12.00."""
    assert judged(*said, variant=COFFEE)[:2] == (worth, None)


@pytest.mark.parametrize("which", [("Leaf & Co", "maker"), ("Drinks", "category"), (COFFEE, "thing")])
def test_what_was_turned_down_by_name_is_refused_by_that_name(which):
    key, values = judged(wants(ANA, MAY, "less", *which), variant=COFFEE)[1:]
    assert key == "less_of_this"
    assert values == {"named": {COFFEE: "Dark coffee"}.get(which[0], which[0]), "said_on": "2026-05-03"}


def test_what_is_worth_nothing_only_for_a_word_says_so():
    """12.00 of margin this year: 0.72 cents of harm. A gain of 1.00 brings 1 cent, half of it less than the harm."""
    bought = order(ANA, day(2, 1), {TEA: 2})
    assert judged(*bought, gain_minor=100)[1] is None
    assert judged(*bought, LESS_OFFERS, gain_minor=100)[1:] == (
        "less_welcome",
        {"named": "offers", "said_on": "2026-05-03"},
    )
    assert judged(*bought, LESS_OFFERS, gain_minor=50)[1:] == ("not_worth_it", {})


def winners(*facts):
    rivals = [
        candidate(ANA, "reorder", about=thing, variant=thing, gain_minor=gain)
        for thing, gain in ((TEA, 600), (MUG, 700))
    ]
    return [row["about"] for row in Paper([*ALLOWED, *facts]).decide(rivals) if row["verdict"] == "send"]


def test_more_of_a_thing_puts_it_before_a_better_one():
    assert winners() == [MUG]
    assert winners(wants(ANA, MAY, "more")) == [TEA]


def test_more_lets_nothing_through_that_was_held_back():
    """Whatever else she said and bought: where nothing was sent, more of anything sends nothing; where one was, one is."""
    chance = random.Random(4)
    things = [
        (TEA, "thing"),
        (MUG, "thing"),
        ("Leaf & Co", "maker"),
        ("Drinks", "category"),
        ("offers", "topic"),
    ]
    for _ in range(25):
        said = [wants(ANA, MAY, "less", *which) for which in things if chance.random() < 0.3]
        facts = [*ALLOWED, *DRINKS, *said, *order(ANA, day(2, 1), {TEA: chance.randrange(1, 20)})]
        rivals = [
            candidate(ANA, "reorder", about=thing, variant=thing, gain_minor=chance.randrange(300))
            for thing in (TEA, COFFEE, MUG)
        ]
        more = [
            wants(ANA, day(5, 9), "more", *which)
            for which in things
            if which not in {(s.which, s.aspect) for s in said}
        ]
        sent = [
            [row["verdict"] for row in Paper([*facts, *extra]).decide(rivals)].count("send")
            for extra in ([], more)
        ]
        assert sent[0] == sent[1] <= 1


def test_service_is_owed_whatever_they_want_less_of():
    assert judged(LESS_TEA, variant=TEA, nature="service", gain_minor=0)[1] is None
