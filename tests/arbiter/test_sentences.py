"""Every reason has a sentence in every language, and what the sentence leaves open is told by the gate."""

from string import Formatter

import pytest

from regulars.arbiter.decide import CANDIDATES, _weighed, decide
from regulars.arbiter.gates import GATES, SENTENCES
from regulars.arbiter.policy import Policy
from regulars.kernel.language import SHIPPED
from regulars.kernel.sentence import fill
from tests.thinking import known

BIDDING = {"no_rate": set(), "not_worth_it": set(), "outbid": {"winner"}}


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
    assert set(CANDIDATES.columns) - {"prior"} <= set(columns)
