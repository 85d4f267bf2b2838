import pytest

from regulars.arbiter.policy import Policy
from tests.shop import ANA, BEN, MUG, TEA, consent, day, on_sale, order, suppressed, writes_from, written
from tests.thinking import Paper, candidate

ALLOWED = [writes_from(ANA, day(1, 1)), consent(ANA, day(1, 1))]


def worth(facts, policy=None, **more):
    (only,) = Paper([*on_sale(), *ALLOWED, *facts], policy=policy).decide([candidate(ANA, **more)])
    return only["worth_minor"], only["verdict"], only["reason_key"]


def test_at_first_it_is_gain_times_prior_less_the_harm_assumed():
    """12.00 of margin this year, of which mail brings a fifth, 2.40: 0.3 % of it is 0.72 cents. 10.00 × 1 % is 10 cents."""
    assert worth(order(ANA, day(2, 1), {TEA: 2})) == (9.28, "send", None)


def test_what_was_measured_weighs_with_the_messages_behind_it():
    """100 messages, 40 answered of which a quarter counts, 2 regretted; the priors weigh 300. Chance (0.01 × 300 + 10) / 400 = 3.25 %,
    regret (0.003 × 300 + 2) / 400 = 0.725 %: 32.5 cents less 0.725 % of 240, 1.74."""
    facts = order(ANA, day(2, 1), {TEA: 2})
    for n in range(100, 200):
        facts.append(written(n, day(3, 1)))
        facts += order(n, day(3, 2), {MUG: 1}, ref=f"{n}") if n < 140 else []
        facts += [suppressed(n, day(3, 2), scope="marketing")] if n < 102 else []
    assert worth(facts) == (30.76, "send", None)


def test_each_message_heard_lately_adds_its_share_of_the_harm():
    """As at first, but for the third message in the window: 10 less 3 × 0.72."""
    facts = [
        *order(ANA, day(2, 1), {TEA: 2}),
        written(ANA, day(5, 20), about="x"),
        written(ANA, day(5, 24), about="y"),
    ]
    assert worth(facts) == (7.84, "send", None)


def test_one_who_never_bought_has_nothing_to_lose_and_one_who_cost_money_neither():
    assert worth([]) == (10.0, "send", None)
    assert worth(order(ANA, day(2, 1), {TEA: 1}, discount=5000)) == (10.0, "send", None)


@pytest.mark.parametrize(("gain", "bid"), [(72, 0.0), (71, -0.01), (0, -0.72)])
def test_what_is_worth_nothing_is_better_not_said(gain, bid):
    assert worth(order(ANA, day(2, 1), {TEA: 2}), gain_minor=gain) == (bid, "refused", "not_worth_it")


def test_a_gain_nobody_knows_in_our_money_makes_no_bid():
    assert worth([], gain_minor=None) == (None, "refused", "no_rate")


def test_service_is_owed_and_does_not_bid():
    assert worth(order(ANA, day(2, 1), {TEA: 2}), nature="service", gain_minor=0) == (None, "send", None)


def test_the_policy_s_figures_are_the_ones_used():
    """Half of 12.00 comes by mail, and one message in ten costs it: 60 cents of harm."""
    policy = Policy(regret_prior=0.1, mail_share=0.5)
    assert worth(order(ANA, day(2, 1), {TEA: 2}), policy) == (-50.0, "refused", "not_worth_it")


def test_another_program_s_answers_are_not_its_own():
    """Ana bought nothing, so that Ben's 2.80 a year stand in for hers: a fifth, of which 0.3 %, is 0.168 cents."""
    facts = [written(BEN, day(3, 1), "reorder"), *order(BEN, day(3, 2), {MUG: 1})]
    assert worth(facts) == (9.832, "send", None)
