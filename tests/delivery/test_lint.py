"""Our mails use only what mail clients understand, or can do without; and so do a shop's own words, or it is told (STANDARDS A3.3)."""

import json
import re
from itertools import takewhile

import pytest

from regulars.delivery import render
from regulars.delivery.lint import HEAVY, TOO_HEAVY, Remark, clients, lint, linted, used
from regulars.delivery.program_words import words_of
from regulars.kernel.language import SHIPPED
from tests.delivery.conftest import RECEIPT_VALUES
from tests.needs import DATA

PROGRAMS = ("receipt", "feedback", "reorder", "win_back")

# A client of caniemail.com by our name, with the versions of it that most people have.
PLATFORMS = {
    "Apple Mail": ("apple-mail", ("macos", "ios")),
    "Gmail": ("gmail", ("desktop-webmail", "ios", "android")),
    "Outlook for Windows": ("outlook", ("windows",)),
    "Outlook": ("outlook", ("outlook-com", "ios", "android", "macos")),
    "Yahoo": ("yahoo", ("desktop-webmail", "ios", "android")),
    "GMX and WEB.DE": ("gmx web-de", ("desktop-webmail",)),
    "Samsung Email": ("samsung-email", ("android",)),
    "Thunderbird": ("thunderbird", ("macos",)),
}
NAMED_OTHERWISE = {
    "!important": "css-important", "var()": "css-variables", "calc()": "css-unit-calc", "%": "css-unit-percent", "<button>": "html-button-submit",
    "style=": "not the element that is filed as html-style", "display: flex": "css-display-flex", "display: grid": "css-display-grid",
    "@media (prefers-color-scheme)": "css-at-media-prefers-color-scheme",
    **dict.fromkeys(("<ul>", "<ol>", "<li>"), "html-lists"),
    **{f"<h{level}>": "html-h1-h6" for level in range(1, 7)},
}  # fmt: skip
UNITS = ("px", "em", "rem", "vh", "vw")


def words_said(body, head=""):
    return f"<html><head>{head}</head><body>{body}</body></html>"


def told(html):
    return [remark.says for remark in lint(html)]


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("program", PROGRAMS)
def test_nothing_is_to_be_said_about_our_own_words(shop, program, language):
    assert linted(program, language) == []


def test_what_is_let_through_is_used_and_has_a_reason(shop):
    in_use = set().union(*(used(words_of(program, "en").html) for program in PROGRAMS))
    allowed = clients()["harmless"]
    assert set(allowed) <= in_use
    assert set(allowed) <= set(clients()["without"])
    assert all(allowed.values())


@pytest.mark.parametrize(
    ("size", "weight"),
    [(HEAVY, None), (HEAVY + 1, "advice"), (TOO_HEAVY, "advice"), (TOO_HEAVY + 1, "wrong")],
)
def test_a_mail_that_would_be_cut_off_is_told(size, weight):
    found = list(lint("ü" * (size // 2) + "x" * (size % 2)))
    assert [remark.weight for remark in found] == ([weight] if weight else [])


def test_a_receipt_of_two_hundred_things_is_shown_whole(shop):
    line = {"n": 1, "title": "A thing with a name of the usual length, 250 g", "quantity": 2, "total_minor": 2400, "sort": "goods"}  # fmt: skip
    seen = render.preview("receipt", "de", RECEIPT_VALUES | {"lines": [line] * 200})
    assert seen.text.count("250 g") == 200
    assert told(seen.html) == []


def test_all_that_a_mail_uses_is_found():
    css = """@media (prefers-color-scheme: dark) and (min-width: 10px) { a:hover { COLOR: red !important } }
    @font-face { font-family: x; src: url(x) } /* float: left */"""
    body = """<!--[if mso]><center style="zoom:1"><![endif]--><p ALIGN=left style="display:grid;width:calc(1em + 2%);mso-x:1;-webkit-y:1">
    {% if a < b %}{{ float: left }}{% endif %}</p>"""
    assert used(words_said(body, f"<style>{css}</style>")) == {
        "<html>", "<head>", "<style>", "<body>", "<p>", "align=", "style=", "@media", "@media (prefers-color-scheme)", "color", "!important",
        "@font-face", "font-family", "src", "display", "display: grid", "width", "calc()", "em", "%",
    }  # fmt: skip


def test_what_some_clients_do_without_is_told_with_their_names():
    assert told(words_said('<div style="position:absolute;color:red">x</div>')) == [
        "“position” does nothing in Gmail, Outlook for Windows, Outlook"
    ]


def test_what_nobody_is_known_to_understand_is_told():
    assert told(words_said("<blink>x</blink>")) == [
        "“<blink>” is nothing that mail clients are known to understand"
    ]


def test_a_script_for_machines_is_no_script_for_readers():
    assert told('<script type="application/ld+json">{}</script>') == []
    assert told("<script>alert(1)</script>") == [
        "“<script>” is nothing that mail clients are known to understand"
    ]


def test_a_shorthand_speaks_for_its_parts():
    assert told(words_said('<p style="border-top-color:red;margin-left:1px">x</p>')) == []
    assert told(words_said('<p style="background-size:1px">x</p>')) == [
        "“background-size” does nothing in Outlook for Windows, GMX and WEB.DE"
    ]


def test_words_that_cannot_be_used_are_wrong(shop, settings, tmp_path):
    settings.REGULARS_HOME = tmp_path
    assert linted("birthday", "en") == [Remark("wrong", "there is no program “birthday”")]


# ---------------------------------------------------------------- against the published facts


@pytest.fixture(scope="module")
def published():
    return json.loads((DATA / "standards" / "caniemail_features.json").read_text())


def slug(name):
    """A name of ours as caniemail.com files it."""
    if name in NAMED_OTHERWISE:
        return NAMED_OTHERWISE[name]
    if name[0] == "<" or name.endswith("="):
        return f"html-{name.strip('<>=')}"
    if name.startswith("@"):
        return f"css-at-{name[1:]}"
    return f"css-unit-{name}" if name in UNITS else f"css-{name.removesuffix('()')}"


def without(feature):
    """Those of our clients of which any version's latest test says no."""
    return [name for name, (family, platforms) in PLATFORMS.items() if any(
        latest(feature["stats"].get(client, {}).get(platform, {})).startswith("n") for client in family.split() for platform in platforms
    )]  # fmt: skip


def latest(tests):
    """The answer of the latest test. They are listed from old to new, but for a few that are dated the other way round."""
    dated = len(list(takewhile(re.compile(r"\d{4}-\d\d").fullmatch, tests))) == len(tests)
    return tests[max(tests) if dated else list(tests)[-1]] if tests else "?"


@pytest.mark.needs("data")
def test_who_does_without_is_as_published(published):
    assert {name: without(published[slug(name)]) for name in clients()["without"]} == clients()["without"]


@pytest.mark.needs("data")
def test_what_everybody_does_is_as_published(published):
    named = {name: without(published[slug(name)]) for name in clients()["everywhere"]}
    assert {name: missing for name, missing in named.items() if missing} == {}


@pytest.mark.needs("data")
def test_what_is_basic_is_not_published(published):
    assert [name for name in clients()["basic"] if slug(name) in published] == []
