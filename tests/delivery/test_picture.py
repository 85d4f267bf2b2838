"""The picture by which a mail tells that it was opened: only in offers, and only for readers who allow that (STANDARDS C6.1)."""

import email
import re
from email.policy import default
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.delivery import claim, outbox, render
from regulars.delivery.attempt import Round
from regulars.delivery.lint import lint, linted
from regulars.delivery.models import Outbox
from regulars.delivery.picture import intent_of
from regulars.delivery.program_words import words_of
from regulars.facts.kinds import ConsentRecorded
from regulars.facts.record import record
from regulars.kernel.tokens import Forged
from tests.delivery.test_mails import VALUES

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PICTURE = re.compile(
    r'<img src="https://shop\.example/picture/([\w-]+)" width="1" height="1" alt="" style="display:block">'
)
OFFERS = ("reorder", "win_back")


def say(person, clock, action="grant", purpose="open_tracking"):
    """Ana says yes or no to being seen."""
    at = clock.now()
    record([ConsentRecorded(
        source="page", key=f"{purpose} {action} {at}", at=at, storefront="shop", customer_id=person.customer_id, mailbox_id=person.mailbox_id,
        purpose=purpose, channel="email", scope="shop", action=action, ground="consent", actor="subject", form="page", text_hash="",
        text_version="1", language="en", controls="box", page="", evidence="",
    )], at)  # fmt: skip


@pytest.fixture
def ana(people):
    return people()


@pytest.fixture
def sent(write, clock, carrier, sink, ana):
    """Sends a message to Ana and returns it as it came over the wire."""

    def one(program="reorder", nature="marketing", language="en"):
        message = write(
            ana, program=program, nature=nature, language=language, values=VALUES[program], about="1001"
        )
        outbox.send_due(clock, carrier)
        assert Outbox.objects.get(intent=message.intent).state == "accepted"
        return sink.script.taken[-1].content

    return one


def html_of(raw):
    return email.message_from_bytes(raw, policy=default).get_body(("html",)).get_content()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("program", OFFERS)
def test_who_allows_it_gets_one_picture_and_otherwise_the_same_mail(sent, ana, clock, program, language):
    say(ana, clock)
    raw = sent(program, language=language)
    row = Outbox.objects.get()
    (token,) = PICTURE.findall(html_of(raw))
    assert intent_of(token, [b"a key of the tests"]) == row.intent
    assert html_of(raw).count("<img") == 1
    text = email.message_from_bytes(raw, policy=default).get_body(("plain",)).get_content()
    assert "picture" not in text
    with_it, made = words_of(program, language).with_picture, words_of(program, language)
    assert (row.template, with_it.html.replace(PICTURE_IN_WORDS, "")) == (with_it.content_hash, made.html)


PICTURE_IN_WORDS = '<img src="{{ links.picture }}" width="1" height="1" alt="" style="display:block">'


@pytest.fixture
def claimed(monkeypatch):
    """What was claimed so far."""
    taken: list[claim.Claimed] = []
    really = claim.claim

    def watched(*given):
        ours, ended = really(*given)
        taken.extend(ours)
        return ours, ended

    monkeypatch.setattr(claim, "claim", watched)
    return taken


@pytest.mark.parametrize("said", [[], ["withdraw"], ["grant", "withdraw"], ["request"]])
def test_for_all_others_not_a_byte_is_different(sent, ana, clock, claimed, said):
    for each in said:
        say(ana, clock, each)
        clock.pass_seconds(1)
    raw = sent()
    (each,) = claimed
    without = render.sealed(
        each.row, each.values, each.address, words_of("reorder", "en"), settings.STOREFRONTS["shop"]
    ).content
    assert raw.endswith(without)
    assert b"picture" not in without
    assert Outbox.objects.get().template == words_of("reorder", "en").content_hash


@pytest.mark.parametrize("program", ["receipt", "fresh_link"])
def test_service_mail_never_has_it(sent, ana, clock, program):
    say(ana, clock)
    assert "<img" not in html_of(sent(program, nature="service"))


def test_taken_back_between_the_words_and_the_gate_it_is_left_out(sent, ana, clock, monkeypatch):
    say(ana, clock)
    gate = Round.pass_gate
    said: list[None] = []

    def later(self):
        if self.ready and not said:
            clock.pass_seconds(1)
            said.append(say(ana, clock, "withdraw"))
        gate(self)

    monkeypatch.setattr(Round, "pass_gate", later)
    raw = sent()
    row = Outbox.objects.get()
    assert said
    assert row.template == words_of("reorder", "en").content_hash
    assert "<img" not in html_of(raw)
    assert sha256(render.again(row.intent)).hexdigest() == row.bytes_hash


def test_what_was_said_can_be_shown_again_with_it_and_showing_it_asks_for_nothing(
    sent, ana, clock
):  # Foundation 16
    say(ana, clock)
    raw = sent()
    row = Outbox.objects.get()
    clock.pass_seconds(1)
    say(ana, clock, "withdraw")
    assert sha256(render.again(row.intent)).hexdigest() == row.bytes_hash
    assert raw.endswith(render.again(row.intent))
    assert '<img src="" width="1"' in render.shown(row.intent).html
    assert "/picture/" not in render.shown(row.intent).html


def test_asking_who_allows_it_costs_no_question(write, people, clock):
    """The claim reads all standings of its mailboxes at once anyway."""
    counts = []
    for number in (1, 5):
        for each in range(number):
            write(people(f"P {number} {each}", f"p{number}.{each}@example.test"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            claimed, _ = claim.claim(clock, 10)
        counts.append(len(asked))
        assert [each.told_open for each in claimed] == [False] * number
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("program", OFFERS)
def test_mail_clients_understand_it(program, language):  # A3.3
    assert list(lint(words_of(program, language).with_picture.html)) == linted(program, language)


class Places(HTMLParser):
    """Where pictures stand: the elements that are open there."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.found.append(list(self.open))
        elif tag not in ("meta", "br", "link", "hr", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass


def test_it_stands_last_in_the_body(sent, ana, clock):
    say(ana, clock)
    places = Places()
    places.feed(html_of(sent()))
    assert places.found == [["html", "body"]]


@pytest.mark.parametrize("said", ["", "x", "a" * 43, "é"])
def test_a_token_of_ours_or_none(said):
    with pytest.raises(Forged):
        intent_of(said, [b"a key of the tests"])
