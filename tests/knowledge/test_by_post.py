from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.facts.by_post import fold_letters
from regulars.facts.kinds import GIVES, SAYS_NOTHING, TAKES, AddressSuppressed
from regulars.kernel.purposes import ADVERTISING, MARKETING, covering
from tests.shop import ANA, BEN, NOW, consent, day, home, lives_at, mailbox, said, suppressed, writes_from
from tests.thinking import Late, Paper

HERE = [writes_from(ANA, day(1, 1)), lives_at(ANA, day(1, 1))]


def yes(month=2, action="grant", **more):
    return consent(ANA, day(month, 1), action, channel="post", **more)


def reached(*facts, purpose="promotions", **asked):
    rows = Paper([*HERE, *facts], **asked).know("by_post", "customer_id", "purpose", "postal_id", "post_date")
    return [
        (row["customer_id"], row["postal_id"], row["post_date"]) for row in rows if row["purpose"] == purpose
    ]


def test_nobody_is_written_letters_unasked():
    assert reached() == reached(consent(ANA, day(2, 1))) == []


def test_what_was_said_under_the_mailbox_or_under_the_address_counts_alike():
    at_home = [(ANA, home(ANA), date(2026, 2, 1))]
    assert reached(yes()) == reached(yes(box=home(ANA))) == at_home


def test_a_no_under_either_name_ends_what_was_allowed_under_the_other():
    assert reached(yes(), yes(3, "withdraw", box=home(ANA))) == []
    assert reached(yes(box=home(ANA)), yes(3, "object")) == []


def test_a_later_yes_counts_again_and_a_mere_purchase_does_not():
    over = [yes(), yes(3, "withdraw", box=home(ANA))]
    assert reached(*over, yes(4)) == [(ANA, home(ANA), date(2026, 4, 1))]
    assert reached(*over, yes(4, ground="soft_opt_in", box=home(ANA))) == []


def test_a_no_to_mail_is_not_walked_around_by_a_letter_that_only_the_law_allows():
    by_law = yes(ground="soft_opt_in", box=home(ANA))
    assert reached(by_law) == [(ANA, home(ANA), date(2026, 2, 1))]
    assert reached(by_law, consent(ANA, day(3, 1), "withdraw")) == []
    assert reached(by_law, consent(ANA, day(1, 5), "withdraw")) == []
    assert reached(yes(), consent(ANA, day(3, 1), "withdraw")) == [(ANA, home(ANA), date(2026, 2, 1))]


def test_the_address_given_last_is_where_letters_go():
    moved = lives_at(ANA, day(4, 1), place=999)
    assert reached(yes(), moved) == [(ANA, 999, date(2026, 2, 1))]


def test_nothing_goes_where_letters_come_back_from_until_there_is_another_address():
    back = AddressSuppressed(**said(ANA, day(3, 1)), mailbox_id=home(ANA), scope="post", cause="returned")
    assert reached(yes(), back) == []
    assert reached(yes(), back, lives_at(ANA, day(4, 1), place=999)) == [(ANA, 999, date(2026, 2, 1))]


def test_who_reported_mail_as_unwanted_gets_no_letter_either():  # B3.3
    assert reached(yes(), suppressed(ANA, day(3, 1), scope="marketing", cause="complained")) == []
    assert len(reached(yes(), suppressed(ANA, day(3, 1)))) == 1, (
        "a mailbox that is gone is what letters are for"
    )


def test_without_an_address_no_letter():
    rows = Paper([HERE[0], yes()]).know("by_post")
    assert rows == []


def test_everybody_stands_for_themselves():
    ben = [writes_from(BEN, day(1, 1)), lives_at(BEN, day(1, 1))]
    assert reached(*ben, yes()) == [(ANA, home(ANA), date(2026, 2, 1))]


def test_who_objects_to_being_chosen_for_by_post_is_marked():
    said_no = consent(ANA, day(3, 1), "object", channel="post", purpose="profiling")
    rows = Paper([*HERE, yes(), said_no]).know("by_post", "purpose", "unprofiled")
    assert {row["purpose"]: row["unprofiled"] for row in rows} == dict.fromkeys(ADVERTISING, True)


log = st.lists(
    st.tuples(
        st.sampled_from(GIVES + TAKES + SAYS_NOTHING), st.sampled_from((MARKETING, "newsletter", "promotions")), st.sampled_from(("email", "post")),
        st.sampled_from((mailbox(ANA), home(ANA), 998)), st.integers(1, 4), st.integers(0, 2), st.sampled_from(("consent", "soft_opt_in")),
        st.sampled_from((None, day(5, 1))),
    ),
    max_size=9,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(log)
def test_it_is_the_fold_that_delivery_asks(told):
    facts = [
        Late(
            consent(
                ANA,
                day(month, 1),
                action,
                channel=channel,
                purpose=purpose,
                box=box,
                ground=ground,
                until=until,
            ),
            day(month, 1) + timedelta(days=later),
        )
        for action, purpose, channel, box, month, later, ground, until in told
    ]
    older = lives_at(ANA, day(1, 1) - timedelta(days=30), place=998)
    rows = Paper([*HERE, older, *facts], as_of=NOW).know("by_post", "purpose", "post_ends")
    ordered = sorted(enumerate(facts), key=lambda each: (each[1].fact.at, each[1].recorded_at, each[0]))
    expected = {}
    for purpose in ADVERTISING:
        about = [
            {"channel": late.fact.channel, "action": late.fact.action, "ground": late.fact.ground, "source": late.fact.source, "key": late.fact.key,
             "at": late.fact.at, "recorded_at": late.recorded_at, "expires_at": late.fact.expires_at}
            for _, late in ordered if late.fact.purpose in covering(purpose)
        ]  # fmt: skip
        kept = fold_letters(about)
        if kept and kept["may"]:
            expected[purpose] = kept["expires_at"] and kept["expires_at"].replace(tzinfo=None)
    assert {row["purpose"]: row["post_ends"] for row in rows} == expected
