import pytest

from regulars.arbiter.policy import NotAPolicy, Policy


def test_nothing_said_means_the_defaults():
    assert Policy.of({}) == Policy(at_most=4, window_days=30, gap_days=3, quiet_from="20:00", quiet_until="08:00", margin_rate=0.35,
                                   regret_prior=0.003, prior_weight=300, incremental_share=0.25, mail_share=0.2, important_share=0.1)  # fmt: skip


def test_figures_may_be_said_in_words_of_the_settings():
    assert Policy.of({"at_most": "2", "margin_rate": 0.5, "quiet_from": "22:30"}) == Policy(
        at_most=2, margin_rate=0.5, quiet_from="22:30"
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"atmost": 2}, "[policy] does not know “atmost”; it knows at_most, window_days"),
        ({"at_most": "few"}, "[policy] cannot be used: invalid literal for int() with base 10: 'few'"),
        ({"at_most": [2]}, "[policy] cannot be used: int() argument must be"),
        ({"quiet_from": "8pm"}, "[policy] cannot be used: Invalid isoformat string: '8pm'"),
        ({"at_most": -1}, "[policy] at_most is -1; it lies between 0 and 100"),
        ({"margin_rate": 35}, "[policy] margin_rate is 35.0; it lies between 0 and 1"),
        ({"margin_rate": "nan"}, "[policy] margin_rate is nan; it lies between 0 and 1"),
        ({"prior_weight": 0}, "[policy] prior_weight is 0; it lies between 1 and 1000000"),
    ],
)
def test_what_is_no_policy_is_said_in_a_sentence(said, told):
    with pytest.raises(NotAPolicy) as wrong:
        Policy.of(said)
    assert str(wrong.value).startswith(told)
