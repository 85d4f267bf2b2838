"""Whatever opens the links of a mail before its reader does changes nothing; the reader's own press works afterwards (STANDARDS A5.4, E5.2-E5.4)."""

import email
import json
import re
from datetime import timedelta
from email.policy import default
from hashlib import sha256
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client

from regulars.delivery.answers import ANSWERS
from regulars.kernel.language import SHIPPED
from regulars.kernel.purposes import SERVICE
from regulars.programs.registry import programs
from tests.delivery.sink import Sink
from tests.delivery.test_mails import VALUES
from tests.office import shelf

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]
MAILS = [(key, language) for key in (*programs(), *ANSWERS) for language in SHIPPED]
TIMES = 50
LOGS: set[str] = set()
"""Tables that only tell who looked, which nothing is decided by."""


def tables():
    """Each table and the hash of its rows."""
    from django.db import connection

    quoted = connection.ops.quote_name
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {quoted(table)}")
            found[table] = sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return {table: rows for table, rows in found.items() if table not in LOGS}


@pytest.fixture
def mails(settings, live_server, clock):
    """Every shipped mail in every language, sent, each to a customer of its own: the parsed mail and whose it is."""
    from dataclasses import replace

    from regulars.delivery import outbox
    from regulars.delivery.carriers.smtp import SmtpCarrier
    from regulars.facts.kinds import CustomerKnown
    from regulars.facts.record import record

    store = next(iter(settings.STOREFRONTS.values()))
    settings.STOREFRONTS = {store.key: replace(store, url=live_server.url, sender="hello@shop.example")}
    whose = {}
    for number, (key, language) in enumerate(MAILS):
        address = f"{key}-{language}@example.test"
        whose[address] = customer = shelf.customer(clock, number=str(number), address=address)
        shelf.consent(clock, customer)
        said = {
            "source": "t",
            "key": address,
            "at": clock.now(),
            "storefront": store.key,
            "customer_id": customer,
        }
        record([CustomerKnown(**said, language=language)], clock.now())
        if key == "fresh_link":
            Client().post("/you/link", {"address": address})
        else:
            asked = message(key, language, customer, clock)
            if key == "confirm":
                wish(asked, clock)
            outbox.accept(asked, clock)
    sink = Sink()
    carrier = SmtpCarrier("127.0.0.1", sink.port, security="none", patience=5)
    assert outbox.send_due(clock, carrier).sent == len(MAILS)
    carrier.close()
    sink.shutdown()
    sink.server_close()
    parsed = [email.message_from_bytes(mail.content, policy=default) for mail in sink.script.taken]
    return [(mail, whose[mail["To"].addresses[0].addr_spec]) for mail in parsed]


def message(key, language, customer, clock):
    from django.conf import settings

    from regulars.delivery.message import Message
    from regulars.facts.identity import mailbox_for

    values, now = VALUES[key], clock.now()
    mailbox = mailbox_for(f"{key}-{language}@example.test", now, clock)
    return Message(
        intent=clock.token(), program=key, topic="reminders", nature="service", purpose=SERVICE, about="1001", occasion="once",
        customer_id=customer, mailbox_id=mailbox, storefront=next(iter(settings.STOREFRONTS)), language=language, values=values, worth_minor=0,
        currency="EUR", decided_at=now, send_after=now, expires_at=now + timedelta(days=3), plan_id="p1",
    )  # fmt: skip


def wish(mail, clock):
    """What the mail asks to have confirmed."""
    from regulars.facts import asking
    from regulars.facts.models import Requested
    from regulars.kernel.purposes import EMAIL, OPEN_TRACKING

    words = asking.asking(OPEN_TRACKING, EMAIL, mail.language)
    Requested.objects.create(
        intent=mail.intent, customer_id=mail.customer_id, mailbox_id=mail.mailbox_id, storefront=mail.storefront,
        asked=json.dumps([[OPEN_TRACKING, EMAIL, asking.keep(words.shown), words.version]]), language=mail.language, form="your page",
        network="", asked_at=clock.now(),
    )  # fmt: skip


def links(mail, host):
    """The addresses of ours in a mail, wherever they stand, by what they are for."""
    html, text = (mail.get_body((sort,)).get_content() for sort in ("html", "plain"))
    everything = " ".join([unescape(html), text, str(mail["List-Unsubscribe"])])
    found = set(re.findall(rf"{re.escape(host)}/[^\s<>\"')]+", everything))
    return {(urlsplit(each).path.rpartition("/")[0], each) for each in found}


def looked_at(links, opened):
    """By a link checker and by a browser's prefetch, of each kind one fifty times; then by a browser that runs every script, waits, and presses nothing."""
    robot, prefetch = Client(), {"Sec-Purpose": "prefetch;prerender", "Purpose": "prefetch"}
    seen: set[str] = set()
    for kind, address in sorted(links):
        path = address.removeprefix("http://").partition("/")[2]
        times, seen = 1 if kind in seen else TIMES, seen | {kind}
        for _ in range(times):
            assert robot.get(f"/{path}").status_code == 200
            assert robot.head(f"/{path}").status_code == 200
            assert robot.get(f"/{path}", headers=prefetch).status_code == 200
    context = opened().context
    for _, address in links:
        context.new_page().goto(address)
    context.pages[-1].wait_for_timeout(5_000)
    assert {page.url for page in context.pages} - {"about:blank"} == {address for _, address in links}


def presses(kind, address):
    """What the reader does with a link; the answer of the page."""
    reader, path = Client(), urlsplit(address).path
    said = {
        "/unsubscribe": {"List-Unsubscribe": "One-Click"},
        "/you": {"topic-offers": "never"},
        "/feedback": {"score": "5"},
        "/you/open": {},
        "/you/confirm": {},
    }
    answer = reader.post(path, said[kind])
    return reader.get("/you") if kind == "/you/open" else answer


DONE = {
    "/unsubscribe": ("You get no more advertising from us", "Sie bekommen keine Werbung mehr von uns"),
    "/you": ("Saved.", "Gespeichert."),
    "/feedback": ("We have your answer: 5 of 5.", "Ihre Antwort ist angekommen: 5 von 5."),
    "/you/open": ("Close this page", "Seite schließen"),
    "/you/confirm": ("Confirmed. Thank you.", "Bestätigt. Vielen Dank."),
}


def test_whatever_opens_every_link_of_every_mail_changes_nothing_and_then_the_reader_can(
    mails, opened, live_server
):
    every = {(*link, who) for mail, who in mails for link in links(mail, live_server.url)}
    assert {kind for kind, _, _ in every} >= DONE.keys()
    assert len(every) >= 2 * len(MAILS)
    before = tables()
    looked_at({(kind, address) for kind, address, _ in every}, opened)
    assert tables() == before
    for kind, address, _ in sorted(every, reverse=True):  # who unsubscribes has nothing left to confirm
        if kind in DONE:
            page = presses(kind, address).content.decode()
            assert any(each in page for each in DONE[kind]), (kind, address)
    changed = {table for table, rows in tables().items() if rows != before[table]}
    assert {f"fact_{kind}" for kind in ("consent_recorded", "preference_set", "feedback_given")} < changed
    unsubscribed = {who for kind, _, who in every if kind == "/unsubscribe"}
    assert unsubscribed == {who for _, who in mails}
