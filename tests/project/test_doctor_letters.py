"""`regulars doctor` says what keeps letters from being printed, where the shop writes any."""

import sys
from dataclasses import replace

import pytest

from regulars.project.commands import doctor
from tests.delivery.conftest import shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
OWN = '''
from dataclasses import dataclass
from regulars.programs.base import Program

@dataclass(frozen=True)
class Own(Program):
    """Ours."""
    title = {{"en": "Own"}}
    topic, nature, because = "offers", "marketing", {{"en": "Because."}}
    words = {{"en": "subject: a\\npreheader: b\\n---\\n"}}
    by_post = True
    letters = {{"en": {letter!r}}}

    def consider(self, known):
        return known.profile
'''


def said(about):
    return [sentence for sentence in doctor.missing() if about in sentence]


@pytest.fixture
def writes_letters(settings, shop, tmp_path):
    settings.REGULARS_HOME = tmp_path
    settings.STOREFRONTS = {"shop": replace(shop, letter_cost="1.10")}


@pytest.fixture
def without_printing(monkeypatch):
    """The extra is not installed."""
    monkeypatch.delitem(sys.modules, "regulars.delivery.press", raising=False)
    monkeypatch.setitem(sys.modules, "segno", None)


def test_what_printing_needs_is_named(writes_letters, without_printing):
    (sentence,) = said("Letters cannot be printed")
    assert "pip install 'regulars[letter]'" in sentence


@pytest.mark.needs("pango")
def test_nothing_is_missing_where_all_is_there(writes_letters):
    assert said("etter") == []


def test_a_shop_that_writes_none_needs_nothing(settings, shop, without_printing):
    assert said("etter") == []


@pytest.mark.parametrize(
    ("letter", "wrong"),
    [
        ("Dear customer", "a letter begins with “subject: …”, then a line “---”"),
        ("subject: Hello\n---\n{% if %}\n", "the letter is not good Liquid"),
    ],
)
def test_a_letter_that_cannot_be_read_is_named(writes_letters, tmp_path, letter, wrong):
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "own.py").write_text(OWN.format(letter=letter), encoding="utf-8")
    assert any(sentence.startswith(f"own, letter in “en”: {wrong}") for sentence in doctor.missing())
