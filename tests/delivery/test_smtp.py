"""The carrier speaks to any server, one step at a time, and never lets a message go before it may (STANDARDS A6, A8.1)."""

import pytest

from regulars.delivery.carriers import Answer, Envelope
from regulars.delivery.carriers.smtp import NoServer, SmtpCarrier, stuffed

MAIL = Envelope(
    sender="hallo@tee.example",
    recipient="ana@example.test",
    content=b"Subject: hello\r\n\r\nhello\r\n.dot\r\n..\r\n",
)


def send(carrier, envelope=MAIL):
    gates = []
    return carrier.send(envelope, lambda: gates.append("passed")), gates


def test_a_message_arrives_as_it_was_written(carrier, sink):
    answer, gates = send(carrier)
    assert answer == Answer(kind="accepted", status="dot 250 2.0.0")
    assert gates == ["passed"]
    assert [taken.content for taken in sink.script.taken] == [MAIL.content]


def test_many_messages_take_one_connection_and_one_recipient_each(carrier, sink):  # A6.2
    for _ in range(5):
        assert send(carrier)[0].kind == "accepted"
    verbs = [line.partition(" ")[0].upper() for line in sink.script.heard]
    assert verbs.count("EHLO") == 1
    assert verbs.count("RCPT") == verbs.count("DATA") == 5


def test_the_gate_is_passed_when_all_but_the_dot_has_gone_and_not_before(carrier, sink):  # A8.1
    seen = []
    carrier.send(MAIL, lambda: seen.append((sink.script.heard[-1].upper(), len(sink.script.taken))))
    assert seen == [("DATA", 0)]


def test_what_stops_at_the_gate_never_was(carrier, sink):
    def closed():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        carrier.send(MAIL, closed)
    assert sink.script.taken == []
    assert send(carrier)[0].kind == "accepted", "the next message takes a new connection"
    assert len(sink.script.taken) == 1


@pytest.mark.parametrize(
    ("stage", "reply", "kind", "gates"),
    [
        ("connect", b"554 5.3.2 closed", "unreachable", []),
        ("connect", None, "unreachable", []),
        ("mail", b"451 4.3.0 later", "deferred", []),
        ("mail", None, "unreachable", []),
        ("rcpt", b"550 5.1.1 no", "rejected", []),
        ("rcpt", b"450-4.2.0 wait\r\n450 4.2.0 longer", "deferred", []),
        ("rcpt", None, "unreachable", []),
        ("data", b"554 5.7.1 no", "rejected", []),
        ("data", None, "unreachable", []),
        ("dot", b"250-2.0.0 taken\r\n250 2.0.0 indeed", "accepted", ["passed"]),
        ("dot", b"451 4.3.0 later", "deferred", ["passed"]),
        ("dot", b"421 4.3.2 shutting down", "deferred", ["passed"]),
        ("dot", b"552 5.3.4 too big", "rejected", ["passed"]),
        ("dot", None, "uncertain", ["passed"]),
        ("dot", b"what?", "uncertain", ["passed"]),
        ("dot", b"25", "uncertain", ["passed"]),
    ],
)
def test_an_answer_means_what_its_stage_says_and_the_next_message_goes(carrier, stage, reply, kind, gates):
    carrier.script.says[stage] = [reply]
    answer, passed = send(carrier)
    assert (answer.kind, passed) == (kind, gates)
    assert send(carrier)[0].kind == "accepted"


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
    assert send(SmtpCarrier("127.0.0.1", sink.port, security="none"))[0].kind == "unreachable"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_is_sent_to_a_server_without_the_encryption_asked_for(sink, security):  # A6.4
    carrier = SmtpCarrier("127.0.0.1", sink.port, security=security, patience=2)
    if security == "tls":
        sink.script.says["connect"] = [None]
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
    answer, _ = send(carrier, Envelope(sender=MAIL.sender, recipient=recipient, content=MAIL.content))
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
