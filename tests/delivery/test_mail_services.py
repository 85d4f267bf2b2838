"""Every mail service takes a message as we wrote it, and each of its answers becomes what it means for the message (STANDARDS A7.1, A8)."""

import re
import threading
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from regulars.delivery import composed, http_line
from regulars.delivery.carrier import Answer, Envelope
from regulars.delivery.carriers.mail_service import MailServiceCarrier
from regulars.delivery.known_services import service
from regulars.delivery.mail_service import NoService
from regulars.delivery.mail_services import names, ses
from regulars.kernel import verp
from regulars.kernel.mail_service import MailService
from tests.delivery.services import PlayedService, Says

GOLDEN = (Path(__file__).parents[1] / "golden" / "receipt.de.eml").read_bytes().replace(b"\n", b"\r\n")
SIGNED = b"DKIM-Signature: v=1; a=rsa-sha256; d=tee.example;\r\n b=AAAA\r\n" + GOLDEN
KEYS = [b"a key of the tests"]
NAME = f"{1:032x}"
MAIL = Envelope(name=NAME, sender="hallo@tee.example", recipient="ana@example.test", content=SIGNED)
WHOLE = ("mailgun", "ses")
ONE_BY_ONE = ("brevo", "mailgun", "sendgrid", "ses")
REFUSALS = {  # a service's own way to say no for reasons of ours
    "postmark": (422, {"ErrorCode": 300, "Message": "Invalid 'From' address"}, "HTTP 422 300"),
    "resend": (422, {"name": "validation_error", "message": "no"}, "HTTP 422 validation_error"),
    "mailgun": (400, {"message": "no"}, "HTTP 400"),
    "sendgrid": (400, {"errors": [{"message": "no"}]}, "HTTP 400"),
    "brevo": (400, {"code": "invalid_parameter", "message": "no"}, "HTTP 400 invalid_parameter"),
    "ses": (400, {"__type": "MessageRejected", "message": "no"}, "HTTP 400 MessageRejected"),
}


def many(count, name=NAME):
    return [replace(MAIL, name=f"{n:032x}", recipient=f"reader{n}@example.test") for n in range(1, count + 1)]


@pytest.fixture(params=names())
def played(request):
    """A service, played on this machine."""
    server = PlayedService(request.param)
    yield server
    server.script.enough.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def account(played):
    return MailService(
        name=played.plays,
        key="a key",
        user="a name",
        region="eu-west-1",
        endpoint=played.address,
        connections=4,
    )


@pytest.fixture
def made(account, clock, monkeypatch):
    """A carrier that does not wait long."""
    for module in (http_line, ses):
        monkeypatch.setattr(module, "PATIENCE", (0.3, 0.5))
    with closing(
        MailServiceCarrier(service(account, KEYS, clock), connections=account.connections, clock=clock)
    ) as carrier:
        yield carrier


def send(carrier, *envelopes):
    given = envelopes or (MAIL,)
    if refused := carrier.open(MAIL.sender):
        return [refused]
    carrier.take(given)
    said = {id(envelope): answer for envelope, answer in carrier.answers(len(given))}
    return [said[id(envelope)] for envelope in given]


def ask_count(played, once):
    """How often a request goes out where one would be enough: those who know it again are asked again."""
    return 3 if played.plays in ("brevo", "resend") else once


# ------------------------------------------------------------------------- what is handed over


def test_a_message_is_handed_over_as_it_was_written(made, played):
    (answer,) = send(made)
    assert answer.kind == "accepted"
    (taken,) = played.script.taken
    assert verp.intent_in(taken["name"], KEYS) == NAME
    assert "ana@example.test" in taken["to"]
    written = message_from_bytes(SIGNED, policy=policy.default)
    if played.plays in WHOLE:
        assert taken["raw"] == (GOLDEN if played.plays == "ses" else SIGNED)
        return
    assert taken["subject"] == written["subject"]
    for kind in ("plain", "html"):
        assert taken[{"plain": "text"}.get(kind, kind)] == written.get_body((kind,)).get_content().replace(
            "\r\n", "\n"
        )
    for name in (
        "Message-ID",
        "Date",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Feedback-ID",
        "Auto-Submitted",
    ):
        assert taken["headers"][name] == written[name], name
    assert not {name.lower() for name in taken["headers"]} & {
        "dkim-signature",
        "mime-version",
        "content-type",
        "to",
        "from",
    }


def test_links_and_pictures_are_left_alone_where_that_can_be_said(made, played):
    send(made)
    (taken,) = played.script.taken
    said = taken["said"]
    told = {
        "postmark": lambda: (said["TrackLinks"], said["TrackOpens"]) == ("None", False),
        "mailgun": lambda: (said["o:tracking-clicks"], said["o:tracking-opens"]) == (b"no", b"no"),
        "sendgrid": lambda: not any(each["enable"] for each in said["tracking_settings"].values()),
    }
    assert played.plays not in told or told[played.plays]()


def test_many_messages_go_once_each_over_a_few_lines(made, played):
    given = many(40)
    assert {answer.kind for answer in send(made, *given)} == {"accepted"}
    assert sorted(verp.intent_in(each["name"], KEYS) for each in played.script.taken) == [
        each.name for each in given
    ]
    assert len(played.script.asked) == (40 if played.plays in ONE_BY_ONE else 4)


@pytest.mark.parametrize("played", ["postmark", "resend"], indirect=True)
def test_one_who_cannot_be_written_to_does_not_hold_up_the_others(made, played):
    given = many(8)
    given[3] = replace(given[3], recipient="gone@example.test")
    answers = send(made, *given)
    assert [answer.kind for answer in answers] == ["accepted"] * 3 + ["rejected"] + ["accepted"] * 4
    assert answers[3].cause == {"postmark": "mailbox", "resend": "policy"}[played.plays]
    assert len({each["name"] for each in played.script.taken}) == len(played.script.taken) == 7


@pytest.mark.parametrize("played", ["postmark"], indirect=True)
def test_marketing_goes_through_its_own_stream_at_postmark(account, clock, played):
    news = MAIL.content.replace(b"Auto-Submitted", b"List-Id: <news.shop.tee.example>\r\nAuto-Submitted")
    to = service(replace(account, stream="broadcast"), KEYS, clock)
    with closing(MailServiceCarrier(to, connections=1, clock=clock)) as carrier:
        send(carrier, MAIL, replace(MAIL, content=news))
    assert [each["said"].get("MessageStream") for each in played.script.taken] == [None, "broadcast"]
    assert played.script.taken[0]["headers"]["X-PM-KeepID"] == "true"


# ----------------------------------------------------------------------------------- what is answered


def test_a_refusal_for_what_we_do_is_a_fault_of_ours_and_of_no_address(made, played):
    code, body, status = REFUSALS[played.plays]
    played.script.says = [Says(code, body)]
    assert send(made) == [Answer(kind="rejected", status=status, cause="policy")]
    assert len(played.script.asked) == 1


def test_a_message_that_is_too_large_is_refused_for_its_content(made, played):
    played.script.says = [Says(413, {})]
    (answer,) = send(made)
    assert (answer.kind, answer.cause, answer.status) == ("rejected", "content", "HTTP 413")


@pytest.mark.parametrize("code", [401, 402, 403, 404, 302, 307])
def test_a_refusal_for_our_account_lets_all_messages_wait(made, played, code):
    played.script.says = [Says(code, {}, {"Location": played.address})]
    (answer,) = send(made)
    assert (answer.kind, answer.status[:8]) == ("unreachable", f"HTTP {code}")
    assert len(played.script.asked) == 1
    assert made.open(MAIL.sender) == answer  # and nothing is tried for a minute
    made.clock.pass_seconds(61)
    assert [each.kind for each in send(made)] == ["accepted"]


def test_who_asks_us_to_wait_is_obeyed(made, played):
    played.script.says = [Says(429, {"__type": "TooManyRequestsException"}, {"Retry-After": "3600"})]
    (answer,) = send(made)
    assert (answer.kind, answer.wait_seconds) == ("deferred", 0 if played.plays == "ses" else 3600)
    assert not played.script.taken


@pytest.mark.parametrize("played", ["resend"], indirect=True)
def test_a_moment_is_waited_here(made, played):
    played.script.says = [Says(429, {}, {"Retry-After": "1"})] * 2
    before = made.clock.now()
    assert [each.kind for each in send(made)] == ["accepted"]
    assert made.clock.now() - before == timedelta(seconds=2)


@pytest.mark.parametrize("code", [500, 502, 503, 504])
def test_an_error_of_theirs_leaves_us_in_doubt(made, played, code):
    played.script.says = [Says(code, {})] * 3
    (answer,) = send(made)
    assert (answer.kind, answer.status[:8]) == ("uncertain", f"HTTP {code}")
    assert len(played.script.asked) == ask_count(played, 1)


@pytest.mark.parametrize("body", [b"<html>fine", b"{}", b"[]", b"3"])
def test_a_yes_that_cannot_be_read_leaves_us_in_doubt(made, played, body):
    played.script.says = [Says(200, body)] * 3
    (answer,) = send(made)
    assert answer.kind == ("accepted" if played.plays == "sendgrid" else "uncertain")


@pytest.mark.parametrize("fails", ["lost", "slow"])
def test_a_lost_answer_leaves_us_in_doubt_and_nothing_is_sent_twice(made, played, fails):
    played.script.says = [Says(fails=fails, takes=True)]
    (answer,) = send(made)
    # Who knows what it took is asked again, and says so.
    assert answer.kind == ("accepted" if played.plays in ("brevo", "resend") else "uncertain")
    assert len(played.script.taken) == 1


@pytest.mark.parametrize("played", ["mailgun", "resend", "ses"], indirect=True)
def test_what_never_left_whole_is_tried_again(made, played):
    start = b"quoted-printable\r\n\r\n"
    large = replace(MAIL, content=MAIL.content.replace(start, start + b"x\r\n" * 3_000_000, 1))
    played.script.says = [Says(fails="early")]
    (answer,) = send(made, large)
    assert answer.kind == (
        "uncertain" if played.plays == "ses" else "accepted"
    )  # whose client does not tell how far it came
    played.script.says = [Says(fails="early")] * 2
    made.clock.pass_seconds(3600)
    (answer,) = send(made, replace(large, name=f"{2:032x}"))
    assert answer.kind == ("uncertain" if played.plays == "ses" else "deferred")


def test_where_nobody_listens_nothing_is_in_doubt(made, played):
    played.shutdown()
    played.server_close()
    (answer,) = send(made)
    assert answer.kind == "unreachable"
    assert made.open(MAIL.sender) == answer


@pytest.mark.parametrize("played", ["mailgun", "postmark"], indirect=True)
def test_a_service_in_trouble_is_left_alone_and_then_asked_with_one_message(made, played):
    played.script.says = [Says(500, {})] * 1000
    answers = [answer.kind for answer in send(made, *many(200))]
    assert answers.count("uncertain") < (12 if played.plays == "mailgun" else 201)
    assert made.open(MAIL.sender).kind == "unreachable"
    made.clock.pass_seconds(16 * 60)
    asked = len(played.script.asked)
    answers = [
        answer.kind for answer in send(made, *[replace(each, content=MAIL.content) for each in many(4)])
    ]
    assert (len(played.script.asked) - asked, answers.count("unreachable")) == (1, 3)
    made.clock.pass_seconds(16 * 60)
    played.script.says = []
    assert {answer.kind for answer in send(made, *many(4))} == {"accepted"}


def test_the_status_never_holds_an_address(made, played):
    played.script.says = [
        Says(
            400,
            {
                "code": "ana@example.test is bad",
                "name": "ana@example.test",
                "__type": "x@y",
                "ErrorCode": "a@b",
            },
        )
    ]
    (answer,) = send(made)
    assert re.fullmatch(r"HTTP 400", answer.status)


# ----------------------------------------------------------------------------------- while waiting


@pytest.mark.parametrize("played", ["mailgun"], indirect=True)
def test_the_caller_works_while_the_service_is_slow(made, played):
    gone_on = threading.Event()
    played.script.says = [Says(fails="slow")]
    steps = iter(range(5))

    def step():
        if next(steps, None) is None:
            played.script.enough.set()
            gone_on.set()
            return False
        return True

    made.open(MAIL.sender)
    made.take([MAIL])
    assert len(made.answers(1, step)) == 1
    assert gone_on.is_set()


@pytest.mark.parametrize("played", ["mailgun"], indirect=True)
def test_what_goes_wrong_meanwhile_loses_no_answer(made, played):
    def broken():
        raise RuntimeError

    made.take(many(10))
    with pytest.raises(RuntimeError):
        made.answers(10, broken)
    assert len(made.answers(10)) == 10
    assert made.answers(1) == []


# ------------------------------------------------------------------------------------------ settings


@pytest.mark.parametrize("name", names())
def test_each_service_says_what_it_lacks(name, clock):
    with pytest.raises(NoService, match=rf"\[service\] {name} needs (key|region): put it under \[service\]"):
        service(MailService(name=name), KEYS, clock)


def test_a_signature_is_taken_out_whole():
    assert composed.unsigned(SIGNED) == GOLDEN
    assert composed.unsigned(GOLDEN) == GOLDEN


def test_amazons_client_does_not_try_again_by_itself(clock):
    amazon = service(MailService(name="ses", region="eu-west-1", user="a", key="b"), KEYS, clock)
    with closing(amazon.open()) as line:
        assert line.backend.client.meta.config.retries["total_max_attempts"] == 1


def test_what_cannot_be_taken_apart_is_refused_and_not_in_doubt(made, played):
    (answer,) = send(made, replace(MAIL, content=b"From: \r\nTo: \r\n\r\nhello\r\n", recipient=""))
    assert (answer.kind, answer.cause) == ("rejected", "unsupported")
    assert not played.script.asked
