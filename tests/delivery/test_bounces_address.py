"""Where bounces go: an address that names the message, once the shop has set one."""

from dataclasses import replace

import pytest

from regulars.delivery import outbox
from regulars.kernel.verp import proven

pytestmark = pytest.mark.django_db


@pytest.fixture
def senders(write, clock, carrier, sink):
    """Sends a message and returns its intent and what MAIL FROM said."""

    def sent():
        message = write()
        outbox.send_due(clock, carrier)
        return message.intent, [each.sender.partition("<")[2].partition(">")[0] for each in sink.script.taken]

    return sent


def test_bounces_come_back_by_a_signed_name(senders, shop, settings):
    settings.STOREFRONTS = {"shop": replace(shop, bounces="bounces@tee.example")}
    intent, (sender,) = senders()
    assert sender.startswith("bounces+")
    assert sender.endswith("@tee.example")
    assert proven([sender], settings.LINK_KEYS) == intent


def test_without_such_an_address_they_go_to_the_sender(senders):
    assert senders()[1] == ["hallo@tee.example"]
