import smtplib
import socket

import pytest

from regulars.delivery.carriers import Envelope
from regulars.town.hand import ByHand
from regulars.town.letter import read
from regulars.town.mailbox import Mailbox
from regulars.town.sink import listening

MAIL = (
    b"From: Shop <shop@example.test>\r\nTo: Ana <ana@example.test>\r\nSubject: =?utf-8?q?Sch=C3=B6n?=\r\n"
    b"Message-ID: <1@example.test>\r\nList-Unsubscribe: <mailto:x@example.test>, <http://127.0.0.1:8000/u/1>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nHello\r\nhttp://127.0.0.1:8000/you/2 and\r\n.dot\r\n"
)


@pytest.fixture
def mailbox(tmp_path):
    return Mailbox(tmp_path / "mailbox")


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def envelope(recipient="ana@example.test"):
    return Envelope(sender="shop@example.test", recipient=recipient, content=MAIL)


def test_mail_that_was_read_is_kept_apart_from_mail_that_was_not(mailbox):
    mailbox.keep(MAIL)
    assert (mailbox.fresh(), mailbox.fresh()) == ([MAIL], [])
    assert [path.suffix for path in (mailbox.folder / "cur").iterdir()] == [".local:2,S"]


def test_smtp_and_by_hand_bring_the_same_bytes(mailbox, port):
    with listening(mailbox, port), smtplib.SMTP("127.0.0.1", port) as server:
        server.sendmail("shop@example.test", ["ana@example.test"], MAIL)
    ByHand(mailbox).send(envelope())
    over_smtp, by_hand = mailbox.fresh()
    assert over_smtp == by_hand == MAIL


def test_nobody_is_at_a_closed_mailbox_by_either_way(mailbox, port):
    with listening(mailbox, port), smtplib.SMTP("127.0.0.1", port) as server:
        server.ehlo()
        server.mail("shop@example.test")
        assert server.rcpt("ana@closed.example.test") == (550, b"5.1.1 no such mailbox")
    answer = ByHand(mailbox).send(envelope("ana@closed.example.test"))
    assert (answer.kind, answer.cause, answer.status) == ("rejected", "hard", "rcpt 550 5.1.1")
    assert mailbox.fresh() == []


def test_a_reader_sees_whom_it_is_for_what_it_says_and_what_can_be_pressed():
    letter = read(MAIL)
    assert (letter.to, letter.subject, letter.message_id) == ("ana@example.test", "Schön", "<1@example.test>")
    assert (letter.one_click, letter.links) == ("http://127.0.0.1:8000/u/1", ("http://127.0.0.1:8000/you/2",))
