"""A mail to somebody unknown goes through a real Postfix; its bounce is read from a real mailbox, and exactly that address is suppressed."""

import ssl
from dataclasses import replace
from time import monotonic, sleep

import pytest

from regulars.delivery import outbox
from regulars.delivery.carriers import smtp
from regulars.facts.kinds import AddressSuppressed, MessageReturned
from regulars.facts.models import RawDelivery, facts_of
from regulars.facts.standing import may_send_each
from regulars.intake import imap, translate
from regulars.intake.account import Account
from tests.delivery.conftest import clock, people, shop, write
from tests.postoffice import PASSWORD, USER, open_post_office

__all__ = ["clock", "people", "shop", "write"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both_databases,
    pytest.mark.needs("mail-servers"),
]


@pytest.fixture
def office(monkeypatch):
    """A post office that knows Ben, and keeps our bounces; Ana it does not know."""
    with open_post_office(["bounces@tee.example", "ben@customers.example"]) as opened:
        trusted = ssl.create_default_context(cafile=str(opened.certificate))
        monkeypatch.setattr(smtp, "CERTIFICATES", lambda: trusted)
        yield opened


@pytest.fixture
def letterbox(office, clock):
    """Fetches new mail until there is some; returns how many."""
    account = Account(
        host="127.0.0.1", port=office.imap, user="bounces@tee.example", password=PASSWORD, security="none"
    )

    def fetched(patience=30):
        until = monotonic() + patience
        while not (number := imap.collect(account, clock)) and monotonic() < until:
            sleep(0.2)
        return number

    return fetched


@pytest.fixture
def send(office, shop, settings, write, clock):
    """Hands a message to Postfix; returns its intent."""
    settings.STOREFRONTS = {"shop": replace(shop, bounces="bounces@tee.example")}
    carrier = smtp.SmtpCarrier("localhost", office.submission, user=USER, password=PASSWORD, patience=20)

    def sent(to):
        message = write(to)
        assert outbox.send_due(clock, carrier)["accepted"] == 1
        return message.intent

    yield sent
    carrier.close()


def test_a_bounce_suppresses_exactly_that_address(send, letterbox, people, clock):
    ana, ben = people("Ana", "ana@customers.example"), people("Ben", "ben@customers.example")
    unknown = send(ana)
    assert letterbox() == 1
    send(ben)
    translate.waiting(clock)
    assert letterbox(patience=2) == 0, "Ben's mail arrived, and each bounce is read once"
    returned = facts_of(MessageReturned).values_list("intent", "sort", "status", "proven")
    assert list(returned) == [(unknown, "hard", "5.1.1", True)]
    suppressed = facts_of(AddressSuppressed).values_list("mailbox_id", "scope", "cause")
    assert list(suppressed) == [(ana.mailbox_id, "all", "hard_bounce")]
    asked = {(each.mailbox_id, "marketing") for each in (ana, ben)}
    assert may_send_each(asked, clock.now()) == {
        (ana.mailbox_id, "marketing"): "suppressed",
        (ben.mailbox_id, "marketing"): None,
    }


def test_killed_between_keeping_and_marking_nothing_is_lost_or_doubled(send, letterbox, people, monkeypatch):
    keep = imap.keep

    def keep_and_die(*mail):
        keep(*mail)
        raise SystemExit

    send(people("Ana", "ana@customers.example"))
    monkeypatch.setattr(imap, "keep", keep_and_die)
    with pytest.raises(SystemExit):
        letterbox()
    monkeypatch.undo()
    assert letterbox() == 1
    assert RawDelivery.objects.count() == 1
    assert letterbox(patience=1) == 0
