"""Of all marketing for a person, at most the best message goes out."""

import random

from regulars.kernel.storefront import Storefront
from tests.shop import ANA, BEN, consent, day, moved_to, writes_from, written
from tests.thinking import Paper, candidate

BOTH = [fact for who in (ANA, BEN) for fact in (writes_from(who, day(1, 1)), consent(who, day(1, 1)))]


def verdicts(*candidates, facts=BOTH, **asked):
    return {
        (row["customer_id"], row["storefront"], row["program"], row["about"]): (
            row["verdict"],
            row["reason_key"],
            row["values"],
        )
        for row in Paper(facts, **asked).decide(candidates)
    }


def test_the_better_of_two_goes_and_the_other_is_told_which():
    assert verdicts(candidate(ANA, "reorder", gain_minor=900), candidate(ANA, "win_back")) == {
        (ANA, "shop", "reorder", "customer"): ("refused", "outbid", {"winner": "win_back"}),
        (ANA, "shop", "win_back", "customer"): ("send", None, {}),
    }


def test_each_customer_has_a_competition_of_their_own():
    assert verdicts(candidate(ANA, "reorder"), candidate(BEN, "win_back", gain_minor=1)) == {
        (ANA, "shop", "reorder", "customer"): ("send", None, {}),
        (BEN, "shop", "win_back", "customer"): ("send", None, {}),
    }


def test_service_takes_no_part():
    assert verdicts(
        candidate(ANA, "receipt", nature="service", gain_minor=0, about="1"),
        candidate(ANA, "receipt", nature="service", gain_minor=0, about="2"),
        candidate(ANA, "win_back"),
    ) == {
        (ANA, "shop", "receipt", "1"): ("send", None, {}),
        (ANA, "shop", "receipt", "2"): ("send", None, {}),
        (ANA, "shop", "win_back", "customer"): ("send", None, {}),
    }


def test_who_is_refused_at_a_gate_outbids_nobody():
    facts = [*BOTH, written(ANA, day(2, 1), "reorder", about="customer")]
    assert verdicts(candidate(ANA, "reorder", gain_minor=9000), candidate(ANA, "win_back"), facts=facts) == {
        (ANA, "shop", "reorder", "customer"): ("refused", "already_said", {"said_on": "2026-02-01"}),
        (ANA, "shop", "win_back", "customer"): ("send", None, {}),
    }


def test_a_message_that_is_worth_nothing_wins_nothing():
    assert verdicts(candidate(ANA, gain_minor=0), candidate(ANA, "reorder", gain_minor=None)) == {
        (ANA, "shop", "win_back", "customer"): ("refused", "not_worth_it", {}),
        (ANA, "shop", "reorder", "customer"): ("refused", "no_rate", {}),
    }


def test_equals_are_told_apart_by_name_in_whatever_order_they_come():
    equals = [candidate(ANA, program, about=about) for program in ("reorder", "win_back") for about in "ab"]
    chance = random.Random(7)
    for _ in range(5):
        chance.shuffle(equals)
        assert verdicts(*equals) == {
            (ANA, "shop", "reorder", "a"): ("send", None, {}),
            (ANA, "shop", "reorder", "b"): ("refused", "outbid", {"winner": "reorder"}),
            (ANA, "shop", "win_back", "a"): ("refused", "outbid", {"winner": "reorder"}),
            (ANA, "shop", "win_back", "b"): ("refused", "outbid", {"winner": "reorder"}),
        }


SHOPS = (Storefront(key="shop"), Storefront(key="atelier"))


def test_two_storefronts_are_one_shop_to_who_reads_their_mail():
    facts = [*BOTH, *(moved_to("atelier", fact) for fact in BOTH)]
    rivals = candidate(ANA), candidate(ANA, storefront="atelier", gain_minor=1001)
    assert verdicts(*rivals, facts=facts, shops=SHOPS) == {
        (ANA, "shop", "win_back", "customer"): ("refused", "outbid", {"winner": "win_back"}),
        (ANA, "atelier", "win_back", "customer"): ("send", None, {}),
    }


def test_what_one_storefront_wrote_the_other_counts():
    facts = [*BOTH, moved_to("atelier", written(ANA, day(5, 31), about="x"))]
    assert verdicts(candidate(ANA), facts=facts, shops=SHOPS) == {
        (ANA, "shop", "win_back", "customer"): ("refused", "too_soon", {"last_on": "2026-05-31", "days": "3"})
    }
