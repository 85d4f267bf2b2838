"""What every way of personalising must do, whichever there are: work when it is on, see nothing when it is off, and say what it is."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.arbiter import decide as arbiter
from regulars.arbiter.policy import Policy
from regulars.delivery.render import preview
from regulars.kernel.language import SHIPPED
from regulars.kernel.often import OFTEN
from regulars.knowledge.feature import Allowed, Feature
from regulars.knowledge.gates import reads
from regulars.knowledge.know import PAST_GATES
from regulars.programs.registry import features, programs
from tests import thinking
from tests.canaries import CANARIES, PAST, facts
from tests.shop import COFFEE, MUG, NEW_YEAR, TEA, TODAY, asked_for, cast, day, order, written
from tests.thinking import Paper

PROGRAMS = [loaded.program() for loaded in programs().values()]
SAYS = {"en": "x", "de": "x"}
UNWIRED = Feature("unwired", title=SAYS, uses=SAYS, why=SAYS, benefit=SAYS, profiling=True)
every_feature = pytest.mark.parametrize("feature", features().values(), ids=features())


def shop(feature, **how):
    return Paper(facts(feature, **how), more_features=[] if feature.key in features() else [feature])


def plan(paper):
    """All that is proposed, what becomes of it, and the bytes of each mail that is sent, in every language."""
    proposed = {
        (program.key, row["customer_id"], row["about"], row["occasion"]): row
        for program in PROGRAMS
        for row in paper.propose(program)
    }
    judged = paper.judge(*PROGRAMS)
    sent = [
        (row["program"], row["customer_id"], row["about"], row["occasion"])
        for row in judged
        if row["verdict"] == "send"
    ]
    return proposed, judged, {each: mails(each[0], proposed[each]) for each in sent}


def mails(program, values):
    made = [preview(program, language, values) for language in SHIPPED]
    return [part.encode() for mail in made for part in (mail.subject, mail.html, mail.text)]


def seen(paper, feature):
    """What the feature's gate lets through, and every table of knowledge made of it."""
    allowed = feature.allowed(thinking.known())
    gated = {table: paper.see(unnumbered(getattr(allowed, table))) for table in gates(feature.key)}
    return gated | {f"known {name}": paper.know(name) for name in made_of(feature.key)}


def unnumbered(table):
    """Without what only counts facts."""
    return table.select(*[name for name in table.columns if name not in ("key", "intent", "id")])


def everything() -> dict[str, ibis.Table]:
    """Every expression there is: of knowledge, of programs, of the arbiter."""
    known = thinking.known()
    proposed = {program.key: program.audience(known) for program in PROGRAMS}
    return known.expressions | proposed | {"decide": arbiter.decide(known, Policy())}


@cache
def read() -> dict[str, set[tuple[str, str | None]]]:
    return {name: reads(expression) for name, expression in everything().items()}


def gates(feature: str) -> set[str]:
    return {table for pairs in read().values() for table, by in pairs if by == feature}


def made_of(feature: str) -> Iterator[str]:
    made: set[str] = set()
    for name in thinking.known().expressions:
        if any(by == feature or table in made for table, by in read()[name]):
            made.add(name)
            yield name


@cache
def outcome(feature, *, on, canaries):
    """The plan, and what the feature saw for it. With all of them off it is the same shop, whichever is asked about."""
    paper = shop(feature, on=on, canaries=canaries)
    return plan(paper), paper


def is_wired(feature):
    """The canaries' past changes the plan when this is on, and it alone."""
    return outcome(feature, on=True, canaries=True)[0] != outcome(feature, on=True, canaries=False)[0]


def is_tight(feature):
    """When it is off, all is as in a shop where the canaries have no past."""
    nothing = next(iter(features().values()))
    with_it, without = (outcome(nothing, on=False, canaries=canaries) for canaries in (True, False))
    return with_it[0] == without[0] and seen(with_it[1], feature) == seen(without[1], feature)


@every_feature
def test_switched_on_it_changes_the_plan(feature):
    assert is_wired(feature), (
        f"“{feature.key}” is on and nothing comes of it: no expression uses it, or no canary shows it"
    )


@every_feature
def test_switched_off_it_is_as_if_what_it_uses_had_never_been(feature):
    assert gates(feature.key)
    assert is_tight(feature)


def test_a_feature_that_no_expression_uses_is_found():
    assert not is_wired(UNWIRED)


def test_a_gate_that_stands_open_is_found(monkeypatch):
    """The mutation these tests are for: one gate lets everybody through."""
    closed = Allowed.__getattr__

    def opened(allowed, name):
        leaks = allowed._feature.key == "rhythm"
        return getattr(allowed._facts, name) if leaks else closed(allowed, name)

    monkeypatch.setattr(Allowed, "__getattr__", opened)
    for kept in (thinking.known, thinking.sql, thinking.verdicts, thinking.audience):
        monkeypatch.setattr(thinking, kept.__name__, cache(kept.__wrapped__))
    monkeypatch.setattr(thinking.Sheet, "spare", [])
    off = [plan(shop(features()["rhythm"], on=False, canaries=canaries)) for canaries in (True, False)]
    assert off[0] != off[1]


past_orders = st.lists(
    st.tuples(
        st.sampled_from(CANARIES),
        st.sampled_from((TEA, COFFEE, MUG)),
        st.integers(1, 9),
        st.integers(1, 4),
        st.integers(1, 28),
    ),
    max_size=12,
)


@settings(max_examples=10, deadline=None)
@given(past_orders)
def test_with_everything_off_no_past_at_all_shows(bought):
    history = [
        fact
        for n, (who, thing, many, month, on) in enumerate(bought)
        for fact in order(who, day(month, on), {thing: many}, ref=f"past {n}", source=PAST)
    ]
    off = facts(UNWIRED, on=False, canaries=False)
    assert plan(Paper([*off, *history])) == plan(Paper(off))


def test_nothing_reads_past_a_gate_without_saying_why():
    """What a gate stands before, and whatever that is made of, is read through a gate, or its reader says why not (`past_gates`)."""
    known = thinking.known().expressions
    guarded: set[str] = set()
    waiting = [table for pairs in read().values() for table, by in pairs if by]
    for table in waiting:
        guarded.add(table)
        waiting += [each for each, _ in read()[table] if each not in guarded] if table in known else []
    of_things = {table for name in ("catalogue", "rate") for table, _ in read()[name]}
    personal = {
        each for each in guarded - of_things if "customer_id" in getattr(thinking.known(), each).columns
    }
    past = {
        name: {table for table, by in pairs if by is None and table in personal and name != "switch"}
        for name, pairs in read().items()
    }
    said = PAST_GATES | {program.key: program.past_gates for program in PROGRAMS}
    said |= {"decide": arbiter.PAST_GATES}
    assert {name: tables for name, tables in past.items() if tables} == {
        name: set(why) for name, why in said.items() if why
    }
    assert all(sentence.endswith(".") for why in said.values() for sentence in why.values())


@every_feature
def test_it_says_what_it_uses_why_and_what_you_get_in_every_language(feature):
    for text in (feature.title, feature.uses, feature.why, feature.benefit):
        assert set(text) == set(SHIPPED)
        assert all(said.strip() for said in text.values())
    assert not any(said.endswith(".") for said in feature.title.values())
    for sentence in (feature.uses, feature.why, feature.benefit):
        assert all(said.endswith(".") for said in sentence.values())


def test_each_has_a_key_of_its_own():
    declared = [feature for program in PROGRAMS for feature in program.features]
    assert len({feature.key for feature in declared}) == len(declared)
    assert all(key.isidentifier() for key in features())


def topics():
    return sorted({program.topic for program in PROGRAMS if program.nature == "marketing"})


@cache
def judged(topic, days_ago=None, often=None):
    """What becomes of everything where whoever hears about the topic last did so many days ago, if ever, and chose how often, if so."""
    told = [] if days_ago is None else [last_heard(who, topic, days_ago) for who in hearing(topic)]
    chose = [asked_for(who, NEW_YEAR, topic, often) for who in hearing(topic) if often]
    return Paper([*cast(), *told, *chose]).judge(*PROGRAMS)


def last_heard(who, topic, days_ago):
    at = day(6, 1) - timedelta(days=days_ago)
    return written(who, at, "earlier", topic=topic, about="something else")


@cache
def hearing(topic):
    """Those of the cast who would be written to about it today."""
    sent = [
        row["customer_id"]
        for row in Paper(cast()).judge(*PROGRAMS)
        if (row["topic"], row["verdict"]) == (topic, "send")
    ]
    assert sent, "the cast has nobody who hears about this"
    return sent


CHOICES = (
    ("everything", None, None), ("everything", 3, None),
    ("weekly", None, None), ("weekly", 6, "too_often"), ("weekly", 7, None),
    ("monthly", None, None), ("monthly", 29, "too_often"), ("monthly", 30, None),
    ("important", None, None), ("important", 89, "too_often"), ("important", 90, None),
    ("never", None, "unwanted_topic"), ("never", 300, "unwanted_topic"),
)  # fmt: skip
"""A choice, how many days ago the last mail on the topic came, if any did, and the reason against another."""


def test_every_choice_is_tried():
    assert tuple(dict.fromkeys(often for often, _, _ in CHOICES)) == OFTEN


@pytest.mark.parametrize(("often", "days_ago", "reason"), CHOICES)
@pytest.mark.parametrize("topic", topics())
def test_each_choice_about_a_topic_does_what_it_says_and_nothing_else(topic, often, days_ago, reason):
    values = {"asked": often} if reason == "too_often" else {"chosen_on": "2026-01-01"}
    last = {} if days_ago is None else {"last": f"{TODAY - timedelta(days=days_ago)}"}
    before, after = judged(topic, days_ago), judged(topic, days_ago, often)
    changed = [
        (now["customer_id"], now["topic"], now["reason_key"], now["values"])
        for was, now in zip(before, after, strict=True)
        if was != now
    ]
    refused = hearing(topic) if reason else []
    assert changed == [(who, topic, reason, {"topic": topic} | values | last) for who in refused]


@pytest.mark.parametrize("topic", topics())
def test_who_wants_only_what_matters_is_not_told_what_does_not(topic):
    """Where only what is worth a whole year of what somebody buys matters, nothing does."""
    chose = [asked_for(who, NEW_YEAR, topic, "important") for who in hearing(topic)]
    rows = Paper([*cast(), *chose], policy=Policy(important_share=1.0)).judge(*PROGRAMS)
    theirs = {row["customer_id"]: (row["reason_key"], row["values"]) for row in rows if row["topic"] == topic}
    refused = ("matters_little", {"percent": "100", "topic": topic})
    assert {who: theirs[who] for who in hearing(topic)} == dict.fromkeys(hearing(topic), refused)
