"""What we know about you: each with its source, only inside, corrected or deleted for good, with undo (decision 0023)."""

from datetime import timedelta

import pytest

from regulars.engine import day
from regulars.engine.planning import planning
from regulars.engine.shop import shop as configured
from regulars.engine.why import told
from regulars.facts.kinds import Corrected
from regulars.facts.models import facts_of
from regulars.kernel.language import SHIPPED
from regulars.knowledge.know import INSIGHTS
from tests.office import shelf

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),  # the plan reads by a connection of its own
]
TEA = (("TEA", "Assam tea, 250 g", 1, 1500),)


@pytest.fixture
def regular(ana, clock):
    """Ana bought her tea every thirty days, most lately 28 days ago: a reminder is due."""
    for n in range(6):
        shelf.order(clock, ana.customer_id, ref=f"2{n}", ago=28 + 30 * n, things=TEA, total=1500)
    return ana


def known(page):
    (part,) = [each["part"] for each in page.context["sections"] if each["template"].endswith("known.html")]
    return [
        each["sentence"] for insight in part["insights"] for each in (*insight["known"], *insight["deleted"])
    ]


def corrections():
    return [(fact.insight, fact.which, fact.said, fact.days) for fact in facts_of(Corrected).order_by("id")]


def reminders(clock, customer, *, ago=0):
    """What comes of reminders now, or came of them some days ago, as far as we know now."""
    now = clock.now()
    with planning(configured(), now - timedelta(days=ago), now, customers=[customer], learn="anew") as plan:
        return [(row["verdict"], row["reason_key"]) for row in plan.rows("program = 'reorder'")]


def test_each_thing_is_told_with_its_source_and_evidence(regular):
    assert known(regular.inside().get()) == [
        "Assam tea, 250 g lasts you about 30 days: you bought it on 5 July 2026, 4 August 2026 and 3 September 2026.",
        "Assam tea, 250 g, going by your orders and by what you told us you want more of. You bought it on 5 July 2026, 4 August 2026 and 3 September 2026.",
        "You order about every 30 days: on 5 July 2026, 4 August 2026 and 3 September 2026.",
    ]


def test_what_they_state_decides_and_is_quoted(regular, clock):
    inside = regular.inside()
    assert len(reminders(clock, regular.customer_id)) == 1
    page = inside.post({"known-lasts-TEA": "12"})
    assert page.context["changes"] == ("Assam tea, 250 g: every 12 weeks, as you told us.",)
    assert known(page)[0] == "Assam tea, 250 g: you need it about every 84 days, as you told us."
    assert corrections() == [("lasts", "TEA", "stated", 84)]
    clock.pass_seconds(1)
    assert reminders(clock, regular.customer_id) == []
    assert len(reminders(clock, regular.customer_id, ago=1)) == 1
    inside.post({"known-lasts-TEA": "4"})
    clock.pass_seconds(1)
    day.run_if_due(configured(), clock)
    sentences = [
        each.sentence + each.because
        for each in told(configured(), regular.customer_id)
        if each.program == "reorder"
    ]
    assert any(
        "You told us that you need Assam tea, 250 g about every 28 days." in each for each in sentences
    ), sentences


def test_deleted_it_is_not_worked_out_again_until_it_is_allowed(regular, clock):
    inside = regular.inside()
    page = inside.post({"known-lasts-TEA": "deleted"})
    assert (
        known(page)[0]
        == "Assam tea, 250 g: we do not look at how long it lasts you, because you deleted that."
    )
    clock.pass_seconds(1)
    assert reminders(clock, regular.customer_id) == []
    assert len(reminders(clock, regular.customer_id, ago=1)) == 1
    inside.post({"undo": page.context["undo"]})
    clock.pass_seconds(1)
    assert len(reminders(clock, regular.customer_id)) == 1
    assert corrections() == [("lasts", "TEA", "deleted", None), ("lasts", "TEA", "allowed", None)]


def test_the_rhythm_is_deleted_by_its_switch(regular, clock):
    page = regular.inside().post({"feature-rhythm": "off"})
    assert page.context["changes"] == ("Your usual rhythm: Off (was: On)",)
    assert not any("You order about every" in sentence for sentence in known(page))


def test_from_a_mail_nothing_is_shown_and_nothing_changed(regular, browser):  # decision 0015
    page = browser.get(regular.page)
    assert "Assam" not in page.content.decode()
    browser.post(regular.page, {"known-lasts-TEA": "deleted"})
    assert corrections() == []


def test_a_value_that_nobody_offered_is_refused(regular):
    for value in ("0", "5000", "stated", "x"):
        regular.inside().post({"known-lasts-TEA": value})
    regular.inside().post({"known-favourite-TEA": "4"})
    assert corrections() == []


@pytest.mark.parametrize("insight", INSIGHTS, ids=[each.key for each in INSIGHTS])
def test_each_says_all_it_says_in_every_language(insight):
    texts = [insight.title, *insight.sentences.values(), *([insight.deleted] if insight.deleted else [])]
    assert all(set(text) == set(SHIPPED) and all(text.values()) for text in texts)
    assert bool(insight.deleted) != bool(insight.feature), "each can be deleted, by itself or by its switch"
