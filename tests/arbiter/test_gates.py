"""Each gate with a candidate that it refuses and, the day before or after, one that it lets through."""

from datetime import date, timedelta

import pytest

from regulars.arbiter.gates import GATES
from regulars.arbiter.policy import Policy
from tests.shop import (
    ANA,
    NOW,
    TEA,
    asked_for,
    became,
    consent,
    day,
    mailbox,
    on_sale,
    order,
    priced,
    stated,
    suppressed,
    wants,
    wants_at_most,
    writes_from,
    written,
)
from tests.thinking import Paper, candidate

REACHABLE = [writes_from(ANA, day(1, 1))]
ALLOWED = [*REACHABLE, consent(ANA, day(1, 1))]
POLICY = Policy(at_most=2, window_days=10, gap_days=3)


def judged(facts, *candidates, **asked):
    (only,) = Paper(facts, policy=POLICY, **asked).decide(candidates or [candidate(ANA)])
    return only


def became_of(facts, **more):
    """The reason and its values, or `send`, for a message that recommends green tea."""
    row = judged(facts, candidate(ANA, **({"variant": TEA} | more)))
    return (row["reason_key"], row["values"]) if row["verdict"] == "refused" else row["verdict"]


def test_a_verdict_says_everything_there_is_to_say():
    facts = [*ALLOWED, stated(ANA, day(1, 1), language="de", country="AT", zone="Europe/Vienna")]
    assert judged(facts) == {
        "customer_id": ANA, "storefront": "shop", "program": "win_back", "topic": "offers", "nature": "marketing", "purpose": "promotions", "about": "customer",
        "occasion": "once", "variant": None, "gain_minor": 1000, "worth_minor": 10.0, "channel": "email", "mailbox_id": mailbox(ANA), "language": "de", "country": "AT",
        "zone": "Europe/Vienna", "currency": "EUR", "reason_key": None, "verdict": "send", "values": {},
    }  # fmt: skip


def test_a_refusal_says_the_same_with_its_reason():
    facts = [*ALLOWED, asked_for(ANA, day(5, 1), "offers", "never")]
    assert judged(facts) == {
        "customer_id": ANA, "storefront": "shop", "program": "win_back", "topic": "offers", "nature": "marketing", "purpose": "promotions", "about": "customer",
        "occasion": "once", "variant": None, "gain_minor": 1000, "worth_minor": 10.0, "channel": "email", "mailbox_id": mailbox(ANA), "language": None, "country": None,
        "zone": None, "currency": "EUR", "reason_key": "unwanted_topic", "verdict": "refused",
        "values": {"chosen_on": "2026-05-01", "topic": "offers"},
    }  # fmt: skip


buys_much = order(ANA, day(3, 1), {"TEA": 36})
heard_twice = [written(ANA, day(5, 24), about="x"), written(ANA, day(5, 23), about="y")]
REFUSED_AND_NOT = {
    "has a mailbox": ([consent(ANA, day(1, 1))], ("no_address", {}), ALLOWED),
    "mailbox works": (
        [*ALLOWED, suppressed(ANA, day(5, 1))],
        ("suppressed", {"since": "2026-05-01"}),
        [*ALLOWED, suppressed(ANA, day(5, 1)), suppressed(ANA, day(5, 2), lifted=True)],
    ),
    "was not told this already": (
        [*ALLOWED, written(ANA, day(2, 1))],
        ("already_said", {"said_on": "2026-02-01"}),
        [*ALLOWED, written(ANA, day(2, 1), occasion="another")],
    ),
    "did not complain": (
        [*ALLOWED, suppressed(ANA, day(5, 1), scope="marketing", cause="complained")],
        ("complained", {"since": "2026-05-01"}),
        [*ALLOWED, suppressed(ANA, day(5, 1), scope="marketing"), suppressed(ANA, day(5, 2), scope="marketing", lifted=True)],
    ),
    "has not withdrawn": (
        [*ALLOWED, consent(ANA, day(5, 1), "withdraw")],
        ("withdrawn", {"since": "2026-05-01", "purpose": "promotions"}),
        [*ALLOWED, consent(ANA, day(5, 1), "withdraw"), consent(ANA, day(5, 2))],
    ),
    "permission is proven": (
        [*REACHABLE, consent(ANA, day(1, 1), "claim")],
        ("unproven", {"purpose": "promotions"}),
        [*ALLOWED, consent(ANA, day(2, 1), "claim")],
    ),
    "gave permission": (REACHABLE, ("no_consent", {"purpose": "promotions"}), ALLOWED),
    "permission still holds": (
        [*REACHABLE, consent(ANA, day(1, 1), ground="soft_opt_in", until=NOW)],
        ("lapsed", {"since": "2026-01-01", "until": "2026-06-01"}),
        [*REACHABLE, consent(ANA, day(1, 1), ground="soft_opt_in", until=NOW + timedelta(seconds=1))],
    ),
    "may be profiled": (
        [*ALLOWED, consent(ANA, day(5, 1), "object", purpose="profiling")],
        ("unprofiled", {"since": "2026-05-01"}),
        [*ALLOWED, consent(ANA, day(5, 1), "object", purpose="profiling"), consent(ANA, day(5, 2), purpose="profiling")],
    ),
    "wants this topic": (
        [*ALLOWED, asked_for(ANA, day(5, 1), "offers", "never")],
        ("unwanted_topic", {"chosen_on": "2026-05-01", "topic": "offers"}),
        [*ALLOWED, asked_for(ANA, day(5, 1), "reminders", "never")],
    ),
    "is not pausing": (
        [*ALLOWED, asked_for(ANA, day(5, 1), "offers", "everything", until=date(2026, 6, 2))],
        ("pausing", {"until": "2026-06-02", "topic": "offers"}),
        [*ALLOWED, asked_for(ANA, day(5, 1), "offers", "everything", until=date(2026, 6, 1))],
    ),
    "wants this thing": (
        [*ALLOWED, *on_sale(), wants(ANA, day(5, 3), "less")],
        ("less_of_this", {"named": "Green tea", "said_on": "2026-05-03"}),
        [*ALLOWED, *on_sale(), wants(ANA, day(5, 3), "less"), wants(ANA, day(5, 4), "neither")],
    ),
    "wants it at this price": (
        [*ALLOWED, *on_sale(), wants(ANA, day(5, 3), "less", TEA, "price", price=1000)],
        ("too_dear", {"named": "Green tea", "said_on": "2026-05-03"}),
        [*ALLOWED, *on_sale(), wants(ANA, day(5, 3), "less", TEA, "price", price=1000), priced(TEA, 999, day(5, 4))],
    ),
    "matters enough": (
        [*ALLOWED, asked_for(ANA, day(5, 1), "offers", "important"), *buys_much],
        ("matters_little", {"percent": "10", "topic": "offers"}),
        [*ALLOWED, asked_for(ANA, day(5, 1), "offers", "weekly"), *buys_much],
    ),
    "not more often than asked": (
        [*ALLOWED, asked_for(ANA, day(5, 1), "offers", "monthly"), written(ANA, day(5, 3), about="x")],
        ("too_often", {"asked": "monthly", "topic": "offers", "last": "2026-05-03"}),
        [*ALLOWED, asked_for(ANA, day(5, 1), "offers", "monthly"), written(ANA, day(5, 2), about="x")],
    ),
    "not more mails a month than asked": (
        [*ALLOWED, wants_at_most(ANA, day(5, 1), 1), written(ANA, day(5, 3), about="x", topic="reminders")],
        ("over_own_limit", {"own_limit": "1", "heard": "1", "days": "30", "last": "2026-05-03"}),
        [*ALLOWED, wants_at_most(ANA, day(5, 1), 1), written(ANA, day(5, 2), about="x", topic="reminders")],
    ),
    "heard little lately": (
        [*ALLOWED, *heard_twice],
        ("over_cap", {"heard": "2", "days": "10", "limit": "2"}),
        [*ALLOWED, written(ANA, day(5, 24), about="x"), written(ANA, day(5, 22), about="y")],
    ),
    "heard nothing just now": (
        [*ALLOWED, written(ANA, day(5, 30), about="x")],
        ("too_soon", {"last_on": "2026-05-30", "days": "3"}),
        [*ALLOWED, written(ANA, day(5, 29), about="x")],
    ),
}  # fmt: skip


def test_every_gate_is_tried_here_in_its_order():
    assert tuple(REFUSED_AND_NOT) == tuple(name for name, _ in GATES)


@pytest.mark.parametrize("gate", REFUSED_AND_NOT)
def test_the_gate_refuses_one_and_lets_the_other_through(gate):
    refused, reason, passed = REFUSED_AND_NOT[gate]
    assert (became_of(refused), became_of(passed)) == (reason, "send")


BINDS_SERVICE = {"has a mailbox", "mailbox works", "was not told this already"}


@pytest.mark.parametrize("gate", REFUSED_AND_NOT)
def test_service_is_owed_whatever_someone_chose_about_offers(gate):
    refused, reason, _ = REFUSED_AND_NOT[gate]
    assert became_of(refused, nature="service", gain_minor=0) == (reason if gate in BINDS_SERVICE else "send")


def test_gates_are_asked_in_the_order_of_the_list():
    """With everything against her, lifting the first obstacle brings the second to light, and so on to the end."""
    obstacles = {
        "no_address": [],
        "suppressed": [suppressed(ANA, day(5, 1))],
        "already_said": [written(ANA, day(5, 31))],
        "complained": [suppressed(ANA, day(5, 1), scope="marketing")],
        "withdrawn": [consent(ANA, day(5, 1), "withdraw")],
        "unprofiled": [consent(ANA, day(5, 1), "object", purpose="profiling")],
        "unwanted_topic": [asked_for(ANA, day(5, 1), "offers", "never", until=date(2026, 7, 1))],
        "pausing": [asked_for(ANA, day(5, 1), "offers", "monthly", until=date(2026, 7, 1))],
        "less_of_this": [wants(ANA, day(5, 3), "less")],
        "too_dear": [wants(ANA, day(5, 3), "less", TEA, "price", price=1000)],
        "matters_little": [asked_for(ANA, day(5, 1), "offers", "important"), *buys_much],
        "too_often": [asked_for(ANA, day(5, 1), "offers", "monthly"), written(ANA, day(5, 31), about="x")],
        "over_own_limit": [wants_at_most(ANA, day(5, 1), 1), written(ANA, day(5, 30), about="x")],
        "over_cap": [written(ANA, day(5, 30), about="x"), written(ANA, day(5, 31), about="y")],
        "too_soon": [written(ANA, day(5, 31), about="x")],
    }
    keys = list(obstacles)
    found = []
    for first, key in enumerate(keys):
        standing = [consent(ANA, day(1, 1))] if key == "no_address" else ALLOWED
        # Of two choices made at once the last one holds: the one of the gate that is to answer.
        against = [*on_sale(), *(fact for later in reversed(keys[first:]) for fact in obstacles[later])]
        found.append(became_of([*standing, *against])[0])
    assert found == keys


def test_silence_about_permission_is_no_permission():
    assert became_of([*REACHABLE, *order(ANA, day(1, 1), {"TEA": 1})]) == (
        "no_consent",
        {"purpose": "promotions"},
    )


def test_what_came_to_nothing_presses_nobody_and_is_still_not_tried_again():
    failed = written(ANA, day(5, 31))
    facts = [*ALLOWED, failed, became(failed, day(5, 31), "expired")]
    assert (became_of(facts, about="else"), became_of(facts)) == (
        "send",
        ("already_said", {"said_on": "2026-05-31"}),
    )


def test_the_choice_important_only_means_once_in_ninety_days():
    choice = asked_for(ANA, day(1, 2), "offers", "important")
    assert became_of([*ALLOWED, choice, written(ANA, day(3, 4), about="x")]) == (
        "too_often",
        {"asked": "important", "topic": "offers", "last": "2026-03-04"},
    )
    assert became_of([*ALLOWED, choice, written(ANA, day(3, 3), about="x")]) == "send"


def test_the_choice_important_only_lets_through_what_is_a_fair_share_of_a_year():
    """Thirty-six teas at 10.00 earned 126.00 in her first year: 13.00 matter, 10.00 do not."""
    facts = [*ALLOWED, asked_for(ANA, day(5, 1), "offers", "important"), *buys_much]
    assert became_of(facts) == ("matters_little", {"percent": "10", "topic": "offers"})
    assert became_of(facts, gain_minor=1300) == "send"


def test_a_limit_that_was_lifted_holds_no_longer():
    facts = [*ALLOWED, wants_at_most(ANA, day(5, 1), 1), written(ANA, day(5, 24), about="x")]
    assert became_of(facts)[0] == "over_own_limit"
    assert became_of([*facts, wants_at_most(ANA, day(5, 25), None)]) == "send"


def test_a_limit_of_none_at_all_is_kept_before_anything_was_heard():
    assert became_of([*ALLOWED, wants_at_most(ANA, day(5, 1), 0)])[0] == "over_own_limit"


def test_a_mailbox_taken_over_brings_its_own_standing():
    """The new address was withdrawn by whoever had it; the permission given with the old one does not go along."""
    facts = [*ALLOWED, writes_from(ANA, day(5, 1), box=999), consent(2, day(4, 1), "withdraw", box=999)]
    assert became_of(facts) == ("withdrawn", {"since": "2026-04-01", "purpose": "promotions"})
