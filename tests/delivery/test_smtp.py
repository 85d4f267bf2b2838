"""The carrier speaks to any server, one step at a time, and never lets a message go before it may (STANDARDS A6, A8.1)."""

from collections import Counter
from contextlib import closing
from dataclasses import replace
from time import sleep

import pytest

from regulars.delivery.carriers import Answer, Envelope
from regulars.delivery.carriers.smtp import NoServer, SmtpCarrier
from regulars.delivery.dialogue import Dialogue, stuffed

MAIL = Envelope(
    sender="hallo@tee.example",
    recipient="ana@example.test",
    content=b"Subject: hello\r\n\r\nhello\r\n.dot\r\n..\r\n",
)


def send(carrier, *envelopes):
    """The answers to these messages, handed over at once; by default to one."""
    given = envelopes or (MAIL,)
    if refused := carrier.open(MAIL.sender):
        return [refused]
    carrier.take(given)
    said = {id(envelope): answer for envelope, answer in carrier.answers(len(given))}
    return [said[id(envelope)] for envelope in given]


def late(seconds):
    """A friendly answer after a while."""

    def reply():
        sleep(seconds)
        return b"250 taken"

    return reply


def many(count):
    return [replace(MAIL, name=str(n), recipient=f"reader{n}@example.test") for n in range(count)]


@pytest.fixture(
    params=[(), (b"PIPELINING",), (b"PIPELINING", b"CHUNKING")],
    ids=["step by step", "pipelining", "chunking"],
)
def offered(request, sink):
    """What the server offers."""
    sink.script.extensions = (b"8BITMIME", *request.param)


def test_a_message_arrives_as_it_was_written(carrier, sink, offered):
    assert send(carrier) == [Answer(kind="accepted", status="dot 250 2.0.0")]
    assert [taken.content for taken in sink.script.taken] == [MAIL.content]


def test_every_message_of_many_arrives_once_and_alone(carrier, sink, offered):  # A6.2
    assert {answer.kind for answer in send(carrier, *many(50))} == {"accepted"}
    assert sorted(taken.recipient for taken in sink.script.taken) == sorted(
        each.recipient for each in many(50)
    )
    verbs = Counter(line.partition(" ")[0].upper() for line in sink.script.heard)
    assert 1 <= verbs["EHLO"] <= 8
    assert verbs["MAIL"] == verbs["RCPT"] == verbs["DATA"] + verbs["BDAT"] == 50


def test_answers_come_as_they_are_asked_for(carrier, sink):
    sink.script.says["dot"] = [late(0.01)] * 20
    carrier.open(MAIL.sender)
    carrier.take(many(20))
    first = carrier.answers(5)
    assert 5 <= len(first) < 20
    assert len(first) + len(carrier.answers(20)) == 20
    assert carrier.answers(1) == []


def test_while_it_waits_other_work_is_done(carrier, sink):
    left = list(range(5))

    def work():
        left.pop()
        return bool(left)

    sink.script.says["dot"] = [late(0.05)]
    carrier.open(MAIL.sender)
    carrier.take([MAIL])
    assert len(carrier.answers(1, work)) == 1
    assert left == []


def test_what_goes_wrong_in_other_work_loses_no_answer(carrier):
    carrier.open(MAIL.sender)
    carrier.take([MAIL])
    with pytest.raises(ZeroDivisionError):
        carrier.answers(1, lambda: 1 / 0)
    assert [answer.kind for _, answer in carrier.answers(1)] == ["accepted"]


@pytest.mark.parametrize(
    ("stage", "reply", "kind"),
    [
        ("connect", b"554 5.3.2 closed", "unreachable"),
        ("connect", None, "unreachable"),
        ("connect", b"garbage", "unreachable"),
        ("ehlo", b"550 no", "unreachable"),
        ("ehlo", None, "unreachable"),
        ("mail", b"451 4.3.0 later", "deferred"),
        ("mail", None, "accepted"),  # over another connection: no dot had gone
        ("mail", b"421 4.3.2 idle too long", "accepted"),
        ("rcpt", b"550 5.1.1 no", "rejected"),
        ("rcpt", b"450-4.2.0 wait\r\n450 4.2.0 longer", "deferred"),
        ("rcpt", None, "accepted"),
        ("data", b"554 5.7.1 no", "rejected"),
        ("data", b"451 4.7.1 later", "deferred"),
        ("data", None, "accepted"),
        ("dot", b"250-2.0.0 taken\r\n250 2.0.0 indeed", "accepted"),
        ("dot", b"451 4.3.0 later", "deferred"),
        ("dot", b"421 4.3.2 shutting down", "deferred"),
        ("dot", b"552 5.3.4 too big", "rejected"),
        ("dot", None, "uncertain"),
        ("dot", b"what?", "uncertain"),
        ("dot", b"25", "uncertain"),
        ("dot", b"999 what", "uncertain"),
    ],
)
def test_an_answer_means_what_its_stage_says_and_the_next_message_goes(
    carrier, offered, stage, reply, kind
):  # A6.3
    if stage == "data" and b"CHUNKING" in carrier.script.extensions:
        kind = "accepted"  # nobody says DATA then
    carrier.script.says[stage] = [reply]
    assert [answer.kind for answer in send(carrier)] == [kind]
    assert [answer.kind for answer in send(carrier)] == ["accepted"]


def test_a_server_that_always_hangs_up_before_the_dot_defers(carrier, sink, offered):
    sink.script.says["rcpt"] = [None] * 10
    assert [answer.kind for answer in send(carrier)] == ["deferred"]
    assert sink.script.taken == []


def test_some_refused_among_many(carrier, sink, offered):
    sink.script.says["rcpt"] = [b"250 fine", b"550 5.1.1 no", b"250 fine", b"451 4.2.0 later"]
    kinds = Counter(answer.kind for answer in send(carrier, *many(20)))
    assert kinds == {"accepted": 18, "rejected": 1, "deferred": 1}
    assert len({taken.recipient for taken in sink.script.taken}) == len(sink.script.taken) == 18


@pytest.mark.parametrize("chopped", [1, 3, 7])
def test_replies_may_come_in_pieces(carrier, sink, offered, chopped):  # A6.3
    sink.script.piece = chopped
    assert {answer.kind for answer in send(carrier, *many(5))} == {"accepted"}


def test_a_server_that_lets_us_wait_is_hung_up_on(sink):  # A6.1
    sink.script.says["dot"] = [late(1)]
    with closing(SmtpCarrier("127.0.0.1", sink.port, security="none", patience=0.2)) as hasty:
        assert [(answer.kind, answer.status) for answer in send(hasty)] == [("uncertain", "dot timeout")]


def test_how_long_it_waits_is_what_the_standard_says():  # A6.1
    dialogue = Dialogue("shop.example", supply=lambda: None, tell=lambda passage, answer: None)
    patience = []
    for stage in ("connect", "mail", "rcpt", "data", "dot"):
        dialogue.awaited.clear()
        dialogue.awaited.append((stage, None))
        patience.append(dialogue.patience_seconds)
    assert patience == [300, 300, 300, 120, 600]


@pytest.mark.parametrize("stage", ["mail", "rcpt"])
def test_a_connection_that_died_while_idle_is_made_anew(carrier, sink, stage):
    send(carrier)
    sink.script.says[stage] = [None]
    assert send(carrier)[0].kind == "accepted"
    sink.script.says[stage] = [b"421 idle too long"]
    assert send(carrier)[0].kind == "accepted"
    assert len(sink.script.taken) == 3


def test_a_reset_after_the_dot_is_not_tried_again(carrier, sink):  # A6.5
    send(carrier)
    sink.script.says["dot"] = [None]
    assert send(carrier)[0].kind == "uncertain"
    assert sink.script.begun == 2


def test_a_server_that_is_not_there_is_unreachable(sink):
    sink.shutdown()
    sink.server_close()
    with closing(SmtpCarrier("127.0.0.1", sink.port, security="none")) as carrier:
        assert send(carrier)[0].kind == "unreachable"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_is_sent_to_a_server_without_the_encryption_asked_for(sink, security):  # A6.4
    if security == "tls":
        sink.script.says["connect"] = [None]
    with closing(SmtpCarrier("127.0.0.1", sink.port, security=security, patience=2)) as carrier:
        assert send(carrier)[0].kind == "unreachable"
    assert sink.script.taken == []


@pytest.mark.parametrize(
    ("host", "security"), [("", "none"), ("mail.example", "none"), ("mail.example", "maybe")]
)
def test_a_server_that_cannot_be_trusted_is_refused_at_once(host, security):
    with pytest.raises(NoServer, match=r"\[smtp\]"):
        SmtpCarrier(host, 25, security=security)


@pytest.mark.parametrize(
    ("recipient", "extensions", "kind", "heard"),
    [
        ("ana@müller.example", (), "accepted", "RCPT TO:<ana@xn--mller-kva.example>"),
        ("änne@example.test", (), "rejected", None),
        ("änne@example.test", (b"SMTPUTF8",), "accepted", "RCPT TO:<änne@example.test>"),
        ("ana@example.test", (b"SMTPUTF8",), "accepted", "RCPT TO:<ana@example.test>"),
    ],
)
def test_international_addresses_go_where_they_can(carrier, recipient, extensions, kind, heard):  # A3.5
    script = carrier.script
    script.extensions = extensions
    (answer,) = send(carrier, Envelope(sender=MAIL.sender, recipient=recipient, content=MAIL.content))
    assert answer.kind == kind
    assert answer.cause == ("" if kind == "accepted" else "unsupported")
    said = [line for line in script.heard if line.upper().startswith("RCPT")]
    assert [line.replace("rcpt", "RCPT", 1) for line in said] == ([heard] if heard else [])
    asked = [line for line in script.heard if line.upper().startswith("MAIL")]
    assert all(("SMTPUTF8" in line) == (not recipient.isascii() and bool(extensions)) for line in asked)


@pytest.mark.parametrize(
    ("content", "wire"),
    [
        (b"a\r\n.\r\nb\r\n", b"a\r\n..\r\nb\r\n"),
        (b".a\r\n", b"..a\r\n"),
        (b"a\n.\nb", b"a\r\n..\r\nb\r\n"),
        (b"a\r.\rb", b"a\r\n..\r\nb\r\n"),
        (b"a\n\r.\r\n", b"a\r\n\r\n..\r\n"),
        (b"", b"\r\n"),
    ],
)
def test_no_body_can_end_itself(content, wire):  # A3.1: SMTP smuggling
    assert stuffed(content) == wire
