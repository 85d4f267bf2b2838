"""From a restored database nothing is sent until somebody confirms (INV-8)."""

from shutil import copy

import pytest
from django.db import connection

from regulars.delivery import outbox, restored
from regulars.delivery.models import Home, Outbox
from regulars.facts.kinds import MessageOutcome
from regulars.facts.models import MODEL_OF

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def elsewhere(write, clock, carrier):
    """A shop whose mail went out from another place."""
    write()
    assert outbox.send_due(clock, carrier).sent == 1
    Home.objects.update(place="another disk")


@pytest.mark.usefixtures("elsewhere")
def test_nothing_is_sent_from_a_restored_database_until_somebody_confirms(
    write, people, clock, carrier, sink
):
    offer, receipt = write(people(address="ben@example.test")), write(program="receipt")
    assert restored.restored()
    assert outbox.send_due(clock, carrier).total == 0
    assert len(sink.script.taken) == 1
    assert restored.confirm(clock.now()) == 1
    assert outbox.send_due(clock, carrier).counts == {"accepted": 1}
    states = dict(Outbox.objects.values_list("intent", "state"))
    assert (states[offer.intent], states[receipt.intent]) == ("cancelled", "accepted")
    told = MODEL_OF[MessageOutcome].objects.filter(intent=offer.intent).values_list("outcome", "detail")
    assert list(told) == [("cancelled", "restored")]


def test_the_place_is_remembered_the_first_time():
    assert not restored.restored()
    restored.remember()
    place = Home.objects.get().place
    restored.remember()
    assert not restored.restored()
    assert Home.objects.get().place == place


def test_a_copy_of_the_file_is_another_place(tmp_path, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no file to copy")
    original = tmp_path / "regulars.sqlite3"
    original.write_bytes(b"as it was")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(original))
    restored.remember()
    original.rename(tmp_path / "old")
    assert not (tmp_path / "regulars.sqlite3").exists()
    copy(tmp_path / "old", original)
    assert restored.restored()
