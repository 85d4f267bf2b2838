"""Whole mails: what programs and answers say, byte for byte, and what every mail carries (STANDARDS A2, A3, E2)."""

import email
import json
import re
from email.policy import default
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import dkim
import pytest

from regulars.delivery import outbox, render
from regulars.delivery.answers import ANSWERS
from regulars.delivery.clean import clean
from regulars.delivery.dkim import is_canonical
from regulars.delivery.dkim_keys import Keys
from regulars.delivery.dkim_record import place, record
from regulars.delivery.models import Outbox
from regulars.facts.models import Letter
from tests.delivery.conftest import RECEIPT_VALUES, REORDER_VALUES

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parents[1] / "golden"
VALUES: dict[str, dict[str, Any]] = {
    "receipt": RECEIPT_VALUES,
    "feedback": {"order_ref": "1001", "title": "Teapot “Ida”", "delivered_on": "2026-10-04", "ordered_on": "2026-10-01", "days_ago": 12},
    "reorder": REORDER_VALUES,
    "win_back": {
        "last_ordered_on": "2026-04-01", "days_since": 183, "typical_gap_days": 40, "orders": 7, "favourite": "Green tea, 100 g", "variant": "TEA-100",
        "currency": "EUR",
    },
    "fresh_link": {"minutes": 10},
    "confirm": {"wishes": ["Newsletter", "Whether mails are opened"], "days": 7},
}  # fmt: skip
OWED = ("receipt", *ANSWERS)
LINKS = {"receipt": 2, "fresh_link": 3, "confirm": 3, "feedback": 5, "reorder": 6, "win_back": 6}
LINK = re.compile(r"https://shop\.example/(?:unsubscribe|you/open|you/confirm|you|feedback|more|less)/[\w-]+")


@pytest.fixture
def sent(write, clock, carrier, sink):
    """Sends one message and returns it as it came over the wire."""

    def one(to=None, **changed):
        message = write(to, **changed)
        outbox.send_due(clock, carrier)
        assert [row.state for row in Outbox.objects.filter(intent=message.intent)] == ["accepted"]
        return sink.script.taken[-1].content

    return one


@pytest.fixture
def ana(people):
    """Ana, with ids that stay the same."""
    return people


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("program", VALUES)
def test_golden_mails(sent, golden, program, language):
    nature = "service" if program in OWED else "marketing"
    raw = sent(program=program, nature=nature, language=language, values=VALUES[program], about="1001")
    golden(GOLDEN / f"{program}.{language}.eml", raw.decode().replace("\r\n", "\n"))


@pytest.mark.parametrize("program", VALUES)
def test_every_mail_carries_its_headers(sent, program):
    nature = "service" if program in OWED else "marketing"
    raw = sent(program=program, nature=nature, values=VALUES[program])
    mail = email.message_from_bytes(raw, policy=default)
    row = Outbox.objects.get()
    assert mail.defects == []
    assert {name: len(mail.get_all(name)) for name in mail.keys()} == dict.fromkeys(mail.keys(), 1)  # noqa: SIM118
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == (row.message_id, "auto-generated")
    assert mail["Date"].datetime == row.dated_at
    assert str(mail["From"]) == "Tee & Kanne <hallo@tee.example>"
    assert str(mail["To"]) == "Ana Example <ana@example.test>"
    head = raw.split(b"\r\n\r\n")[0].decode()
    link = re.search(
        r"^List-Unsubscribe: <(https://shop\.example/unsubscribe/[\w-]+)>\r$", head, re.MULTILINE
    )
    assert link is not None
    assert len(link[1]) > 76
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in head
    assert ("List-Id" in mail) == (nature == "marketing")
    parts = mail["Feedback-ID"].split(":")
    assert len(parts) == len(set(parts)) == 4
    assert 5 <= len(parts[-1]) <= 15


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("program", VALUES)
def test_both_parts_say_the_same(sent, program, language):  # A3.2
    mail = email.message_from_bytes(
        sent(program=program, values=VALUES[program], language=language), policy=default
    )
    text, html = (mail.get_body((sort,)).get_content() for sort in ("plain", "html"))
    assert sorted(set(LINK.findall(text))) == sorted(set(LINK.findall(html)))
    assert len(set(LINK.findall(text))) == LINKS[program]
    assert "Am Markt 1, 10115 Berlin" in text
    assert f'lang="{language}"' in html
    assert len(html) < 80_000  # A3.3
    assert (
        min(
            map(
                int,
                re.findall(
                    r"font-size:(\d+)px", html.replace("font-size:0px", "").replace("font-size:1px", "")
                ),
            )
        )
        >= 14
    )


ATTACKS = [
    "<img src=x onerror=alert(1)>", "</td></table>", "{{7*7}}", "{% include 'x' %}", '"><a href=//evil.example>', "\u202eevil", "a\u200bb",
    "x" * 10_000, '=HYPERLINK("https://evil.example")', "Ana\r\nBcc: all@example.test", "www.evil.example", "http://evil.example",
    'Nguyễn, "x" <evil@e.x>',
]  # fmt: skip


@pytest.mark.parametrize("evil", ATTACKS, ids=lambda evil: evil[:20])
def test_nothing_a_customer_calls_themselves_gets_in(sent, people, evil):  # E2.1, E2.2, A2.2, A2.3
    mail = email.message_from_bytes(sent(people(name=evil), program="receipt"), policy=default)
    plain = email.message_from_bytes(
        sent(people(name="", address="no@example.test"), program="receipt"), policy=default
    )
    tags, plain_tags = (
        re.findall(r"<[a-z]+", each.get_body(("html",)).get_content()) for each in (mail, plain)
    )
    assert tags == plain_tags
    assert mail.keys() == plain.keys()
    assert [each.addr_spec for each in mail["To"].addresses] == ["ana@example.test"]
    everything = mail.get_body(("html",)).get_content() + mail.get_body(("plain",)).get_content()
    assert not re.search(r"evil\.example|e\.x|\u202e|\u200b", everything) or evil.startswith("=HYPERLINK")


@pytest.mark.parametrize(
    "evil", [attack for attack in ATTACKS if "\n" not in attack], ids=lambda evil: evil[:20]
)
def test_nothing_in_the_catalogue_gets_in(sent, evil):  # E2.1
    mail = email.message_from_bytes(sent(values=REORDER_VALUES | {"title": evil}), policy=default)
    plain = email.message_from_bytes(sent(), policy=default)
    tags, plain_tags = (
        re.findall(r"<[a-z]+", each.get_body(("html",)).get_content()) for each in (mail, plain)
    )
    assert tags == plain_tags
    assert len(str(mail["Subject"])) < 200


def test_a_customer_without_a_name_is_greeted_without_one(sent, people):
    text = (
        email.message_from_bytes(sent(people(name=""), program="receipt"), policy=default)
        .get_body(("plain",))
        .get_content()
    )
    assert "\nHello,\n" in text.replace("\r\n", "\n")


def test_what_was_said_can_be_shown_again_after_words_shop_and_keys_have_changed(
    sent, settings, monkeypatch
):  # Foundation 16
    from dataclasses import replace

    raw = sent(program="reorder")
    row = Outbox.objects.get()
    assert row.bytes_hash == sha256(raw).hexdigest()
    settings.LINK_KEYS = [b"a new key", *settings.LINK_KEYS]
    monkeypatch.setattr(render, "words_of", None)
    assert render.again(row.intent) == raw
    settings.STOREFRONTS = {"shop": replace(settings.STOREFRONTS["shop"], name="Renamed")}
    assert "Tee & Kanne" in render.shown(row.intent).text


def test_an_erased_message_cannot_be_shown(sent):
    sent(program="reorder")
    intent = Letter.objects.get().intent
    Letter.objects.all().delete()
    with pytest.raises(LookupError):
        render.shown(intent)


def test_a_preview_leads_nowhere_and_writes_nothing(shop):
    seen = render.preview("feedback", "de", VALUES["feedback"], customer_name="Ana Example")
    assert seen.subject == "Wie gefällt Ihnen Teapot “Ida”?"
    assert LINK.findall(seen.html + seen.text) == []
    assert not Outbox.objects.exists()


@pytest.fixture
def keys(settings, tmp_path, clock):
    """The sender's keys, both in use."""
    settings.REGULARS_HOME = tmp_path
    made = Keys(tmp_path, "tee.example")
    made.use({one.name for one in made.make(clock.now())}, clock.now())
    return made


@pytest.mark.parametrize("program", VALUES)
def test_a_mail_is_signed_as_it_leaves_when_the_domain_has_keys(sent, program, keys):  # A4.1
    raw = sent(
        program=program, nature="service" if program == "receipt" else "marketing", values=VALUES[program]
    )
    assert is_canonical(raw.split(b"\r\n\r\n", 1)[1]), "the body's hash is taken as it stands"
    published = {f"{place(key, 'tee.example')}.": record(key).encode() for key in keys.keys("signing")}
    verifier = dkim.DKIM(raw)
    for number in range(2):
        assert verifier.verify(number, dnsfunc=lambda name, timeout=5: published[name.decode()])
    assert raw.endswith(render.again(Outbox.objects.get().intent)), "what is shown again is what was signed"


def test_service_mail_in_doubt_goes_once_more_as_it_was_signed(write, clock, carrier, sink, keys):  # A8.2
    write(program="receipt")
    sink.script.says["dot"] = [None]
    outbox.send_due(clock, carrier)
    first = bytes(Letter.objects.get().body)
    keys.use({one.name for one in keys.make(clock.now())}, clock.now())
    clock.pass_seconds(15 * 60)
    outbox.send_due(clock, carrier)
    assert [taken.content for taken in sink.script.taken] == [first]
    assert first.startswith(b"DKIM-Signature:")


def order_told(raw):
    """What a receipt tells machines (schema.org)."""
    html = email.message_from_bytes(raw, policy=default).get_body(("html",)).get_content()
    scripts = Scripts()
    scripts.feed(html)
    scripts.close()
    (said,) = scripts.said
    return json.loads(said)


class Scripts(HTMLParser):
    """What a mail's scripts hold, as a reader of HTML finds them: not in comments, which MJML writes for Outlook."""

    def __init__(self):
        super().__init__()
        self.said = []

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            assert attrs == [("type", "application/ld+json")]
            self.said.append("")

    def handle_data(self, data):
        if self.cdata_elem == "script":
            self.said[-1] += data


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_receipt_tells_machines_of_the_order(sent, language):
    told = order_told(sent(program="receipt", language=language))
    assert (told["@type"], told["orderNumber"], told["orderStatus"]) == (
        "Order",
        "1001",
        "https://schema.org/OrderProcessing",
    )
    assert (told["price"], told["priceCurrency"], told["merchant"]["name"]) == ("45.90", "EUR", "Tee & Kanne")
    offers = [
        (offer["itemOffered"]["name"], offer["price"], offer["eligibleQuantity"]["value"])
        for offer in told["acceptedOffer"]
    ]
    assert offers == [("Green tea, 100 g", "12.00", 2), ("Teapot “Ida”", "17.00", 1)]


@pytest.mark.parametrize(
    ("quantity", "price", "told"), [(3, "8.00", 3), (7, "24.00", 1), (0, "24.00", 1), (-1, "24.00", 1)]
)
def test_what_one_costs_is_told_where_it_is_whole_cents(sent, quantity, price, told):
    lines = [RECEIPT_VALUES["lines"][0] | {"quantity": quantity}]
    (offer,) = order_told(sent(program="receipt", values=RECEIPT_VALUES | {"lines": lines}))["acceptedOffer"]
    assert (offer["price"], offer["eligibleQuantity"]["value"]) == (price, told)


@pytest.mark.parametrize(
    "evil",
    [*ATTACKS, "</script><script>alert(1)</script>", '","@type":"Event', "\u2028", "<!--"],
    ids=lambda evil: evil[:20],
)
def test_nothing_in_the_catalogue_gets_out_of_what_machines_read(sent, evil):  # E2.1
    lines = [RECEIPT_VALUES["lines"][0] | {"title": evil}]
    told = order_told(sent(program="receipt", values=RECEIPT_VALUES | {"lines": lines}))
    (offer,) = told["acceptedOffer"]
    assert offer["itemOffered"]["name"] == clean(evil)
    assert told["@type"] == "Order"
