"""Where links of offers may lead, and which links lead by way of us (STANDARDS E4.1, E4.2)."""

import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.delivery import outbox, render
from regulars.delivery.counted import addresses_in, counted, numbers_in
from regulars.delivery.followed import Followed, hosts_of, leads
from regulars.delivery.links import NOWHERE, PATHS, Reader, links
from regulars.delivery.liquid import filled, template
from regulars.delivery.words import joined, wording
from regulars.kernel.storefront import Storefront
from regulars.kernel.tokens import Forged, sign

KEYS = [b"a key of the tests", b"an older key"]
STORE = Storefront(url="https://post.shop.example/regulars", site="https://shop.example")
HOSTS = hosts_of(STORE)
READER = Reader(
    storefront="shop",
    customer_id=1,
    mailbox_id=2,
    intent="a" * 32,
    topic="offers",
    about="x",
    minted="2026-10-01",
)
HOSTILE = [
    "//evil.example", "\\\\evil.example", "/\\evil.example", "https:\\\\evil.example", "https:/evil.example", "https:evil.example", "https:///evil.example",
    "https://shop.example@evil.example/", "https://shop.example:x@evil.example", "https://user@shop.example/", "https://evil.example\\@shop.example",
    "https://evil.example\\.shop.example", "https://shop.example\\.evil.example", "https://shop.example.evil.example", "https://evilshop.example",
    "javascript:alert(1)", "JaVaScRiPt://shop.example/%0aalert(1)", "data:text/html,x", "vbscript:x", "ftp://shop.example/", "file:///etc/passwd",
    "https://shop.example/\r\nSet-Cookie: x=1", "https://shop.example/\nLocation: https://evil.example", "https://shop.example\t.evil.example",
    " https://shop.example", "https://shop.example/ x", "https://shop.example\u3000", "https://ѕhop.example/", "https://shop。example/", "https://[::1",
    "https://shop.example:8443/", "https://shop.example./", "", "#", "?", "shop.example", "https://" + "a" * 2_000, "\x00https://shop.example",
]  # fmt: skip


@pytest.mark.parametrize("target", HOSTILE)
def test_nothing_hostile_is_a_target(target):  # E4.1: CRLF, //evil, \\evil, userinfo, homographs
    assert not leads(target, HOSTS)
    assert links(STORE, READER, KEYS, HOSTS).followed(1, target) == target


@pytest.mark.parametrize(
    "target",
    ["https://shop.example", "http://shop.example/a?b=c&d=e#f", "HTTPS://SHOP.EXAMPLE/ä",
     "https://post.shop.example/x@y"],
)  # fmt: skip
def test_the_shops_own_pages_are(target):
    assert leads(target, HOSTS)
    made = links(STORE, READER, KEYS, HOSTS).followed(3, target)
    assert Followed.of(made.rpartition("/")[2], KEYS) == Followed("a" * 32, 3, target)
    assert made.startswith("https://post.shop.example/regulars/go/")


@given(
    st.binary(min_size=16, max_size=16),
    st.integers(0, 65_535),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
)
def test_a_token_says_what_was_signed_and_nothing_else(intent, number, target):
    link = Followed(intent.hex(), number, target)
    assert Followed.of(link.token(KEYS), [b"new", *KEYS]) == link
    for other in ("unsub", "prefs", "feedback", "open", "more", "less", "form"):
        with pytest.raises(Forged):
            Followed.of(sign(other, intent + b"\0\1" + target.encode(), KEYS), KEYS)


@given(st.data())
def test_a_token_that_was_changed_is_forged(data):
    token = Followed("a" * 32, 1, "https://shop.example/").token(KEYS)
    at = data.draw(st.integers(0, len(token) - 1))
    sign_there = data.draw(
        st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=%")
    )
    changed = token[:at] + sign_there + token[at + 1 :]
    if changed != token:
        with pytest.raises(Forged):
            Followed.of(changed, KEYS)


@pytest.mark.parametrize("said", [b"", b"a" * 17, b"a" * 18 + b"\xff"])
def test_what_is_signed_but_no_link_is_forged_too(said):
    with pytest.raises(Forged):
        Followed.of(sign("go", said, KEYS), KEYS)


def test_links_are_numbered_in_the_order_they_stand_in():
    words = """<mj-button href="{{ shop.url }}">a</mj-button> <a href='https://blog.shop.example/x?a=1&amp;b="2"'>b</a>
    <a href="{{ shop.url }}/tea?size={{ size }}&amp;from=mail">c</a> <a href = "{{ pick.link | default: shop.url }}">d</a>"""
    made = counted(words)
    assert re.findall(r"\{\{.*?\}\}", made) == [
        "{{ shop.url | web_address | followed: links, 1 }}",
        """{{ 'https://blog.shop.example/x?a=1&b="2"' | followed: links, 2 }}""",
        '{{ shop.url | web_address | followed: links, 3, "/tea?size=", size, "&from=mail" }}',
        "{{ pick.link | default: shop.url | web_address | followed: links, 4 }}",
    ]
    assert numbers_in(made) == {1, 2, 3, 4}
    assert list(addresses_in(made)) == ['https://blog.shop.example/x?a=1&b="2"']


@pytest.mark.parametrize(
    "href",
    ["{{ links.unsubscribe }}", "{{ variant | less_of: links }}", "{{ links.feedback }}?score=1", '{{ links["page"] }}', "mailto:a@shop.example", "tel:+49", "#top", "/here",
     "{{ shop.url }}{% if a %}/a{% endif %}", "{{ shop.url }}/{{ title | escape }}", "{{- shop.url -}}", "https://a.example/\\n"],
)  # fmt: skip
def test_our_own_links_and_what_says_more_than_a_value_stay_as_they_are(href):
    quote = "'" if '"' in href else '"'
    words = f"<a href={quote}{href}{quote}>x</a><img src={quote}https://shop.example/x.png{quote}/>"
    assert counted(words) == words


def said_by(words, where, language="en", **values):
    made = wording(
        f"subject: x\n---\n<mj-section><mj-column><mj-text>{words}</mj-text></mj-column></mj-section>",
        language,
    )
    context = {
        "shop": {"url": STORE.site, "name": "S", "postal_address": "P"}, "why": "w", "customer": {"name": ""}, "language": language,
        "links": where,
    } | values  # fmt: skip
    library = [
        filled(template(made.html, html=True), context),
        filled(template(made.text, html=False), context),
    ]
    import quopri

    _, pieces = made.filled(context)
    body = joined(pieces, where)
    parts = [quopri.decodestring(part).decode() for part in body.split(b"\r\n\r\n")]
    together = "\n".join(parts).replace("\r\n", "\n")
    return made, library, together


LOOP = (
    '{% for pick in picks %}<a href="{{ pick.link }}">{{ pick.title }}</a> {% if pick.old %}<a href="{{ pick.link }}/old">old</a>{% endif %}'
    '{% endfor %}<a href="{{ shop.url }}/all?a=1&amp;size={{ size }}">all</a> <a href="https://blog.shop.example/">blog</a>'
)
PICKS = [
    {"title": "Tea & more", "link": "https://shop.example/p/1?a=1&b=2", "old": True},
    {"title": "Elsewhere", "link": "https://elsewhere.example/p/2?a=1&b=2", "old": False},
]


def test_compiled_words_link_as_the_library_does():
    where = links(STORE, READER, KEYS, HOSTS | {"blog.shop.example"})
    made, (html, text), body = said_by(LOOP, where, picks=PICKS, size=42)
    assert made.hosts == {"blog.shop.example"}
    assert made.numbers == {1, 2, 3, 4}
    targets = [
        (link.number, link.target)
        for link in (Followed.of(token, KEYS) for token in re.findall(r'/go/([\w.-]+)"', html))
    ]
    assert targets == [
        (1, "https://shop.example/p/1?a=1&b=2"),
        (2, "https://shop.example/p/1?a=1&b=2/old"),
        (3, "https://shop.example/all?a=1&size=42"),
        (4, "https://blog.shop.example/"),
    ]
    assert 'href="https://elsewhere.example/p/2?a=1&amp;b=2"' in html
    for link in (*re.findall(r"https://post[^\"]*", html), "https://elsewhere.example/p/2?a=1&amp;b=2"):
        assert link in body
    assert re.findall(r"/go/([\w.-]+)", text) == re.findall(r"/go/([\w.-]+)", html)
    assert "\0" not in body


def test_two_messages_share_what_a_round_says_but_not_its_links():
    first, second = (
        links(STORE, Reader(**READER._asdict() | {"intent": intent * 32}), KEYS, HOSTS) for intent in "ab"
    )
    _, _, one = said_by(LOOP, first, picks=PICKS, size=42)
    _, _, other = said_by(LOOP, second, picks=PICKS, size=42)
    intents = [
        {Followed.of(token, KEYS).intent[0] for token in re.findall(r"/go/([\w.-]+)", each)}
        for each in (one, other)
    ]
    assert intents == [{"a"}, {"b"}]


@pytest.mark.parametrize("where", [links(STORE, READER, KEYS), NOWHERE], ids=["owed", "preview"])
def test_what_is_owed_and_what_is_a_preview_link_straight(where):
    _, (html, text), body = said_by(LOOP, where, picks=PICKS, size=42)
    assert "/go/" not in html + text + body
    assert 'href="https://shop.example/p/1?a=1&amp;b=2/old"' in html
    assert "<https://shop.example/all?a=1&size=42>" in text


@pytest.mark.django_db
def test_offers_link_by_way_of_us_and_receipts_do_not(write, clock, carrier, sink):  # E4.2
    for program in ("reorder", "receipt"):
        message = write(program=program)
        outbox.send_due(clock, carrier)
        said = render.shown(message.intent)
        own = {*PATHS, "go"} if program == "reorder" else set(PATHS)
        found = {
            {"you": "page"}.get(name, name)
            for name in re.findall(r"https://shop\.example/(\w+)/", said.html + said.text)
        }
        assert found <= own
        assert ("go" in found) == (program == "reorder")
        assert sha256(render.again(message.intent)).digest() == sha256(sink.script.taken[-1].content).digest()
