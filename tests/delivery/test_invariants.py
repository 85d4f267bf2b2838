"""The invariants are broken by what they are there to find (STANDARDS INV-1 to INV-5)."""

from datetime import timedelta

import pytest

from regulars.delivery import outbox
from regulars.delivery.invariants import violations
from regulars.delivery.models import Outbox, Wording
from regulars.delivery.program_words import words_of
from regulars.delivery.render import keep
from regulars.facts.kinds import ConsentRecorded, MessageOutcome
from regulars.facts.models import MODEL_OF
from tests.delivery.conftest import consent

pytestmark = pytest.mark.django_db


def carry_the_picture():
    made = words_of("reorder", "en").with_picture
    keep(made, Outbox.objects.get())
    Outbox.objects.update(template=Wording.objects.get(content_hash=made.content_hash).content_hash)


BREAKS = {
    "sent again": lambda: Outbox.objects.update(doubts=1),
    "nobody was told": lambda: MODEL_OF[MessageOutcome].objects.all().delete(),
    "not in the outbox": lambda: Outbox.objects.all().delete(),
    "never to be tried": lambda: Outbox.objects.update(state="planned"),
    "for ever": lambda: Outbox.objects.update(state="dot_pending"),
    "without a permission": lambda: MODEL_OF[ConsentRecorded].objects.all().delete(),
    "tells that it was opened": carry_the_picture,
    "waits to be sent again": lambda: Outbox.objects.update(
        state="uncertain", next_attempt_at="2026-10-02T00:00Z"
    ),
}


@pytest.fixture
def sent(write, clock, carrier):
    """A reminder that was sent."""
    message = write()
    assert outbox.send_due(clock, carrier).sent == 1
    return message


@pytest.mark.parametrize("broken", BREAKS)
def test_each_is_noticed(sent, broken, transaction_undone):
    assert violations() == []
    with transaction_undone():
        BREAKS[broken]()
        assert any(broken in each for each in violations())


def test_a_withdrawal_long_before_the_answer_is_noticed(sent, clock, transaction_undone):
    with transaction_undone():
        consent(sent.customer_id, sent.mailbox_id, clock.now() - timedelta(hours=1), "withdraw")
        assert any("without a permission" in each for each in violations())


def test_a_withdrawal_while_the_answer_was_awaited_is_none(sent, clock, transaction_undone):
    with transaction_undone():
        consent(sent.customer_id, sent.mailbox_id, clock.now() - timedelta(minutes=5), "withdraw")
        assert violations() == []
