"""What came back is read by the standard, and by its words where there is none; whatever the bytes (STANDARDS B1, B3)."""

import tracemalloc
from datetime import timedelta
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.intake.returned.read import read
from tests.intake.returned.mails import bounce, complaint, plain
from tests.needs import DATA

ACTIONS = {"failed": {"5.1.1": "hard", "4.4.7": "soft", "5.7.26": "policy", "5.6.0": "content", "5.2.2": "soft"},
           "delayed": {"4.4.1": "soft"}, "delivered": {"2.1.5": "none"}, "relayed": {"2.0.0": "none"}, "expanded": {"2.0.0": "none"}}  # fmt: skip


@pytest.mark.parametrize(
    ("action", "status"), [(action, status) for action, said in ACTIONS.items() for status in said]
)
def test_action_and_status_together_say_what_it_is(action, status):
    found = read(bounce(status, action=action))
    assert found.sort == ACTIONS[action][status]
    assert [each.address for each in found.recipients] == ["ana@example.test"]
    assert found.final == (action != "delayed"), "who failed with a 4.x.x has given up"
    assert read(bounce(status, action=action.upper())).sort == found.sort


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_line_ends_do_not_matter(ends):
    assert read(bounce().replace(b"\n", ends)) == read(bounce())


def test_a_mail_names_the_message_it_returns():
    found = read(bounce(to="bounces+abc@tee.example", intent="f" * 32))
    assert found.names.told[0] == "bounces+abc@tee.example"
    assert found.names.message_ids == (f"<{'f' * 32}@tee.example>",)


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        ("abuse", "complaint"),
        ("fraud", "complaint"),
        ("Abuse", "complaint"),
        ("not-spam", "none"),
        ("auth-failure", "none"),
        ("new", "none"),
    ],
)
def test_a_complaint_is_one_by_its_type(kind, verdict):
    assert read(complaint(kind)).verdict == verdict


@pytest.mark.parametrize(
    ("words", "cause", "address"),
    [
        (("Hi. This is the qmail-send program at mx.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
         "<ana@example.test>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 No such user\nGiving up.\n\n--- Below this line is a copy of "
         "the message.\n\nReturn-Path: <x@tee.example>\nTo: ben@example.test\n"), "hard", "ana@example.test"),
        (("A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n"
         "  ana@example.test\n    mailbox is full: retry timeout exceeded\n\n------ This is a copy of the message ------\n\nTo: cleo@example.test\n"),
         "mailbox", "ana@example.test"),
        (("Your message\n\n  To:      ben@example.test\n  Subject: Tea\n\ndid not reach the following recipient(s):\n\nana@example.test on Thu, 29 Apr 2010\n"
         "    The recipient name is not recognized\n"), "hard", "ana@example.test"),
        ("Ihre Nachricht an <ana@example.test> konnte nicht zugestellt werden:\n550 5.7.1 Message rejected as spam\n", "policy", "ana@example.test"),
        ("Could not deliver to:\n\nana@example.test\n  550 5.0.0 Mail server blacklisted, see dnsbl.example\n", "policy", "ana@example.test"),
    ],
)  # fmt: skip
def test_a_bounce_in_words_is_understood(words, cause, address):
    found = read(plain(words))
    assert (found.bounced, found.cause, [each.address for each in found.recipients]) == (
        True,
        cause,
        [address],
    )


def test_a_warning_is_no_end():
    found = read(
        plain(
            "Warning: could not send message for past 4 hours\n<ana@example.test>... Deferred\nWill keep trying for 5 days."
        )
    )
    assert (found.sort, found.final) == ("soft", False)


@pytest.mark.parametrize(
    ("more", "subject", "sort"),
    [
        ("Auto-Submitted: auto-replied\n", "Away", "auto_reply"),
        ("Precedence: auto_reply\n", "Away", "auto_reply"),
        ("", "Automatic reply: Your order", "auto_reply"),
        ("", "Abwesenheitsnotiz", "auto_reply"),
        ("In-Reply-To: <1@tee.example>\n", "Re: Your order", "reply"),
        ("Auto-Submitted: no\n", "AW: Ihre Bestellung", "reply"),
        ("", "A question", "none"),
    ],
)
def test_away_is_neither_a_bounce_nor_a_reply(more, subject, sort):
    found = read(
        plain(
            "I could not be reached lately. Thank you!",
            sender="Ana <ana@example.test>",
            subject=subject,
            more=more,
        )
    )
    assert found.sort == sort
    assert (found.words != "") == (sort == "reply")


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Delivery failed", "The courier could not deliver my parcel.\nWrite to ana.work@other.test"),
        ("Paket nicht zugestellt", "Mein Paket konnte nicht zugestellt werden.\nTel: 0551 450 22"),
        ("Returned mail order", "You rejected what I returned. My mailbox is full of your mails!"),
    ],
)
def test_a_customer_who_writes_of_a_parcel_is_no_mail_server(subject, words):
    assert not read(plain(words, sender="Ana <ana@example.test>", subject=subject)).bounced
    assert read(plain(words, subject=subject)).bounced


def test_a_server_that_does_not_call_itself_one_is_known_by_what_it_shows():
    said = "Your message could not be delivered:\n<ana@example.test>: 550 user unknown"
    assert read(plain(said, sender="ndr@gateway.example.test", subject="Mail delivery failed")).sort == "hard"


@given(st.binary(max_size=3000))
def test_any_bytes_are_read(raw):
    read(raw)


@settings(deadline=timedelta(seconds=2))
@given(st.data())
def test_a_damaged_bounce_is_read(data):
    whole = bounce() if data.draw(st.booleans()) else complaint()
    cut = data.draw(st.integers(0, len(whole)))
    read(whole[:cut] + data.draw(st.binary(max_size=60)) + whole[data.draw(st.integers(cut, len(whole))) :])


HEADS = b"From: MAILER-DAEMON@x.test\nSubject: Undelivered\nMIME-Version: 1.0\n"
NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(10_000))
BLOCKS = b"".join(
    b"Final-Recipient: rfc822; u%d@x.test\nAction: failed\nStatus: 5.1.1\n\n" % n for n in range(100_000)
)
HOSTILE = {
    "50 MB": HEADS + b"\n" + b"user unknown\n" * 3_900_000,
    "10,000 nested parts": HEADS + NESTED,
    "10,000 parts": HEADS + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000,
    "10,000 mails in mails": HEADS + b"Content-Type: message/rfc822\n\n" * 10_000,
    "100,000 recipients": HEADS + b"Content-Type: message/delivery-status\n\n" + BLOCKS,
    "open tags": HEADS + b"Content-Type: text/html\n\n" + b"<style " * 150_000,
    "one long line": HEADS + b"\n" + b"a=b+" * 250_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_costs_little(name):
    tracemalloc.start()
    began = monotonic()
    read(HOSTILE[name])
    took, (_, most) = monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 30, "a few seconds here; tracing makes it slower"
    assert most < 100_000_000


@pytest.mark.needs("data")
def test_no_damaged_mail_of_others_raises():
    files = [file for file in (DATA / "email").rglob("*") if file.is_file()]
    assert len(files) > 300
    for file in files:
        read(file.read_bytes())
