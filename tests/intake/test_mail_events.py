"""What mail services tell becomes what a mail that came back would: believed when they signed it and it bears our name (STANDARDS B2, B3, B4)."""

import json
from datetime import timedelta
from itertools import permutations

import pytest
from django.test import Client

from regulars.delivery import mail_services, outbox, settle
from regulars.delivery.models import Outbox
from regulars.facts.kinds import AddressSuppressed, ConsentRecorded, MessageOutcome, MessageReturned
from regulars.facts.models import RawDelivery, facts_of
from regulars.facts.standing import may_send_each
from regulars.intake import mail_events, sns, translate
from regulars.kernel import verp
from tests.delivery.conftest import carrier, clock, people, shop, sink, write
from tests.intake import told
from tests.needs import DATA

__all__ = ["carrier", "clock", "people", "shop", "sink", "write"]
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NAMES = mail_events.names()
GONE = "550 5.1.1 <ana@example.test>: user unknown"
OUR_FAULT = "550 5.7.26 this mail is unauthenticated; sender not authenticated by SPF and DKIM"
FULL = "552 5.2.2 mailbox full"
BOUNCES = {
    "ses": lambda t, words: told.ses_bounce(t, "Permanent", "General", words),
    "mailgun": lambda t, words: told.mailgun_failed(t, "permanent", int(words[:3]), words),
    "postmark": lambda t, words: told.postmark_event(t, "Bounce", Type="HardBounce", Details=words),
    "sendgrid": lambda t, words: told.sendgrid_event(
        t, "bounce", type="bounce", status=words[4:9].strip(), reason=words
    ),
    "brevo": lambda t, words: told.brevo_event(t, "hard_bounce", reason=words),
}
COMPLAINTS = {
    "ses": lambda t: told.ses_event(
        t, "Complaint", complaint={"complainedRecipients": [{"emailAddress": "ana@example.test"}]}
    ),
    "mailgun": lambda t: told.mailgun_event(t, "complained"),
    "postmark": lambda t: told.postmark_event(t, "SpamComplaint", Type="SpamComplaint"),
    "sendgrid": lambda t: told.sendgrid_event(t, "spamreport"),
    "brevo": lambda t: told.brevo_event(t, "spam"),
    "resend": lambda t: told.resend_event(t, "complained"),
}
ARRIVALS = {
    "ses": lambda t: told.ses_event(t, "Delivery", delivery={"recipients": ["ana@example.test"]}),
    "mailgun": lambda t: told.mailgun_event(t, "delivered"),
    "postmark": lambda t: told.postmark_event(t, "Delivery"),
    "sendgrid": lambda t: told.sendgrid_event(t, "delivered"),
    "brevo": lambda t: told.brevo_event(t, "delivered"),
    "resend": lambda t: told.resend_event(t, "delivered"),
}
WITHDRAWALS = {
    "mailgun": lambda t: told.mailgun_event(t, "unsubscribed"),
    "postmark": lambda t: told.postmark_event(
        t, "SubscriptionChange", SuppressSending=True, SuppressionReason="ManualSuppression"
    ),
    "sendgrid": lambda t: told.sendgrid_event(t, "unsubscribe"),
    "brevo": lambda t: told.brevo_event(t, "unsubscribe"),
}
DELAYS = {
    "ses": None,
    "mailgun": lambda t: told.mailgun_failed(t, "temporary", 451, "451 4.4.1 try later", "generic"),
    "sendgrid": lambda t: told.sendgrid_event(t, "deferred", response="451 4.4.1 try later"),
    "brevo": lambda t: told.brevo_event(t, "deferred", reason="451 4.4.1 try later"),
    "resend": lambda t: told.resend_event(t, "delivery_delayed"),
    "postmark": lambda t: told.postmark_event(t, "Bounce", Type="Transient"),
}
WORDS = [  # a service's own words, and what we make of them
    ("ses", lambda t: told.ses_bounce(t, "Permanent", "NoEmail"), ("hard", "hard")),
    ("ses", lambda t: told.ses_bounce(t, "Permanent", "OnAccountSuppressionList"), ("soft", "mailbox")),
    ("ses", lambda t: told.ses_bounce(t, "Transient", "MailboxFull"), ("soft", "mailbox")),
    ("ses", lambda t: told.ses_bounce(t, "Transient", "MessageTooLarge"), ("content", "content")),
    ("ses", lambda t: told.ses_event(t, "Reject", reject={"reason": "Bad content"}), ("content", "content")),
    ("mailgun", lambda t: told.mailgun_failed(t, "permanent", 605, "", "suppress-bounce"), ("hard", "hard")),
    ("mailgun", lambda t: told.mailgun_failed(t, "permanent", 607, "", "suppress-complaint"), ("complaint", "complaint")),
    ("mailgun", lambda t: told.mailgun_event(t, "rejected", reject={"reason": "x"}), ("policy", "policy")),
    ("postmark", lambda t: told.postmark_event(t, "Bounce", Type="SoftBounce", Details=GONE), ("soft", "other")),
    ("postmark", lambda t: told.postmark_event(t, "Bounce", Type="SpamNotification", Details="identified as spam"), ("policy", "policy")),
    ("postmark", lambda t: told.postmark_event(t, "Bounce", Type="DMARCPolicy"), ("policy", "policy")),
    ("postmark", lambda t: told.postmark_event(t, "Bounce", Type="BadEmailAddress"), ("hard", "hard")),
    ("sendgrid", lambda t: told.sendgrid_event(t, "bounce", type="blocked", reason="unable to get mx info"), ("soft", "other")),
    ("sendgrid", lambda t: told.sendgrid_event(t, "dropped", reason="Bounced Address"), ("hard", "hard")),
    ("sendgrid", lambda t: told.sendgrid_event(t, "dropped", reason="Spam Reporting Address"), ("complaint", "complaint")),
    ("brevo", lambda t: told.brevo_event(t, "soft_bounce", reason=GONE), ("soft", "other")),
    ("brevo", lambda t: told.brevo_event(t, "invalid_email"), ("hard", "hard")),
    ("resend", lambda t: told.resend_event(t, "bounced", bounce={"type": "Permanent", "subType": "General", "message": "hard bounce message"}), ("hard", "hard")),
    ("resend", lambda t: told.resend_event(t, "bounced", bounce={"type": "Transient", "subType": "General", "message": "a bounce message"}), ("soft", "network")),
]  # fmt: skip


WATCHED = [
    ("ses", lambda t: told.ses_event(t, "Open", open={"userAgent": "x", "ipAddress": "192.0.2.1"})),
    ("ses", lambda t: told.ses_event(t, "Click", click={"userAgent": "x", "link": "https://shop.example"})),
    ("mailgun", lambda t: told.mailgun_event(t, "opened")),
    ("sendgrid", lambda t: told.sendgrid_event(t, "open")),
    ("brevo", lambda t: told.brevo_event(t, "unique_opened")),
    ("resend", lambda t: told.resend_event(t, "opened")),
    ("postmark", lambda t: told.postmark_event(t, "Open")),
    ("postmark", lambda t: told.postmark_event(t, "Click")),
]


@pytest.fixture(scope="module")
def authority():
    from tests.delivery.conftest import NOON

    return told.Authority(NOON)


@pytest.fixture
def amazon(authority, monkeypatch):
    """What was fetched from Amazon, who gives out the certificate."""
    fetched = []

    def fetch(url):
        fetched.append(url)
        return authority.pem

    monkeypatch.setattr(sns, "FETCH", [fetch])
    return fetched


@pytest.fixture
def post(settings, clock, amazon):
    settings.CLOCK = clock
    settings.ALLOWED_HOSTS = ["*"]

    def posted(name, body, headers, *, kind="application/json"):
        settings.SERVICE = told.ACCOUNTS[name]
        return Client().post(f"/api/mail-events/{name}", body, content_type=kind, headers=headers)

    return posted


@pytest.fixture
def tell(post, clock, authority):
    """A service tells something, and it is translated."""
    numbers = iter(range(1000))

    def tells(name, said, *, number=""):
        body, headers = told.request_of(
            name, said, clock.now(), authority, number=number or f"n{next(numbers)}"
        )
        answer = post(name, body, headers)
        assert answer.status_code == 200, answer.content
        translate.waiting(clock)
        assert not RawDelivery.objects.exclude(state="translated").exists(), RawDelivery.objects.values_list(
            "error"
        )

    return tells


@pytest.fixture
def named(settings, write):
    """Writes a message to somebody; returns our signed name of it."""
    return lambda who: verp.token(write(who).intent, settings.LINK_KEYS)


@pytest.fixture
def complaint(named, ana, authority):
    """A complaint of Ana's, as a service sends it at a moment."""
    return lambda name, at: told.request_of(name, COMPLAINTS[name](named(ana)), at, authority)


@pytest.fixture
def ana(people):
    return people()


def returned():
    return list(facts_of(MessageReturned).order_by("id").values_list("sort", "cause", "final", "proven"))


def outcomes():
    return list(facts_of(MessageOutcome).order_by("id").values_list("outcome", flat=True))


def suppressed():
    return list(facts_of(AddressSuppressed).order_by("id").values_list("mailbox_id", "scope", "cause"))


def may(mailbox, clock):
    asked = {(mailbox, "service"), (mailbox, "marketing")}
    return {nature: refusal for (_, nature), refusal in may_send_each(asked, clock.now()).items()}


def test_whoever_carries_also_tells():
    assert mail_services.names() == NAMES


@pytest.mark.parametrize("name", BOUNCES)
def test_a_hard_bounce_suppresses_that_address(ana, named, tell, name):
    tell(name, BOUNCES[name](named(ana), GONE))
    assert returned() == [("hard", "hard", True, True)]
    assert outcomes() == ["bounced"]
    assert suppressed() == [(ana.mailbox_id, "all", "hard_bounce")]


@pytest.mark.parametrize("name", BOUNCES)
def test_what_is_our_fault_suppresses_nobody_whatever_the_service_calls_it(people, named, tell, name):  # B3.2
    for number in range(5):
        tell(name, BOUNCES[name](named(people("Ana", f"ana{number}@example.test")), OUR_FAULT))
    assert returned() == [("policy", "policy", True, True)] * 5
    assert suppressed() == []


@pytest.mark.parametrize("name", COMPLAINTS)
def test_a_complaint_ends_advertising(ana, named, tell, clock, name):
    tell(name, COMPLAINTS[name](named(ana)))
    assert suppressed() == [(ana.mailbox_id, "marketing", "complaint")]
    assert (outcomes(), may(ana.mailbox_id, clock)) == (
        ["complained"],
        {"service": None, "marketing": "complained"},
    )


@pytest.mark.parametrize("name", WITHDRAWALS)
def test_unsubscribing_at_the_service_is_a_withdrawal(ana, named, tell, clock, name):
    tell(name, WITHDRAWALS[name](named(ana)))
    assert suppressed() == []
    last = facts_of(ConsentRecorded).order_by("-id").values_list("action", "actor", "evidence").first()
    assert last == ("withdraw", "subject", Outbox.objects.get().intent)
    assert may(ana.mailbox_id, clock)["service"] is None
    assert may(ana.mailbox_id, clock)["marketing"] is not None


@pytest.mark.parametrize("name", [name for name, make in DELAYS.items() if make])
def test_a_delay_ends_nothing(ana, named, tell, name):
    tell(name, DELAYS[name](named(ana)))
    assert [(sort, final) for sort, _, final, _ in returned()] == [("soft", False)]
    assert (outcomes(), suppressed()) == ([], [])


@pytest.mark.parametrize("case", WORDS)
def test_each_service_has_words_of_its_own(ana, named, tell, case):  # B2.2
    name, make, meant = case
    tell(name, make(named(ana)))
    assert [(sort, cause) for sort, cause, *_ in returned()] == [meant]


@pytest.mark.parametrize("name", ARRIVALS)
def test_what_arrived_settles_a_doubt(named, people, tell, carrier, name):  # A8.3
    from django.conf import settings

    clock = settings.CLOCK
    carrier.script.says["dot"] = [None]
    token = named(people())
    outbox.send_due(clock, carrier)
    assert Outbox.objects.get().state == "uncertain"
    tell(name, ARRIVALS[name](token))
    assert settle.reconcile(clock.now()) == 1
    assert (Outbox.objects.get().state, returned()) == ("accepted", [])


@pytest.mark.parametrize("case", WATCHED, ids=[name for name, _ in WATCHED])
def test_what_a_service_saw_of_readers_is_neither_recorded_nor_kept(ana, named, tell, case):  # C6.1
    name, make = case
    tell(name, make(named(ana)))
    assert (returned(), outcomes()) == ([], [])
    assert bytes(RawDelivery.objects.get().body) == b""


def test_a_mailbox_is_full_too_often_after_three_weeks(ana, named, tell, clock):  # B3.1
    for _ in range(3):
        assert suppressed() == []
        tell("brevo", BOUNCES["brevo"](named(ana), FULL))
        clock.pass_seconds(7 * 86_400)
    assert suppressed() == [(ana.mailbox_id, "all", "soft_bounce")]


@pytest.mark.parametrize("forged", ["", "a" * 42, "none"])
def test_an_event_without_our_name_proves_nothing(ana, write, tell, forged):
    write(ana)
    tell("postmark", BOUNCES["postmark"](forged, GONE))
    assert returned() == [("hard", "hard", True, False)]
    assert (suppressed(), outcomes()) == ([], [])
    assert RawDelivery.objects.get().customer_id == ana.customer_id  # so that it can be erased


def test_of_strangers_nothing_is_kept(tell):
    tell(
        "postmark", told.postmark_event("", "Bounce", Type="HardBounce") | {"Email": "somebody@else.example"}
    )
    assert bytes(RawDelivery.objects.get().body) == b""


@pytest.mark.parametrize("name", NAMES)
def test_told_twice_is_recorded_once_and_can_be_replayed(named, people, tell, clock, name):
    said = COMPLAINTS[name](named(people()))
    for _ in range(2):
        tell(name, said, number="n1")
    kept = RawDelivery.objects.get()
    assert (kept.source, translate.replay(kept.id, clock)) == (name, "translated")
    assert (len(returned()), outcomes(), len(suppressed())) == (1, ["complained"], 1)


def test_the_order_of_events_does_not_matter(people, named, tell, clock):  # B2.3
    ends = set()
    for number, order in enumerate(permutations(["delivered", "bounce", "complaint", "unsubscribe"])):
        who = people("Ana", f"ana{number}@example.test")
        token = named(who)
        makes = {"delivered": ARRIVALS["brevo"], "bounce": lambda t: BOUNCES["brevo"](t, GONE), "complaint": COMPLAINTS["brevo"],
                 "unsubscribe": WITHDRAWALS["brevo"]}  # fmt: skip
        for each in order:
            tell("brevo", makes[each](token))
        ends.add(tuple(sorted(may(who.mailbox_id, clock).items())))
    assert ends == {(("marketing", "suppressed"), ("service", "suppressed"))}


def test_many_events_in_one_body_are_kept_apart(people, named, post, clock):
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    who = [people("Ana", f"ana{n}@example.test") for n in range(3)]
    events = [told.sendgrid_event(named(one), "spamreport", sg_event_id=f"e{n}") for n, one in enumerate(who)]
    body, stamp = json.dumps(events).encode(), str(int(clock.now().timestamp()))
    given = told.base64.b64encode(
        told.SENDGRID_KEY.sign(stamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    ).decode()
    twilio = "X-Twilio-Email-Event-Webhook-"
    assert post("sendgrid", body, {f"{twilio}Signature": given, f"{twilio}Timestamp": stamp}).json() == {
        "state": "kept",
        "events": 3,
    }
    translate.waiting(clock)
    assert set(RawDelivery.objects.values_list("key", "customer_id")) == {
        (f"e{n}", one.customer_id) for n, one in enumerate(who)
    }


@pytest.mark.needs("data")
@pytest.mark.parametrize("sample", ["", "-with-raw"])
def test_what_is_no_event_waits_with_a_sentence_that_says_so(post, clock, sample):
    """Postmark's own sample of a mail it received, sent to the wrong address."""
    samples = DATA / "email" / "esp_webhooks" / "django_anymail" / "tests" / "test_files"
    body = (samples / f"postmark-inbound-test-payload{sample}.json").read_bytes()
    assert post("postmark", body, told.basic()).status_code == 200
    translate.waiting(clock)
    kept = RawDelivery.objects.get()
    assert (kept.state, kept.error) == (
        "parked",
        "the event is not as postmark writes them: AnymailConfigurationError",
    )
    assert (bytes(kept.body), returned()) == (body, [])


# -------------------------------------------------------------------------------- who may tell


@pytest.mark.parametrize("name", NAMES)
def test_a_forged_event_is_refused(complaint, post, clock, name):  # B4.1
    body, headers = complaint(name, clock.now())
    other = told.Authority(clock.now())
    forged = {
        "postmark": (body, told.basic("another secret")), "brevo": (body, {}), "resend": (body.replace(b"ana@", b"ben@"), headers),
        "sendgrid": (body.replace(b", ", b","), headers), "mailgun": (body.replace(b'"token": "n1"', b'"token": "n2"'), headers),
        "ses": told.request_of("ses", COMPLAINTS["ses"]("x"), clock.now(), other),
    }  # fmt: skip
    assert post(name, *forged[name]).status_code == 401
    assert not RawDelivery.objects.exists()


@pytest.mark.parametrize(
    ("name", "age"), [("mailgun", 301), ("resend", 301), ("ses", 3601), ("sendgrid", 86_401)]
)
def test_what_was_signed_long_ago_or_in_the_future_is_refused(complaint, post, clock, name, age):
    for wrong in (-age, 301):
        assert post(name, *complaint(name, clock.now() + timedelta(seconds=wrong))).status_code == 401
    assert post(name, *complaint(name, clock.now())).status_code == 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("body", [b"", b"[]", b"3", b"{}", b"\xff", b'{"signature": 3}', b"null"])
def test_nonsense_is_refused(post, name, body):
    assert post(name, body, {}).status_code == 401
    assert (
        post(
            name,
            body,
            {"X-Twilio-Email-Event-Webhook-Signature": "%%", "X-Twilio-Email-Event-Webhook-Timestamp": "x"},
        ).status_code
        == 401
    )


def test_nobody_else_is_heard(post, settings, clock, authority):
    body, headers = told.request_of("mailgun", told.mailgun_event("x", "delivered"), clock.now(), authority)
    assert post("mailgun", body, headers).status_code == 200
    assert (
        Client().post("/api/mail-events/postmark", body, content_type="application/json").status_code == 404
    )
    assert Client().get("/api/mail-events/mailgun").status_code == 405
    settings.SERVICE = told.MailService(name="postmark")
    refused = Client().post(
        "/api/mail-events/postmark", body, content_type="application/json", headers=told.basic("")
    )
    assert (refused.status_code, "before secret is set" in refused.json()["detail"]) == (401, True)


# ---------------------------------------------------------------------------------------- SNS


@pytest.mark.parametrize("version", ["1", "2"])
def test_both_kinds_of_amazons_signature_are_known(post, clock, authority, amazon, version):
    message = authority.signed(told.notification(clock.now(), {}) | {"Subject": "x"}, version)
    for _ in range(2):
        assert (
            post("ses", json.dumps(message), told.sns_headers(message), kind="text/plain").status_code == 200
        )
    assert len(amazon) == 1  # the certificate is remembered


@pytest.mark.parametrize(
    "changed",
    [
        {"SigningCertURL": f"https://{host}"} for host in (
            "sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-a.pem", "evil.example/SimpleNotificationService-a.pem",
            "sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem", "sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-a.pem",
            "x@sns.eu-west-1.amazonaws.com/SimpleNotificationService-a.pem", "sns.eu-west-1.amazonaws.com/a.pem",
            "sns.eu-west-1.amazonaws.com/x/../SimpleNotificationService-a.pem", "sns.eu-west-1.amazonaws.com/SimpleNotificationService-a.pem?x",
            "127.0.0.1/SimpleNotificationService-a.pem", "sns.eu-west-1.amazonaws.com\\@evil.example/SimpleNotificationService-a.pem",
        )
    ]
    + [
        {"SigningCertURL": "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-a.pem"},
        {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:another"}, {"SignatureVersion": "3"}, {"Signature": "AAAA"}, {"Signature": "%"},
        {"Message": "{}"}, {"Type": "UnsubscribeConfirmation"},
    ],
    ids=str,
)  # fmt: skip
def test_a_message_that_amazon_did_not_sign_is_refused_and_leads_nowhere(
    post, clock, authority, amazon, changed
):
    message = authority.signed(told.notification(clock.now(), {"a": 1})) | changed
    assert post("ses", json.dumps(message), told.sns_headers(message)).status_code == 401
    assert not RawDelivery.objects.exists()
    assert set(amazon) <= {"https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-abc123.pem"}


def test_an_old_certificate_is_refused(post, clock, authority):
    clock.pass_seconds(2 * 86_400)
    message = authority.signed(told.notification(clock.now(), {}))
    assert post("ses", json.dumps(message), told.sns_headers(message)).status_code == 401


def subscription(clock, url):
    return told.notification(clock.now(), {}) | {
        "Type": "SubscriptionConfirmation",
        "Token": "t",
        "SubscribeURL": url,
    }


def test_a_subscription_of_our_topic_is_confirmed_after_its_signature(post, clock, authority, amazon):
    url = f"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={told.TOPIC}&Token=t"
    message = authority.signed(subscription(clock, url))
    forged = message | {"Token": "another"}
    assert post("ses", json.dumps(forged), told.sns_headers(forged)).status_code == 401
    assert url not in amazon
    assert post("ses", json.dumps(message), told.sns_headers(message)).status_code == 200
    assert amazon[-1] == url
    assert not RawDelivery.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/?Action=ConfirmSubscription",
        "https://sns.eu-west-1.amazonaws.com/?Action=Publish&TopicArn=x",
    ],
)
def test_only_a_confirmation_of_our_topic_is_asked_for(post, clock, authority, amazon, url):
    message = authority.signed(subscription(clock, url))
    assert post("ses", json.dumps(message), told.sns_headers(message)).status_code == 401
    assert url not in amazon
