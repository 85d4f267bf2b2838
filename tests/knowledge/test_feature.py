"""A customer's own switches: what they decide, and what a gate then lets through."""

from itertools import permutations

import pytest

from regulars.knowledge.feature import Feature
from tests.shop import ANA, BEN, CLEO, COFFEE, consent, day, every, switched, writes_from
from tests.thinking import Paper, known

SAYS = {"en": "x", "de": "x"}
WISHED = Feature("wished", title=SAYS, uses=SAYS, why=SAYS, benefit=SAYS, profiling=False, by_default=False)
GUESSED = Feature("guessed", title=SAYS, uses=SAYS, why=SAYS, benefit=SAYS, profiling=True, by_default=False)


def decided(*facts):
    """What Ana's and Ben's switches say, those that were touched."""
    rows = Paper(facts, more_features=[WISHED, GUESSED]).know("switch")
    return {(row["customer_id"], row["feature"]): (row["on"], row["objected"]) for row in rows}


def let_through(feature, *facts):
    paper = Paper(facts, more_features=[WISHED, GUESSED])
    return sorted({row["customer_id"] for row in paper.see(feature.allowed(known()).order_placed)})


def test_the_last_word_counts_in_whatever_order_it_was_recorded():
    words = [switched(ANA, day(2, n), "rhythm", on=n == 2) for n in (1, 2, 3)]
    for order in permutations(words):
        assert decided(*order) == {(ANA, "rhythm"): (False, False)}


def test_what_is_no_feature_any_more_switches_nothing():
    assert decided(switched(ANA, day(2, 1), "stars", on=False)) == {}


@pytest.mark.parametrize(
    "word",
    [
        {"action": "object"},
        {"action": "object", "purpose": "profiling"},
        {"action": "withdraw", "purpose": "profiling"},
        {"action": "object", "channel": "post"},
    ],
)
def test_an_objection_switches_off_all_that_profiles_and_nothing_else(word):
    """STANDARDS C4.4."""
    off = decided(writes_from(ANA, day(1, 1)), consent(ANA, day(2, 1), **word))
    assert off == {
        (ANA, key): (False, True)
        for key in ("reorder_predictions", "rhythm", "naming", "value", "reactions", "guessed")
    }


def test_unsubscribing_ends_mail_and_not_what_mail_rests_on():
    assert decided(writes_from(ANA, day(1, 1)), consent(ANA, day(2, 1), "withdraw")) == {}


def test_an_objection_counts_for_whoever_uses_the_mailbox_and_however_late_we_learn_that():
    facts = [consent(BEN, day(2, 1), "object", box=7), writes_from(ANA, day(3, 1), box=7)]
    assert decided(*facts)[ANA, "rhythm"] == (False, True)


def test_an_objection_counts_whatever_was_switched_until_a_yes_to_profiling():
    objected = [writes_from(ANA, day(1, 1)), consent(ANA, day(2, 1), "object")]
    for at in (day(1, 2), day(3, 1)):
        assert decided(*objected, switched(ANA, at, "rhythm", on=True))[ANA, "rhythm"] == (False, True)
    assert decided(*objected, consent(ANA, day(3, 1), "grant"))[ANA, "naming"] == (False, True)
    assert decided(*objected, consent(ANA, day(3, 1), "grant", purpose="profiling")) == {}


def test_one_that_asks_first_sees_only_those_who_said_yes():
    bought = [fact for who in (ANA, BEN, CLEO) for fact in every(who, COFFEE, day(1, 1), 10, 2)]
    chose = [switched(ANA, day(2, 1), "wished", on=True), switched(BEN, day(2, 1), "wished", on=False)]
    assert let_through(WISHED, *bought, *chose) == [ANA]
    assert let_through(GUESSED, *bought, *chose) == []


def test_what_is_about_nobody_has_no_gate():
    with pytest.raises(AttributeError, match="catalogue is about nobody"):
        _ = WISHED.allowed(known()).catalogue
