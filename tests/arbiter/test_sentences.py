"""Every reason has a sentence in every language, and what the sentence leaves open is told by the gate."""

from string import Formatter

import pytest

from regulars.arbiter import preferences, spoken
from regulars.arbiter.decide import CANDIDATES, _weighed, decide
from regulars.arbiter.gates import GATES, SENTENCES
from regulars.arbiter.policy import Policy
from regulars.kernel.language import SHIPPED
from regulars.kernel.sentence import fill
from regulars.programs.registry import programs
from tests.thinking import known

BIDDING = {
    "no_rate": set(),
    "not_worth_it": set(),
    "outbid": {"winner"},
    "less_welcome": {"named", "said_on"},
}


def given():
    """The values each reason is told with, by its key: asked of the gates over the columns of the weighed candidates."""
    weighed = _weighed(known(), Policy())
    refusals = [gate(weighed, Policy()) for _, gate in GATES]
    return {refusal.key: set(refusal.values) for refusal in refusals} | BIDDING


def places(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_each_reason_has_its_sentence_and_no_sentence_lacks_its_reason():
    assert set(SENTENCES) == set(given())


@pytest.mark.parametrize("key", SENTENCES)
def test_the_sentence_stands_in_every_language_and_leaves_open_what_the_gate_tells(key):
    says = SENTENCES[key]
    assert tuple(sorted(says)) == tuple(sorted(SHIPPED))
    assert {language: places(sentence) for language, sentence in says.items()} == dict.fromkeys(
        SHIPPED, given()[key]
    )


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("key", SENTENCES)
def test_it_reads_as_a_sentence(key, language):
    told = fill(SENTENCES[key][language], dict.fromkeys(given()[key], "2026-05-03"), language)
    assert told[0].isupper()
    assert told.endswith(".")
    assert "{" not in told
    assert "2026-05" not in told


def test_the_verdict_has_a_column_for_every_value_of_every_reason():
    values = {f"reason_{name}" for names in given().values() for name in names}
    columns = decide(known(), Policy()).columns
    assert {name for name in columns if name.startswith("reason_")} == values | {"reason_key"}
    assert set(CANDIDATES.columns) - {"by_post", "prior", "prior_by_post", "profiles"} <= set(columns)


ASKED_FOR = {
    ("too_often", "en"): "You asked for offers at most monthly; the last was on 3 May 2026.",
    ("too_often", "de"): "Sie wollten Angebote höchstens monatlich; die letzte Mail dazu kam am 3. Mai 2026.",
    ("unwanted_topic", "en"): "You asked on 1 May 2026 for no more offers; the last was on 3 May 2026.",
    ("unwanted_topic", "de"): "Sie wollten seit dem 1. Mai 2026 keine Angebote mehr; die letzte Mail dazu kam am 3. Mai 2026.",
    ("pausing", "en"): "You asked for no offers until 1 June 2026; the last was on 3 May 2026.",
    ("pausing", "de"): "Sie wollten bis zum 1. Juni 2026 keine Angebote; die letzte Mail dazu kam am 3. Mai 2026.",
    ("matters_little", "en"): (
        "You asked for offers only when they matter, and this is about less than 10 % of what you buy from us in a year; the last was on 3 May 2026."
    ),
    ("matters_little", "de"): (
        "Sie wollten Angebote nur, wenn es um Wichtiges geht, und dies betrifft weniger als 10 % Ihrer Einkäufe bei uns in einem Jahr; "
        "die letzte Mail dazu kam am 3. Mai 2026."
    ),
    ("over_own_limit", "en"): "You asked for at most 2 mails a month, and in the last 30 days you had 2; the last was on 3 May 2026.",
    ("over_own_limit", "de"): (
        "Sie wollten höchstens 2 Mails im Monat, und in den letzten 30 Tagen waren es 2; die letzte Mail dazu kam am 3. Mai 2026."
    ),
}  # fmt: skip
VALUES = {"topic": "offers", "asked": "monthly", "last": "2026-05-03", "chosen_on": "2026-05-01", "until": "2026-06-01", "percent": "10",
          "own_limit": "2", "days": "30", "heard": "2"}  # fmt: skip


def test_every_reason_of_preference_quotes_what_was_asked_and_when_the_last_mail_came():
    assert {key for key, _ in ASKED_FOR} == set(preferences.SAYS)
    assert {
        (key, language): spoken.told(SENTENCES[key][language], VALUES, language)
        for key, language in ASKED_FOR
    } == ASKED_FOR


def test_who_had_no_mail_yet_is_told_of_none():
    asked = {name: value for name, value in VALUES.items() if name != "last"}
    assert (
        spoken.told(SENTENCES["unwanted_topic"]["en"], asked, "en")
        == "You asked on 1 May 2026 for no more offers."
    )


@pytest.mark.parametrize("language", SHIPPED)
def test_every_topic_and_sensitivity_is_spoken_of_in_every_language(language):
    topics = {loaded.program.topic for loaded in programs().values() if loaded.program.nature == "marketing"}
    assert topics == set(spoken.TOPICS)
    assert set(spoken.ASKED) == set(preferences.DAYS_BETWEEN)
    assert all(language in names for names in (*spoken.TOPICS.values(), *spoken.ASKED.values()))
    assert spoken.topic_name("new_books", language) == "new books"
