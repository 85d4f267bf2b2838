"""A thousand mails through Postfix, by TLS and with a password, into Dovecot, and read back over IMAP (STANDARDS A2.1, A4, A6.4)."""

import imaplib
import re
import ssl
from contextlib import closing
from dataclasses import replace
from time import sleep

import dkim
import pytest

from regulars.delivery import outbox
from regulars.delivery.carriers import smtp
from regulars.delivery.carriers.smtp import SmtpCarrier
from regulars.delivery.dkim_keys import Keys
from regulars.delivery.dkim_record import place, record
from tests.postoffice import PASSWORD, USER, open_post_office

READERS = [f"reader{number}@example.test" for number in range(10)]
pytestmark = [pytest.mark.django_db, pytest.mark.needs("mail-servers")]


@pytest.fixture(scope="module")
def opened():
    with open_post_office(READERS) as office:
        yield office


@pytest.fixture
def office(opened, monkeypatch):
    """The post office, whose certificate we trust."""
    trusted = ssl.create_default_context(cafile=str(opened.certificate))
    monkeypatch.setattr(smtp, "CERTIFICATES", lambda: trusted)
    return opened


@pytest.fixture
def keys(settings, tmp_path, clock):
    settings.REGULARS_HOME = tmp_path
    made = Keys(tmp_path, "tee.example")
    made.use({one.name for one in made.make(clock.now())}, clock.now())
    return {f"{place(key, 'tee.example')}.".encode(): record(key).encode() for key in made.keys("signing")}


def carrier_to(office, *, password=PASSWORD):
    return SmtpCarrier("localhost", office.submission, user=USER, password=password, patience=20)


def read_all(office, address, expected):
    """The raw mails of a mailbox, once so many are there."""
    for _ in range(200):
        with imaplib.IMAP4("127.0.0.1", office.imap) as box:
            box.login(address, PASSWORD)
            box.select("INBOX", readonly=True)
            numbers = box.search(None, "ALL")[1][0].split()
            if len(numbers) >= expected:
                parts = box.fetch(b"1:*", "(BODY.PEEK[])")[1]
                return [part[1] for part in parts if isinstance(part, tuple)]
        sleep(0.1)
    raise AssertionError(f"{len(numbers)} of {expected} mails are in {address}: {office.log()[-2000:]}")


@pytest.fixture
def thousand(write, people, settings):
    """A hundred reminders to each of ten readers, from a shop with a long address."""
    shop = settings.STOREFRONTS["shop"]
    settings.STOREFRONTS = {"shop": replace(shop, url="https://shop.example/" + "long/" * 8)}
    cast = [people(address=address) for address in READERS]
    for number in range(1000):
        write(cast[number % len(cast)])


@pytest.mark.usefixtures("thousand")
def test_a_thousand_mails_arrive_signed_and_whole(office, keys, clock):
    with closing(carrier_to(office)) as carrier:
        assert outbox.send_due(clock, carrier).counts == {"accepted": 1000}
    mails = [raw for address in READERS for raw in read_all(office, address, 100)]
    assert len(mails) == 1000
    ids = {re.search(rb"(?m)^Message-ID: (\S+)", raw)[1] for raw in mails}
    assert len(ids) == 1000
    for raw in mails:
        link = re.search(rb"(?m)^List-Unsubscribe: <(https://shop\.example/[^>\s]+)>\r$", raw)
        assert link is not None
        assert len(link[1]) > 160
        assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
        verifier = dkim.DKIM(raw[raw.index(b"DKIM-Signature:") :])
        for number in range(2):
            assert verifier.verify(number, dnsfunc=lambda name, timeout=5: keys[name])


def test_a_wrong_password_sends_nothing_and_costs_no_message(office, write, clock):
    write()
    with closing(carrier_to(office, password="wrong")) as carrier:
        assert outbox.send_due(clock, carrier).counts == {"unreachable": 1}
    assert "authentication failed" in office.log()


def test_a_certificate_nobody_vouches_for_sends_nothing(office, write, clock, monkeypatch):  # A6.4
    nobody = ssl.create_default_context()
    monkeypatch.setattr(smtp, "CERTIFICATES", lambda: nobody)
    write()
    with closing(carrier_to(office)) as carrier:
        assert outbox.send_due(clock, carrier).counts == {"unreachable": 1}
