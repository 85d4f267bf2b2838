"""What comes back to us suppresses exactly whom it proves something about, and nobody else (STANDARDS B1.2, B3)."""

import json
from datetime import timedelta

import pytest

from regulars.delivery import outbox, settle
from regulars.delivery.models import Outbox
from regulars.facts.kinds import (
    AddressSuppressed,
    ConsentRecorded,
    LikeSaid,
    MessageOutcome,
    MessageReturned,
    PreferenceSet,
)
from regulars.facts.models import FreeText, RawDelivery, Standing, facts_of
from regulars.facts.standing import may_send_each
from regulars.intake import came_back, translate
from regulars.kernel.verp import return_path
from tests.delivery.conftest import carrier, clock, people, shop, sink, write
from tests.intake.returned.mails import bounce, complaint, plain

__all__ = ["carrier", "clock", "people", "shop", "sink", "write"]
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def same_clock(settings, clock):
    settings.CLOCK = clock


@pytest.fixture
def ana(people):
    return people()


@pytest.fixture
def back(clock):
    """Takes a mail in and translates it."""

    def took(raw):
        number = came_back.keep(raw, clock)
        translate.waiting(clock)
        return RawDelivery.objects.get(id=number)

    return took


@pytest.fixture
def path(settings):
    """Where bounces of a message go."""
    return lambda message: return_path("bounces@tee.example", message.intent, settings.LINK_KEYS)


def told(kind=AddressSuppressed):
    names = {AddressSuppressed: ("mailbox_id", "scope", "cause"), MessageReturned: ("intent", "sort", "final", "proven"),
             MessageOutcome: ("outcome",)}[kind]  # fmt: skip
    return list(facts_of(kind).order_by("id").values_list(*names))


@pytest.fixture
def may(clock):
    """What forbids a service and a marketing mail to a mailbox now."""

    def asked(mailbox):
        asked = {(mailbox, "service"), (mailbox, "marketing")}
        return {nature: refusal for (_, nature), refusal in may_send_each(asked, clock.now()).items()}

    return asked


@pytest.fixture
def posted(write, back, path):
    """Writes a message to somebody, and takes in what comes back about it."""

    def wrote(to, make, **said):
        message = write(to)
        return back(make(path(message), **said))

    return wrote


def test_a_hard_bounce_suppresses_exactly_that_address(ana, people, posted, may):
    ben = people("Ben", "ben@example.test")
    kept = posted(ana, lambda to: bounce("5.1.1", to=to, address="somebody.else@example.test"))
    assert (kept.state, kept.customer_id, kept.storefront) == ("translated", ana.customer_id, "shop")
    assert told() == [(ana.mailbox_id, "all", "hard_bounce")]
    assert told(MessageOutcome) == [("bounced",)]
    assert may(ana.mailbox_id) == {"service": "suppressed", "marketing": "suppressed"}
    assert may(ben.mailbox_id) == {"service": None, "marketing": None}


def test_the_same_bounce_again_changes_nothing(ana, write, back, path, clock):
    raw = bounce(to=path(write(ana)))
    kept = back(raw)
    before = told(), told(MessageReturned), told(MessageOutcome)
    assert back(raw).id == kept.id
    assert translate.replay(kept.id, clock) == "translated"
    assert (told(), told(MessageReturned), told(MessageOutcome)) == before


@pytest.mark.parametrize("to", ["bounces@tee.example", "bounces+" + "a" * 42 + "@tee.example"])
def test_a_forged_bounce_changes_nothing(ana, write, back, to, may):
    message = write(ana)
    back(bounce(to=to, intent=message.intent))
    back(complaint(returned=to, intent=message.intent))
    assert told(MessageReturned) == [
        (message.intent, "hard", True, False),
        (message.intent, "complaint", True, False),
    ]
    assert (told(), told(MessageOutcome)) == ([], [])
    assert may(ana.mailbox_id) == {"service": None, "marketing": None}


def test_a_bounce_about_nobody_is_counted(back):
    back(bounce())
    assert told(MessageReturned) == [(None, "hard", True, False)]


def test_a_complaint_ends_advertising_and_nothing_else(ana, posted, may):
    posted(ana, lambda to: complaint(returned=to))
    assert told() == [(ana.mailbox_id, "marketing", "complaint")]
    assert may(ana.mailbox_id) == {"service": None, "marketing": "complained"}


@pytest.mark.parametrize("raw", ["not-spam", "auth-failure", "away", "delayed", "delivered"])
def test_what_is_no_complaint_or_end_suppresses_nobody(ana, write, back, path, raw):
    to = path(write(ana))
    mails = {
        "away": plain(
            "I am away.",
            sender="ana@example.test",
            subject="Out of office",
            more="Auto-Submitted: auto-replied\n",
        ).replace(b"bounces@tee.example", to.encode()),
        "delayed": bounce("4.4.1", action="delayed", to=to),
        "delivered": bounce("2.1.5", action="delivered", to=to),
    }
    back(mails.get(raw) or complaint(raw, returned=to))
    assert (told(), told(MessageOutcome)) == ([], [])
    assert [proven for *_, proven in told(MessageReturned)] == [True]


@pytest.mark.parametrize("status", ["5.7.26", "5.7.1", "5.7.515", "5.6.0", "4.4.7", "5.3.4"])
def test_a_storm_of_refusals_that_are_our_fault_suppresses_nobody(people, write, back, path, status):
    for number in range(30):
        message = write(people("Ana", f"ana{number}@example.test"))
        back(
            bounce(
                status,
                to=path(message),
                diagnostic=f"smtp; 550 {status} sender not authenticated, user unknown or not",
            )
        )
    assert len(told(MessageReturned)) == 30
    assert told() == []
    assert not Standing.objects.filter(may=False).exists()


@pytest.fixture
def full(ana, posted, clock):
    """After so many days, a message comes back from a full mailbox; returns who is suppressed then."""

    def came(days):
        clock.pass_seconds(days * 86_400)
        posted(ana, lambda to: bounce("5.2.2", to=to, diagnostic="smtp; 552 5.2.2 mailbox full"))
        return told()

    return came


@pytest.mark.parametrize(
    ("days", "suppressed"),
    [((0, 7, 7), True), ((0, 0, 0, 0), False), ((0, 7, 6), False), ((0, 7, 6, 1), True)],
)
def test_a_mailbox_is_full_too_often_after_three_weeks(ana, full, days, suppressed):
    last = [full(each) for each in days][-1]
    assert last == ([(ana.mailbox_id, "all", "soft_bounce")] if suppressed else [])


def test_what_arrives_between_makes_a_full_mailbox_good_again(ana, full, write, clock, carrier):
    full(0)
    full(7)
    clock.pass_seconds(3 * 86_400)
    Outbox.objects.all().delete()
    write(ana, program="receipt")
    assert outbox.send_due(clock, carrier).sent == 1
    assert full(4) == []


def test_a_reply_keeps_its_words_where_they_can_be_erased(ana, back):
    raw = plain(
        "Thank you, Ida!",
        sender="Ana <ana@example.test>",
        subject="Re: Tea",
        more="In-Reply-To: <1@x.example>\n",
    )
    kept = back(raw)
    assert told(MessageReturned) == [(None, "reply", True, False)]
    assert FreeText.objects.values_list("kind", "customer_id", "text").get() == (
        "reply",
        ana.customer_id,
        "Thank you, Ida!",
    )
    assert kept.customer_id == ana.customer_id


def test_nothing_of_an_erased_customer_is_kept(ana, write, back, path):
    from regulars.facts.models import Identifier

    to = path(write(ana))
    Identifier.objects.all().delete()
    kept = back(bounce(to=to))
    assert (bytes(kept.body), kept.state) == (b"", "translated")
    assert told() == [(ana.mailbox_id, "all", "hard_bounce")]


def test_a_bounce_settles_what_was_uncertain(ana, write, back, path, carrier):
    from django.conf import settings

    carrier.script.says["dot"] = [None, None]
    known, unknown = write(ana), write(ana)
    for _ in range(2):
        outbox.send_due(settings.CLOCK, carrier)
    assert set(Outbox.objects.values_list("state", flat=True)) == {"uncertain"}
    assert settle.reconcile(settings.CLOCK.now()) == 0
    back(bounce("5.2.2", to=path(known)))
    back(bounce("5.2.2", intent=unknown.intent))
    assert settle.reconcile(settings.CLOCK.now()) == 1
    assert settle.reconcile(settings.CLOCK.now()) == 0
    assert dict(Outbox.objects.values_list("intent", "state")) == {
        known.intent: "accepted",
        unknown.intent: "uncertain",
    }
    assert facts_of(MessageOutcome).filter(intent=known.intent, outcome="accepted").count() == 1


def test_an_unsubscribe_settles_it_as_well_but_only_within_a_week(ana, write, carrier, clock):
    from regulars.facts.record import record

    carrier.script.says["dot"] = [None]
    message = write(ana)
    outbox.send_due(clock, carrier)
    words = dict.fromkeys(("form", "text_hash", "text_version", "language", "controls", "page"), "")
    left = ConsentRecorded(
        source="page", key="withdraw", at=clock.now(), storefront="shop", customer_id=ana.customer_id, mailbox_id=ana.mailbox_id,
        purpose="marketing", channel="email", scope="shop", action="withdraw", ground="consent", actor="subject", evidence=message.intent, **words,
    )  # fmt: skip
    record([left], clock.now())
    assert settle.reconcile(clock.now() + timedelta(days=7)) == 0
    assert settle.reconcile(clock.now()) == 1
    assert Outbox.objects.get().state == "accepted"


def test_the_time_between_is_kept_however_mails_are_ordered(clock):
    from regulars.intake.again_and_again import counted

    days = [clock.now() + timedelta(days=day) for day in (0, 3, 7, 15)]
    assert counted(reversed(days), []) == 3
    assert counted(days, [days[2]]) == 1


def answer(message, words="Less of these, please.", *, author="Ana <ana@example.test>", subject="Re: Tea"):
    """An answer to a message, as mail programs write it: to the shop, naming the mail."""
    return plain(words, sender=author, subject=subject, more=f"In-Reply-To: <{message.intent}@tee.example>\n")


def wishes():
    likes = list(facts_of(LikeSaid).order_by("id").values_list("aspect", "which", "direction", "source"))
    return likes, list(facts_of(PreferenceSet).order_by("id").values_list("topic", "sensitivity"))


def test_less_of_these_please_turns_the_topic_down_by_one_step_a_mail(ana, write, back):
    message = write(ana, about="x")
    back(answer(message))
    assert wishes() == ([("topic", "reminders", "less", "mail")], [("reminders", "weekly")])
    back(answer(message, "Bitte weniger davon!"))
    assert wishes()[1] == [("reminders", "weekly")]
    back(answer(write(ana, about="y")))
    assert wishes()[1] == [("reminders", "weekly"), ("reminders", "monthly")]
    assert FreeText.objects.filter(kind="reply").count() == 3, "a person still reads them"


def test_the_same_answer_again_says_it_once(ana, write, back, clock):
    kept = back(answer(write(ana)))
    before = wishes()
    assert translate.replay(kept.id, clock) == "translated"
    assert wishes() == before


def test_more_of_this_turns_nothing_up_and_lifts_no_less(ana, write, back):
    message = write(ana, about="x")
    back(answer(message, "More of this, please."))
    assert wishes() == ([("topic", "reminders", "more", "mail")], [])
    back(answer(message))
    back(answer(message, "More like this."))
    assert [direction for *_, direction, _ in wishes()[0]] == ["more", "less"]
    assert wishes()[1] == [("reminders", "weekly")]


@pytest.mark.parametrize(
    "changed",
    [
        {"author": "somebody.else@example.test"},
        {"words": "Thank you, less of these is not what I mean."},
        {"words": "Thanks!\n\n> Less of these, please."},
        {"subject": "Automatic reply: Tea"},
    ],
)
def test_another_mailbox_other_words_a_quote_or_a_machine_asks_for_nothing(ana, write, back, changed):
    back(answer(write(ana), **changed))
    assert wishes() == ([], [])


def test_an_answer_to_a_receipt_or_to_no_mail_of_ours_asks_for_nothing(ana, write, back):
    receipt = write(ana, program="receipt", nature="service")
    back(answer(receipt))
    back(
        plain(
            "Less of these, please.",
            sender="ana@example.test",
            subject="Re: Tea",
            more="In-Reply-To: <1@x.example>\n",
        )
    )
    assert wishes() == ([], [])


def test_whoever_holds_our_signed_name_of_the_mail_asks_as_well(ana, write, back, path):
    message = write(ana)
    raw = answer(message, author="ana.elsewhere@example.test").replace(
        b"bounces@tee.example", path(message).encode()
    )
    back(raw)
    assert wishes()[1] == [("reminders", "weekly")]


def test_an_erased_customers_answer_leaves_no_wish(ana, write, back):
    from regulars.facts.models import Identifier

    message = write(ana)
    Identifier.objects.all().delete()
    back(answer(message))
    assert wishes() == ([], [])


def withdrawals():
    found = facts_of(ConsentRecorded).filter(action="withdraw")
    return list(found.values_list("mailbox_id", "purpose", "channel", "form"))


def test_an_answer_that_says_stop_ends_advertising_and_keeps_receipts(ana, write, back, may, clock):  # C4.4
    kept = back(answer(write(ana), "Please stop. I have enough tea."))
    assert withdrawals() == [(ana.mailbox_id, "marketing", "email", "mail")]
    assert facts_of(ConsentRecorded).get(action="withdraw").evidence == kept.key
    assert may(ana.mailbox_id) == {"service": None, "marketing": "no_consent"}
    assert wishes() == ([], [])
    assert translate.replay(kept.id, clock) == "translated"
    assert len(withdrawals()) == 1


def test_stop_counts_also_to_a_receipt_and_in_a_mail_of_its_own(ana, people, write, back, may):
    ben = people("Ben", "ben@example.test")
    back(answer(write(ana, program="receipt", nature="service"), "unsubscribe"))
    back(plain("", sender="Ben <ben@example.test>", subject="Unsubscribe"))
    assert [mailbox for mailbox, *_ in withdrawals()] == [ana.mailbox_id, ben.mailbox_id]
    assert [may(each.mailbox_id)["marketing"] for each in (ana, ben)] == ["no_consent"] * 2


def test_somebody_else_s_stop_ends_nothing_of_whom_they_quote(ana, people, write, back, may):
    ben = people("Ben", "ben@example.test")
    back(answer(write(ana), "Please stop.", author="ben@example.test"))
    back(answer(write(ana, about="y"), "Please stop.", author="nobody@example.test"))
    back(answer(write(ana, about="z"), "Great tea!\n\n> Please stop."))
    back(answer(write(ana, about="w"), "Stop.", subject="Automatic reply: Tea"))
    assert [mailbox for mailbox, *_ in withdrawals()] == [ben.mailbox_id]
    assert may(ana.mailbox_id)["marketing"] is None


def test_after_a_stop_by_mail_nothing_asked_for_before_can_be_confirmed(ana, write, back, clock):  # C2.3
    from regulars.facts.models import Requested

    asked = [
        ["newsletter", "email", "h", "1"],
        ["newsletter", "post", "h", "1"],
        ["profiling", "email", "h", "1"],
    ]
    Requested.objects.create(
        intent="i", customer_id=ana.customer_id, mailbox_id=ana.mailbox_id, storefront="shop", asked=json.dumps(asked), language="en",
        form="your page", asked_at=clock.now(),
    )  # fmt: skip
    back(answer(write(ana), "Stop"))
    assert [wish[:2] for wish in Requested.objects.get().wishes] == [
        ("newsletter", "post"),
        ("profiling", "email"),
    ]
