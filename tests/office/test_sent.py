"""Sent mail: the list, one message, and the local mailbox."""

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.delivery.models import Outbox
from regulars.facts.kinds import LinkFollowed
from regulars.facts.models import Letter
from regulars.facts.record import record
from tests.office.test_today import CAST, orders

RAW = b"""From: Our shop <hello@shop.example>\r
To: ana@example.test\r
Subject: =?utf-8?b?R3LDvMOfZQ==?=\r
Date: Tue, 10 Mar 2026 12:00:00 +0000\r
Message-ID: <x@shop.example>\r
MIME-Version: 1.0\r
Content-Type: text/html; charset=utf-8\r
\r
<p>Hello</p><script>alert(1)</script>\r
"""


@pytest.fixture
def mailbox():
    folder = configured.REGULARS_HOME / "mailbox"
    for name in ("tmp", "new", "cur"):
        (folder / name).mkdir(parents=True)
    yield folder
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


@pytest.mark.both_databases
def test_the_list_asks_as_many_questions_for_three_messages_as_for_one(desk, clock):
    counts = []
    for each in CAST:
        orders(clock, each)
        with CaptureQueriesContext(connection) as asked:
            page = desk.get("/office/sent").text
        counts.append(len(asked))
    assert counts == [counts[0]] * 3
    assert [name for name, _, _ in CAST if name in page] == ["Ana Alder", "Ben Birch", "Cleo Cedar"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"program": "receipt"}, True),
        ({"program": "reorder"}, False),
        ({"state": "planned"}, True),
        ({"state": "accepted"}, False),
        ({"since": "2026-03-10", "until": "2026-03-10"}, True),
        ({"since": "2026-03-11"}, False),
        ({"until": "2026-03-09"}, False),
        ({"since": "nonsense", "page": "x"}, True),
        ({"page": "7"}, False),
    ],
)
def test_the_list_can_be_narrowed(desk, clock, asked, found):
    orders(clock, CAST[0])
    assert ("Ana Alder" in desk.get("/office/sent", asked).text) is found


def test_a_message_tells_what_it_says_and_why(desk, clock):
    orders(clock, CAST[0])
    intent = Outbox.objects.get().intent
    page = desk.get(f"/office/sent/{intent}").text
    assert "Thank you – we have your order A17850" in page
    assert "“You placed order A17850 on 10 March 2026.”" in page
    assert "It was owed to them" in page
    assert "Assam tea, 250 g" in desk.get(f"/office/sent/{intent}/mail").text


def test_a_message_whose_words_were_erased_is_still_accounted_for(desk, clock):
    orders(clock, CAST[0])
    intent = Outbox.objects.get().intent
    Letter.objects.all().delete()
    assert "What it said is not kept any more." in desk.get(f"/office/sent/{intent}").text
    assert desk.get(f"/office/sent/{intent}/mail").status_code == 404


@pytest.mark.both_databases
def test_links_that_people_and_machines_followed_are_told_apart(desk, clock):  # C6.3
    orders(clock, CAST[0])
    mail = Outbox.objects.get()
    record(
        [followed(clock, mail, "person", ""), followed(clock, mail, "machine", "scanner")],
        clock.now(),
    )
    page = desk.get(f"/office/sent/{mail.intent}").text
    assert "A link was followed." in page
    assert "A machine looked at a link (scanner)." in page
    assert "people followed links in 1 mail, and machines looked at 1 mail." in desk.get("/office/sent").text
    assert "a link followed <strong>1</strong>×" in desk.get("/office/programs").text
    person = desk.get(f"/office/customers/{mail.customer_id}").text
    assert "Followed a link in our mail." in person


def followed(clock, mail, key, sign):
    return LinkFollowed(
        source="test", key=key, at=clock.now(), storefront=mail.storefront, customer_id=mail.customer_id, program="receipt",
        intent=mail.intent, number=1, sign=sign,
    )  # fmt: skip


def test_no_such_message(desk):
    assert desk.get("/office/sent/none").status_code == 404


def test_the_local_mailbox_shows_what_arrived(desk, mailbox):
    (mailbox / "new" / "00000001.abc.local").write_bytes(RAW)
    (mailbox / "cur" / "00000002.def.local:2,S").write_bytes(RAW.replace(b"ana@", b"ben@"))
    page = desk.get("/office/mailbox").text
    assert page.index("ben@example.test") < page.index("ana@example.test")
    assert "Grüße" in desk.get("/office/mailbox/00000002.def.local").text
    answer = desk.get("/office/mailbox/00000001.abc.local/mail")
    assert "<p>Hello</p>" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")


@pytest.mark.parametrize("name", ["none", "..", "%2e%2e%2fsecrets.toml", "secrets.toml"])
def test_nothing_but_mail_is_shown(desk, mailbox, name):
    assert desk.get(f"/office/mailbox/{name}").status_code == 404
