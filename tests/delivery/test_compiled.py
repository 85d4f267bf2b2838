"""Compiled words say what the Liquid library would say, for any values, and in a form that nothing on the way changes (STANDARDS A3.1, E2, E3)."""

import quopri
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from liquid.exceptions import LiquidError

from regulars.delivery import liquid
from regulars.delivery.compiled import Script, compiled
from regulars.delivery.quoted import quoted
from regulars.delivery.words import closed_up

QUOTED = {True: Script(quoted, html=True), False: Script(quoted, html=False)}
SAID = (
    "{{ a }}", "<b>{{ a }}</b>{{ b }}", "  {{ a }}  \n.{{ b }}\n", "{% if a %}yes{% elsif b == 'x' %}x{% else %}no{% endif %}",
    "{% unless a == b %}differ{% endunless %}", "{% if a != blank and b or a == nil %}1{% endif %}", "{% if a < b %}less{% endif %}",
    "{% if a >= 2 %}two{% endif %}", "{% for it in several %}{{ forloop.index }} {{ it.name }} {{ it.price | money: 'EUR' }}, {% endfor %}",
    "{% for it in several %}{% if forloop.last %}last{% endif %}{{ it.name | truncate: 5 | upcase }}{% endfor %}", "{{ several.size }}",
    "{{ '<i>' }}{{ a | append: '<i>' }}", "{{ a | default: 'none' }}", "{% assign x = a %}{{ x }}", "{{ deep.inner }}",
    '<a href="{{ a | web_address }}">x</a>', "{% comment %}x{% endcomment %}{% echo a %}", "{% if a %} \n {% endif %}|",
    "{% case a %}{% when 'x' %}1{% else %}2{% endcase %}", "{{ a | date }}", "{% if true == a %}t{% endif %}{% if a == 1 %}1{% endif %}",
    "{% for it in several reversed %}{{ it.name }}{% endfor %}", "{{ a.b }}", "{% if several contains a %}in{% endif %}", "{{ b }}é €  =3D.\n.",
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=120)
VALUE = st.one_of(
    TEXT, st.integers(-10**9, 10**9), st.booleans(), st.none(), st.floats(allow_nan=False), st.sampled_from(
        ["x", "", " ", ".", "..", "=", "<b>", "a  b", "https://shop.example/?a=1&b=2", "javascript:x", "2026-10-01", "x" * 300]
    ),
)  # fmt: skip


def text_of(wire):
    return quopri.decodestring(wire).decode().replace("\r\n", "\n")


def values_of(a, b, names):
    several = [{"name": name, "price": 100 * n} for n, name in enumerate(names)]
    return {"a": a, "b": b, "several": several, "language": "de", "deep": {"inner": a}}


def either(said):
    try:
        return said()
    except LiquidError as wrong:
        return type(wrong), str(wrong)


@pytest.mark.parametrize("html", [True, False], ids=["html", "text"])
@pytest.mark.parametrize("source", SAID)
@settings(max_examples=40, deadline=None)
@given(a=VALUE, b=VALUE, names=st.lists(TEXT, max_size=3))
@example(a=True, b=1, names=["x"])
@example(a=1, b=True, names=[])
def test_the_same_as_the_library(source, html, a, b, names):
    values = values_of(a, b, names)
    template = liquid.template(source, html=html)
    pieces = compiled([template], [QUOTED[html]], "de")
    ours = either(lambda: text_of(b"".join(pieces(values)[0]) + b"\r\n"))
    theirs = either(lambda: liquid.filled(template, values) + "\n")
    assert ours == theirs


@given(st.lists(st.text(alphabet=st.sampled_from("a .=é\n\r\t<€"), max_size=200), max_size=4))
@settings(max_examples=300, deadline=None)
def test_nothing_on_the_way_changes_it(texts):  # A3.1, A4.3
    wire = b"".join(map(quoted, texts)) + b"end\r\n"
    assert text_of(wire) == "".join(texts).replace("\r", "") + "end\n"
    assert wire.count(b"\n") == wire.count(b"\r\n") == wire.count(b"\r")
    for line in wire.split(b"\r\n"):
        assert len(line) <= 76
        assert not line.startswith(b".")
        assert b"  " not in line
        assert not line.endswith((b" ", b"\t"))
    assert relaxed(wire) == wire


def relaxed(body):
    """RFC 6376 §3.4.4."""
    return re.sub(rb"[ \t]+\r\n", b"\r\n", re.sub(rb"[ \t]+", b" ", body))


@pytest.mark.parametrize(
    "source", [
        "a\n\n{% if b %}\n\nx\n\n{% endif %}\n\nc", "a\n\n{% if b %} \n\nx\n\n{% else %}\n\ny\n\n{% endif %}{% if b %}\n\nz\n\n{% endif %}\n\nc",
        "a\n\n{% for n in ns %}\n- {{ n }}{% endfor %}\n\nc", "a\n\n{% for n in ns %}{{ n }}\n{% endfor %}\nc", "a{% if b %} b{% endif %},\n\nc",
    ],
)  # fmt: skip
def test_a_condition_that_does_not_hold_leaves_no_gap(source):
    template = liquid.template(closed_up(source), html=False)
    for b in (True, False):
        said = liquid.filled(template, {"b": b, "ns": [1, 2]})
        assert "\n\n\n" not in said
        assert said.startswith("a")
        assert re.search(r"\n\n?c$", said)


def test_what_is_said_to_all_is_encoded_once():
    asked = []

    def encode(text):
        asked.append(text)
        return text

    script = Script(encode, html=False)
    template = liquid.template("Dear {{ name }}, {{ links.page }}", html=False)
    pieces = compiled([template], [script], "en")
    for _ in range(3):
        pieces({"name": "Ana", "links": {"page": "p"}})
    assert list(filter(None, asked)) == ["Dear ", ", ", "Ana", "p", "p", "p"]  # a link is one reader's


@settings(max_examples=60, deadline=None)
@given(a=VALUE, b=VALUE, names=st.lists(TEXT, max_size=3))
def test_several_texts_are_filled_together_as_they_would_be_alone(a, b, names):
    values = values_of(a, b, names)
    sources = [source for source in SAID if "default" not in source and "assign" not in source]
    for several in (sources[:9], sources[8:10] * 2, sources[-6:]):
        ways = [html for html in (True, False) for _ in several]
        templates = [liquid.template(source, html=html) for html in (True, False) for source in several]
        pieces = compiled(templates, [QUOTED[html] for html in ways], "de")
        together = either(lambda: [text_of(b"".join(each) + b"\r\n") for each in pieces(values)])  # noqa: B023
        alone = either(lambda: [liquid.filled(each, values) + "\n" for each in templates])  # noqa: B023
        assert together == alone
