from dataclasses import replace

from regulars.facts.kinds import Fact, LinkFollowed
from tests.shop import ANA, BEN, CLEO, MUG, answered, became, consent, day, order, said, suppressed, written
from tests.thinking import Paper


def counted(*facts):
    return [
        tuple(row.values()) for row in Paper(facts).know("response", "program", "sent", "answers", "regrets")
    ]


def test_an_order_within_fourteen_days_is_an_answer():
    facts: list[Fact] = [written(ANA, day(5, 1)), written(BEN, day(5, 1)), written(CLEO, day(5, 1))]
    facts += [
        *order(ANA, day(5, 15), {MUG: 1}),
        *order(BEN, day(5, 15, 13), {MUG: 1}),
        *order(CLEO, day(4, 30), {MUG: 1}),
    ]
    assert counted(*facts) == [("win_back", 3, 1, 0)]


def test_several_orders_answer_a_message_once():
    assert counted(
        written(ANA, day(5, 1)), *order(ANA, day(5, 2), {MUG: 1}), *order(ANA, day(5, 3), {MUG: 1})
    ) == [("win_back", 1, 1, 0)]


def test_feedback_to_a_message_answers_that_one():
    asked, other = written(ANA, day(5, 1), "feedback"), written(ANA, day(5, 5))
    assert counted(asked, other, answered(ANA, day(5, 8), intent=asked.intent)) == [
        ("feedback", 1, 1, 0),
        ("win_back", 1, 0, 0),
    ]


def test_a_withdrawal_or_complaint_within_a_week_is_a_regret():
    facts: list[Fact] = [written(ANA, day(5, 1)), written(BEN, day(5, 1)), written(CLEO, day(5, 1))]
    facts += [
        consent(ANA, day(5, 8), "withdraw"),
        suppressed(BEN, day(5, 2), scope="marketing", cause="complained"),
    ]
    assert counted(*facts, consent(CLEO, day(5, 9), "withdraw")) == [("win_back", 3, 0, 2)]


def test_a_dead_mailbox_an_end_of_tracking_and_a_no_to_letters_are_no_regrets():
    facts = [
        written(ANA, day(5, 1)),
        suppressed(ANA, day(5, 2)),
        consent(ANA, day(5, 2), "withdraw", purpose="open-tracking"),
        consent(ANA, day(5, 2), "withdraw", channel="post"),
    ]
    assert counted(*facts) == [("win_back", 1, 0, 0)]


def test_letters_are_counted_apart_and_regretted_by_a_no_to_letters():
    def by_post(who):
        return replace(written(who, day(5, 1)), channel="post")

    facts = [
        by_post(ANA), by_post(BEN), written(CLEO, day(5, 1)), consent(ANA, day(5, 2), "withdraw", channel="post"), consent(BEN, day(5, 2), "withdraw"),
        *order(BEN, day(5, 4), {MUG: 1}),
    ]  # fmt: skip
    rows = Paper(facts).know("response", "channel", "sent", "answers", "regrets")
    assert [tuple(row.values()) for row in rows] == [("email", 1, 0, 0), ("post", 2, 1, 1)]


def test_messages_count_when_their_time_for_an_answer_is_over():
    """Today is 1 June: of 18 May just over, of 19 May not yet."""
    facts = [written(ANA, day(5, 18)), written(BEN, day(5, 19)), *order(BEN, day(5, 20), {MUG: 1})]
    assert counted(*facts) == [("win_back", 1, 0, 0)]


def test_what_came_to_nothing_and_what_was_owed_are_not_counted():
    offer = written(ANA, day(5, 1))
    assert (
        counted(
            offer, became(offer, day(5, 2), "expired"), written(ANA, day(5, 1), "receipt", nature="service")
        )
        == []
    )


def followed(who, at, sign="", program="win_back", intent=None):
    return LinkFollowed(**said(who, at), program=program, intent=intent, number=1, sign=sign)


def test_links_that_people_followed_are_counted_beside_and_answer_nothing():
    """Today is 1 June: what was followed on 18 May counts, on 19 May not yet."""
    offer = written(ANA, day(5, 1))
    facts = [offer, written(BEN, day(5, 2))]
    facts += [
        followed(None, day(5, 3)),
        followed(ANA, day(5, 18), intent=offer.intent),
        followed(None, day(5, 19)),
    ]
    facts += [followed(None, day(5, 3), sign="scanner"), followed(None, day(5, 3), program="gone")]
    assert counted(*facts) == [("win_back", 2, 0, 0)]
    (row,) = Paper(facts).know("response", "program", "sent", "answers", "followed")
    assert row["followed"] == 2
