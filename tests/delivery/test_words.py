"""Words are logic-light, strict, and cannot hide what the law wants said (STANDARDS E3)."""

import pytest
from liquid.exceptions import LiquidError

from regulars.delivery import liquid
from regulars.delivery.twin import tidy, twin
from regulars.delivery.words import NoWords, wording


def words(body, subject="Hello"):
    return wording(
        f"subject: {subject}\npreheader: x\n---\n<mj-section><mj-column>{body}</mj-column></mj-section>", "en"
    )


def said(body, **values):
    shop = {"name": "Shop", "url": "https://shop.example", "postal_address": "Street 1"}
    links = {"unsubscribe": "https://u.example", "page": "https://p.example", "feedback": "https://f.example"}
    context = {
        "language": "en",
        "shop": shop,
        "links": links,
        "why": "Because.",
        "customer": {"name": "Ana"},
    } | values
    made = words(body)
    return {name: liquid.filled(each, context) for name, each in made.templates.items()}


def test_values_are_escaped_in_html_and_plain_in_text():  # E2.1
    filled = said("<mj-text>{{ title }}</mj-text>", title='<img src=x onerror=alert(1)> & "q"')
    assert "<img src=x" not in filled["html"]
    assert "&lt;img src=x onerror=alert(1)&gt; &amp;" in filled["html"]
    assert '<img src=x onerror=alert(1)> & "q"' in filled["text"]


@pytest.mark.parametrize(
    "evil",
    ["{{ 7 | times: 7 }}", "{% include 'x' %}", "{% assign a = 1 %}", "liquid-0-", "<!-- liquid-0- -->"],
)
def test_a_value_is_never_a_template(evil):  # E2.1
    filled = said("<mj-text>{{ title }}</mj-text>", title=evil)
    assert evil in filled["text"]
    assert "49" not in filled["text"]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", " JAVASCRIPT:x", "vbscript:x"]
)
def test_a_link_leads_to_the_web_or_nowhere(link):  # E2.1
    filled = said('<mj-text><a href="{{ link }}">see</a></mj-text>', link=link)
    assert 'href="#"' in filled["html"]
    assert "see <#>" in filled["text"]


def test_a_good_link_stays_whole_in_both_parts():
    filled = said('<mj-button href="{{ link }}?a=1&amp;b=2">see</mj-button>', link="https://shop.example/x")
    assert 'href="https://shop.example/x?a=1&amp;b=2"' in filled["html"]
    assert "see <https://shop.example/x?a=1&b=2>" in filled["text"]


def test_a_missing_value_is_an_error_not_a_gap():  # E3.3
    with pytest.raises(LiquidError, match=r"customer\.nickname is undefined"):
        said("<mj-text>{{ customer.nickname }}</mj-text>")


@pytest.mark.parametrize(
    "body",
    [
        "{% include 'x' %}",
        "{% render 'x' %}",
        "{{ 'x' | safe }}",
        "{{ 'x' | base64_decode }}",
        "{% if %}",
        "{{ 'x' | nosuch }}",
    ],
)
def test_what_is_not_allowed_is_refused_when_the_words_are_read(body):  # E3.1
    with pytest.raises(NoWords, match="Liquid"):
        words(f"<mj-text>{body}</mj-text>")


@pytest.mark.parametrize(
    "body",
    [
        "{% for i in (1..1000000) %}x{% endfor %}",
        "{% for i in (1..1500) %}{% for j in (1..1500) %}x{% endfor %}{% endfor %}",
    ],
)
def test_a_loop_without_end_ends(body):  # E3.2
    with pytest.raises(LiquidError):
        said(f"<mj-text>{body}</mj-text>")


@pytest.mark.parametrize(
    "body",
    [
        "<mj-text><!-- </mj-text>",
        "<mj-text>x",
        "<mj-raw><!--</mj-raw>",
        '<mj-raw><div style="display:none"></mj-raw>',
    ],
)
def test_words_cannot_swallow_the_footer(body):  # E3.4
    with pytest.raises(NoWords):
        words(body)


@pytest.mark.parametrize("source", ["", "subject: x", "preheader: x\n---\n<mj-text>x</mj-text>"])
def test_words_without_a_subject_are_refused(source):
    with pytest.raises(NoWords, match="subject"):
        wording(source, "en")


def test_conditions_hold_for_text_and_html_alike():
    body = "<mj-text>a</mj-text>{% if gift %}<mj-text>a gift</mj-text>{% endif %}<mj-table>{% for n in ns %}<tr><td>{{ n }}</td></tr>{% endfor %}</mj-table>"
    with_gift, without = said(body, gift=True, ns=[1, 2]), said(body, gift=False, ns=[])
    for part in ("html", "text"):
        assert "a gift" in with_gift[part]
        assert "a gift" not in without[part]
    assert "1\n2\n" in tidy(with_gift["text"])


def test_money_and_days_are_written_as_the_language_does():
    body = "<mj-text>{{ 123450 | money: 'EUR' }} {{ 500 | money: 'JPY' }} {{ '2026-10-01' | date }} {{ '2026-10-01' | date: 'EEEE' }}</mj-text>"
    assert "€1,234.50 ¥500 1 October 2026 Thursday" in said(body)["text"]
    german = liquid.filled(
        liquid.template("{{ 123450 | money: 'EUR' }} am {{ '2026-10-01' | date }}", html=False),
        {"language": "de"},
    )
    assert german == "1.234,50\xa0€ am 1. Oktober 2026"


@pytest.mark.parametrize(
    "body", ["{{ 'x' | money: 'EUR' }}", "{{ 1 | money: 'XXY' }}", "{{ 'soon' | date }}", "{{ nil | date }}"]
)
def test_what_is_no_money_and_no_day_is_an_error(body):
    with pytest.raises(LiquidError):
        said(f"<mj-text>{body}</mj-text>")


def test_the_twin_reads_like_the_mail():
    html = """<body><div style="display:none">hidden</div><h1>Title</h1><p>One &amp; <a href="https://x.example">two</a></p>
    <ul><li>first</li><li>second</li></ul><p><a href="https://y.example">https://y.example</a></p><style>p{}</style></body>"""
    assert twin(html) == "Title\n\nOne & two <https://x.example>\n\n- first\n- second\n\nhttps://y.example\n"
