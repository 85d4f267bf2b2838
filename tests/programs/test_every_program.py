"""What all programs must do, whichever there are."""

from dataclasses import fields
from string import Formatter

import pytest

from regulars.kernel.language import SHIPPED
from regulars.programs.base import CANDIDATE, NotASetting, checked, settled
from regulars.programs.registry import programs
from tests.shop import NOW, cast, written
from tests.thinking import Paper, known


@pytest.fixture(scope="module")
def shop():
    return Paper(cast())


def test_it_is_silent_in_an_empty_shop(program):
    paper = Paper([])
    assert (paper.propose(program), paper.nearest(program), paper.judge(program)) == ([], [], [])


def test_each_thing_is_proposed_once(program, shop):
    proposed = [tuple(row[name] for name in CANDIDATE[:4]) for row in shop.propose(program)]
    assert len(proposed) == len(set(proposed))


def test_a_customer_is_considered_in_vain_or_written_to_not_both(program, shop):
    vain = [row["customer_id"] for row in shop.nearest(program)]
    assert len(vain) == len(set(vain))
    assert not set(vain) & {row["customer_id"] for row in shop.propose(program)}


def test_nobody_is_told_the_same_thing_twice(program, shop):
    """After everything it would send was decided, the next plan refuses all of it."""
    sent = [row for row in shop.judge(program) if row["verdict"] == "send"]
    assert sent, "the cast has nobody for this program; let someone in who is written to"
    about = ("program", "topic", "about", "occasion", "nature")
    told = [written(row["customer_id"], NOW, **{name: row[name] for name in about}) for row in sent]
    again = {
        (row["customer_id"], row["about"]): row["reason_key"]
        for row in Paper([*cast(), *told]).judge(program)
    }
    assert [again[row["customer_id"], row["about"]] for row in sent] == ["already_said"] * len(sent)


def test_its_expressions_have_the_columns_every_audience_has(program):
    assert set(CANDIDATE) <= set(program.audience(known()).columns)
    assert (
        set(program.nearest(known()).columns) == {*program.audience(known()).columns, "unmet_key"}
        or not program.unmet
    )


def test_what_it_says_to_the_shop_is_in_every_language(program):
    assert set(program.title) == set(program.because) == set(SHIPPED)
    assert all(program.title.values())
    assert program.nature in ("service", "marketing")
    assert program.topic.isidentifier()


def test_every_condition_has_its_sentence_in_every_language(program):
    conditions = program.conditions(program.consider(known()))
    assert {condition.key for condition in conditions} == set(program.unmet)
    assert all(set(says) == set(SHIPPED) for says in program.unmet.values())


def test_its_sentences_leave_open_only_what_its_audience_tells(program):
    columns = set(program.audience(known()).columns)
    told = [
        *program.because.values(),
        *(sentence for says in program.unmet.values() for sentence in says.values()),
    ]
    assert [
        (place, sentence) for sentence in told for place in places(sentence) if place not in columns
    ] == []
    for says in (program.because, *program.unmet.values()):
        assert len({frozenset(places(sentence)) for sentence in says.values()}) == 1, (
            f"languages tell different things: {says}"
        )


def places(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_its_sentences_end_and_have_no_gap(program):
    for says in (program.because, *program.unmet.values()):
        for sentence in says.values():
            assert sentence.endswith((".", "?"))
            assert "  " not in sentence


@pytest.mark.parametrize("language", SHIPPED)
def test_it_has_words_in_every_language(program, language):
    loaded = programs()[program.key]
    assert (loaded.place / f"{language}.mjml").exists() or language in program.words
    assert loaded.words(language).startswith("subject: ")


def test_the_shop_reads_a_short_summary_and_then_more(program):
    summary, _, more = (type(program).__doc__ or "").partition("\n\n")
    assert 20 <= len(summary) <= 100
    assert "\n" not in summary
    assert summary.endswith(".")
    assert more.strip()


def test_each_setting_says_what_it_is_and_its_default_is_one_it_may_be(program):
    for dial in fields(program):
        assert dial.metadata["says"].endswith(".")
        assert type(dial.default) in (int, float, bool, str)
        assert checked(dial, dial.default) == dial.default
        if type(dial.default) in (int, float):
            assert dial.metadata["least"] < dial.metadata["most"]


def test_settings_out_of_bounds_are_refused_by_name(program):
    for dial in fields(program):
        if dial.metadata.get("most") is not None:
            with pytest.raises(NotASetting, match=f"^{dial.name}: "):
                settled(type(program), {dial.name: dial.metadata["most"] + 1})
            with pytest.raises(NotASetting, match=f"^{dial.name}: "):
                settled(type(program), {dial.name: "nan" if type(dial.default) is float else "many"})


def test_its_own_numbers_are_plausible(program):
    assert 0 < program.prior < 0.5
    assert 1 <= program.keeps_days <= 30
