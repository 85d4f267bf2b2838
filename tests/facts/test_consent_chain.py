"""The consent log cannot be edited, cut or swapped without that being told (STANDARDS C1.6)."""

import pytest
from django.db import connection

from regulars.facts import chain
from regulars.facts.kinds import ConsentRecorded
from regulars.facts.models import MODEL_OF, facts_of
from regulars.facts.record import record, record_many
from tests.facts.tell import NOON, consent, days

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TABLE = MODEL_OF[ConsentRecorded]._meta.db_table


@pytest.fixture
def log():
    """Five consents, one by one and in bulk, one of them told twice."""
    record([consent(7, 1, NOON, key="first"), consent(8, 2, NOON, key="second")], NOON)
    record_many(
        [
            consent(9, 3, NOON, key="third"),
            consent(7, 1, NOON, key="first"),
            consent(9, 3, NOON, "withdraw", key="fourth"),
        ],
        NOON,
    )
    record([consent(7, 1, NOON + days(1), "withdraw", key="fifth")], NOON + days(1))


def change(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql.format(table=TABLE), values)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no moment that cannot be read")
def test_a_record_whose_moment_cannot_be_read_any_more_is_named(log):
    change("UPDATE {table} SET at = replace(at, '-10-', '-13-') WHERE key = 'second'")
    assert list(chain.breaks()) == ["test second"]


def test_what_was_recorded_verifies(log):
    assert facts_of(ConsentRecorded).count() == 5
    assert list(chain.breaks()) == []


@pytest.mark.parametrize("column", ["action", "text_version", "page", "evidence", "text_hash"])
def test_one_changed_byte_names_the_record(log, column):
    change(f"UPDATE {{table}} SET {column} = {column} || %s WHERE key = %s", "x", "third")
    assert list(chain.breaks()) == ["test third"]


def test_a_changed_time_or_mailbox_names_the_record(log):
    MODEL_OF[ConsentRecorded].objects.filter(key="second").update(at=NOON - days(1))
    MODEL_OF[ConsentRecorded].objects.filter(key="fourth").update(mailbox_id=77)
    assert list(chain.breaks()) == ["test second", "test fourth"]


def test_a_record_taken_out_is_noticed_at_the_next(log):
    change("DELETE FROM {table} WHERE key = %s", "third")
    assert list(chain.breaks()) == ["test fourth"]


def test_the_last_record_taken_out_is_noticed_at_the_one_before(log):
    change("DELETE FROM {table} WHERE key = %s", "fifth")
    assert list(chain.breaks()) == ["after test fourth"]


def test_two_records_that_changed_places_are_noticed(log):
    second, third = (facts_of(ConsentRecorded).get(key=key).id for key in ("second", "third"))
    change("UPDATE {table} SET id = -1 WHERE id = %s", second)
    change("UPDATE {table} SET id = %s WHERE id = %s", second, third)
    change("UPDATE {table} SET id = %s WHERE id = -1", third)
    assert "test second" in list(chain.breaks())
