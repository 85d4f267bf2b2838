"""Sent mail: the list, one message, and the local mailbox."""

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.delivery.models import Opening, Outbox, Wording
from regulars.delivery.program_words import words_of
from regulars.engine.models import Verdict
from regulars.facts.kinds import ConsentRecorded, LinkFollowed
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


@pytest.mark.both_databases
def test_mails_opened_are_told_with_how_many_may_tell_and_end_with_the_permission(desk, clock):  # C6.1
    for each in CAST[:2]:
        orders(clock, each)
    mails = list(Outbox.objects.order_by("customer_id"))
    made = words_of("receipt", "en").with_picture
    Wording.objects.create(
        content_hash=made.content_hash, program="receipt", language="en", compiled=made.stored
    )
    Outbox.objects.update(
        nature="marketing", state="accepted", accepted_at=clock.now(), template=made.content_hash
    )
    Verdict.objects.update(worth_minor=5, currency="EUR")
    for mail in mails:
        allowed(clock, mail, "grant")
    opened(clock, mails[0], "google", "")
    opened(clock, mails[0], "", "scanner")
    opened(clock, mails[1], "apple", "apple")
    page = desk.get(f"/office/sent/{mails[0].intent}").text
    assert "Opened, at about this time: Google fetched its picture for them." in page
    assert "A machine fetched the mail’s picture (scanner)." in page
    assert (
        "Apple fetched the mail’s picture, as it does for every mail; nobody may have read it."
        in desk.get(f"/office/sent/{mails[1].intent}").text
    )
    told = "Readers let us see whether they opened 2 mails of the last 30 days: people opened <strong>1</strong>, machines alone 1. Of all other mail nobody knows."
    assert told in desk.get("/office/sent").text
    assert "opened <strong>1</strong> of the 2 that may tell" in desk.get("/office/programs").text
    person = f"/office/customers/{mails[0].customer_id}"
    assert (
        "Opened our mail, at about this time: Google fetched its picture for them." in desk.get(person).text
    )
    clock.pass_seconds(1)
    allowed(clock, mails[0], "withdraw")
    assert "Opened" not in desk.get(f"/office/sent/{mails[0].intent}").text
    assert "Opened our mail" not in desk.get(person).text
    assert (
        "Readers let us see whether they opened 1 mail of the last 30 days: people opened <strong>0</strong>, machines alone 1."
        in desk.get("/office/sent").text
    )


def allowed(clock, mail, action):
    said = {
        "purpose": "open_tracking",
        "channel": "email",
        "scope": "shop",
        "action": action,
        "ground": "consent",
        "actor": "subject",
        "form": "page",
    }
    words = dict.fromkeys(("text_hash", "language", "controls", "page", "evidence"), "")
    record(
        [
            ConsentRecorded(
                source="page", key=f"{mail.intent} {action}", at=clock.now(), storefront=mail.storefront, customer_id=mail.customer_id,
                mailbox_id=mail.mailbox_id, text_version="1", **said, **words,
            )
        ],
        clock.now(),
    )  # fmt: skip


def opened(clock, mail, via, sign):
    Opening.objects.create(
        intent=mail.intent, customer_id=mail.customer_id, mailbox_id=mail.mailbox_id, storefront=mail.storefront, program=mail.program,
        at=clock.now(), via=via, sign=sign,
    )  # fmt: skip


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
