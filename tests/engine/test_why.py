"""Every verdict and every silence can be told in a sentence, with what it rests on."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from regulars.engine import day, moment, preview
from regulars.engine.models import Plan
from regulars.engine.why import told
from regulars.facts.record import record
from regulars.project.commands.why import worth
from tests.facts.tell import (
    NOON,
    consent,
    customer,
    days,
    likes,
    mailbox,
    merged,
    on_sale,
    order,
    step,
    wants,
)

TEA = ("TEA", "Assam tea", 1, 1200)
POT = ("POT", "Blue pot", 1, 2400)


@pytest.fixture
def ana(clock):
    """Bought every 30 days and has been away for 100; allowed advertising; wants few offers."""
    return regular(clock, "1", 1, [NOON - days(100 + 30 * n) for n in range(5)])


def regular(clock, number, box, dates):
    found = customer(clock, number, name=f"Customer {number}", address=f"{number}@example.test")
    facts = [
        *on_sale(NOON - days(400), TEA, POT),
        mailbox(found, box, NOON - days(400)),
        consent(found, box, NOON - days(400)),
    ]
    for at in dates:
        facts += order(found, f"{number}/{at:%m%d}", at, TEA)
    record(facts, clock.now(), wake=False)
    return found


def short(verdicts):
    return [(t.program, t.verdict, t.sentence) for t in verdicts]


@pytest.mark.both_databases
def test_a_winner_and_the_programs_that_kept_silent(shop, clock, ana):
    day.run_if_due(shop, clock)
    assert short(told(shop, ana)) == [
        (
            "win_back",
            "send",
            "You used to order about every 30 days, and your last order was 100 days ago.",
        ),
        ("feedback", "silent", "Order 1/0623 came 97 days ago, too long to ask how it was."),
        ("receipt", "silent", "Order 1/0623 of 23 June 2026 is too long ago for a receipt."),
        ("reorder", "silent", "Assam tea ran out around 23 July 2026; you seem to manage without."),
    ]
    [winner, *_] = told(shop, ana)
    assert (winner.title, winner.about, winner.kind, winner.currency) == (
        "Win-back",
        "customer",
        "day",
        "EUR",
    )
    assert winner.intent
    assert (winner.worth_minor or 0) > 0


def test_the_same_in_german(shop, clock, ana):
    day.run_if_due(shop, clock)
    assert short(told(shop, ana, language="de"))[0] == (
        "win_back", "send", "Sie haben etwa alle 30 Tage bestellt, und wir haben seit 100 Tagen nichts von Ihnen gehört.",
    )  # fmt: skip


@pytest.mark.both_databases
def test_a_refusal_says_the_rule_and_what_the_proposal_rested_on(shop, clock, ana):
    record([wants(ana, "offers", "never", NOON - days(40))], clock.now())
    day.run_if_due(shop, clock)
    [refused] = [t for t in told(shop, ana) if t.verdict == "refused"]
    assert refused.sentence == "You asked on 22 August 2026 for no more offers."
    assert refused.because == "You used to order about every 30 days, and your last order was 100 days ago."


@pytest.mark.parametrize(
    ("said", "named"), [(None, "Assam tea"), ("less", "Blue pot"), ("neither", "Assam tea")]
)
def test_what_they_want_less_of_is_gone_from_the_next_preview(shop, clock, ana, said, named):
    pots = [fact for n in range(2) for fact in order(ana, f"pot {n}", NOON - days(150 + n), POT)]
    liked = [likes(ana, "TEA", said, NOON - days(1))] if said else []
    record([*pots, *liked], clock.now(), wake=False)
    (example,) = preview.examples(shop, shop.programs()["win_back"].program(), clock)
    assert json.loads(example["because"])["favourite"] == named


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "You asked for less of TEA on 30 September 2026."),
        ("de", "Sie wollten seit dem 30. September 2026 weniger hiervon: TEA."),
    ],
)
def test_a_reminder_of_what_they_want_less_of_is_refused_by_name(shop, clock, language, sentence):
    ben = regular(clock, "2", 2, [NOON - days(28 + 30 * n) for n in range(5)])
    record([likes(ben, "TEA", "less", NOON - days(1))], clock.now())
    day.run_if_due(shop, clock)
    [refused] = [t for t in told(shop, ben, language=language) if t.program == "reorder"]
    assert (refused.verdict, refused.sentence) == ("refused", sentence)


def test_the_loser_of_two_proposals_names_the_winner(shop, clock, ana):
    record(
        [*order(ana, "fresh", NOON - days(110), POT), step(ana, "fresh", "delivered", NOON - days(12))],
        clock.now(),
        wake=False,
    )
    day.run_if_due(shop, clock)
    by_verdict = {t.verdict: t for t in told(shop, ana) if t.verdict != "silent"}
    assert (
        by_verdict["refused"].sentence
        == f"Something else seemed more useful to you that day: {by_verdict['send'].title}."
    )


@pytest.mark.both_databases
def test_a_day_in_the_past_a_day_without_a_plan_and_a_plan_by_its_name(shop, clock, ana):
    first = day.run_if_due(shop, clock)
    dry = day.rehearse(shop, clock, clock.now() - days(60))
    clock.pass_seconds(86400)
    day.run_if_due(shop, clock)
    assert short(told(shop, ana, on=date(2026, 10, 1)))[0][:2] == ("win_back", "send")
    assert short(told(shop, ana, on=date(2026, 10, 2)))[0] == (
        "win_back",
        "refused",
        "We wrote to you about this on 1 October 2026.",
    )
    assert told(shop, ana, on=date(2026, 9, 1)) == []
    assert {t.plan_id for t in told(shop, ana, plan=first.id)} == {first.id}
    then = told(shop, ana, plan=dry.id)
    assert short(then)[0] == (
        "reorder",
        "send",
        "You have bought Assam tea 5 times, and it lasts you about 30 days.",
    )
    assert ("win_back", "silent", "Your last order was 40 days ago, which is not unusual for you.") in short(
        then
    )
    assert {t.kind for t in then} == {"dry"}
    with pytest.raises(Plan.DoesNotExist):
        told(shop, ana, plan="nobody made this")


def test_without_a_day_named_the_last_days_verdicts_are_told_though_others_had_moments_since(
    shop, clock, ana
):
    ben = regular(clock, "2", 2, [])
    day.run_if_due(shop, clock)
    clock.pass_seconds(60)
    record(order(ben, "live", clock.now()), clock.now())
    moment.run(shop, clock)
    assert short(told(shop, ana))[0][:2] == ("win_back", "send")
    assert short(told(shop, ben))[0] == ("receipt", "send", "You placed order live on 1 October 2026.")


def test_what_the_day_proposed_and_a_moment_overtook_is_not_told_as_sent(shop, clock, ana, monkeypatch):
    known = day.versions
    done: list[bool] = []

    def meanwhile(customers):
        read = known(customers)
        if not done:
            done.append(True)
            record(order(ana, "live", clock.now(), POT), clock.now())
            moment.run(shop, clock)
        return read

    monkeypatch.setattr(day, "versions", meanwhile)
    day.run_if_due(shop, clock)
    sent = [t for t in told(shop, ana) if t.verdict == "send"]
    assert [(t.program, bool(t.intent)) for t in sent] == [("receipt", True)]


def test_a_merged_customers_verdicts_are_told_under_either_number(shop, clock, ana):
    other = customer(clock, "1b")
    record([merged(other, ana, NOON - days(1))], clock.now())
    day.run_if_due(shop, clock)
    assert short(told(shop, other)) == short(told(shop, ana))
    assert short(told(shop, other))[0][:2] == ("win_back", "send")


def test_who_has_no_address_is_told_so(shop, clock):
    found = customer(clock, "9")
    record(
        [fact for n in range(5) for fact in order(found, f"9/{n}", NOON - days(100 + 30 * n), TEA)],
        clock.now(),
        wake=False,
    )
    day.run_if_due(shop, clock)
    assert short(told(shop, found))[0] == ("win_back", "refused", "We have no e-mail address of yours.")


def test_before_the_first_plan_there_is_nothing_to_tell(shop, clock, ana):
    assert told(shop, ana) == []


@pytest.fixture
def regulars(settings, shop):
    """Runs a command as the terminal would."""
    from regulars.project.cli import main

    def run(*words, code=0):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == code, done.output
        return done.output

    return run


@pytest.mark.parametrize("name", ["1", "1@example.test", "our number"])
def test_the_command_finds_them_by_any_name_and_tells(regulars, shop, clock, ana, name):
    day.run_if_due(shop, clock)
    told_so = regulars("why", str(ana) if name == "our number" else name)
    assert told_so.splitlines()[0] == (
        "2026-10-01 10:00 UTC  Win-back (customer): sent. "
        "You used to order about every 30 days, and your last order was 100 days ago."
    )
    assert "Re-order reminder (TEA): nothing to send. Assam tea ran out around 23 July 2026" in told_so


def test_the_command_does_not_call_a_rehearsed_message_sent(regulars, shop, clock, ana):
    dry = day.rehearse(shop, clock, clock.now())
    assert "Win-back (customer): would be sent. You used to" in regulars("why", "1", "--plan", dry.id)


def test_a_day_is_rehearsed_as_of_its_last_moment(regulars, shop, clock, ana):
    """A moment later it would be the next day, and everything a day older."""
    assert "as of 2026-09-20 21:59 UTC" in regulars("plan", "--on", "2026-09-20")
    assert Plan.objects.get(kind="dry").local_date == date(2026, 9, 20)


@pytest.mark.parametrize(("minor", "said"), [(1234.4, "€12.34"), (3.35, "€0.03"), (-0.4, "about nothing")])
def test_worth_is_told_to_the_cent(minor, said):
    assert worth(minor, "EUR", "en") == said


def test_the_command_says_when_nobody_or_nothing_is_known(regulars, shop, clock, ana):
    assert (
        regulars("why", "nobody@example.test", code=1)
        == "regulars: nobody is known as “nobody@example.test”\n"
    )
    assert "no plan was made" in regulars("why", "1")
    assert regulars("why", "1", "--plan", "x", code=1) == "regulars: there is no plan “x”\n"
    assert regulars("why", "1", "--on", "2020-01-01") == "Nothing was decided: no plan was made that day.\n"
