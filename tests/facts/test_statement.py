"""Statements with hundreds of values, written once for both databases."""

import pytest
from django.db import IntegrityError, connection, transaction

from regulars.facts.models import Mailbox
from regulars.facts.statement import execute

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
INTO = f"INSERT INTO {Mailbox._meta.db_table} (id, address, address_hash) VALUES "


def insert(rows):
    with connection.cursor() as cursor:
        values = [value for row in rows for value in row]
        execute(cursor, INTO + ", ".join(["(%s, %s, %s)"] * len(rows)), values)
        return cursor.rowcount


def test_values_arrive_as_they_are():
    said = [(n, f'100%s of {n}\'s "ü?" @example.test', f"h{n}") for n in range(1, 301)]
    assert insert(said) == 300
    assert list(Mailbox.objects.order_by("id").values_list("id", "address", "address_hash")) == said


def test_an_error_is_the_one_that_is_caught_elsewhere():
    insert([(1, "ana@example.test", "a")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([(1, "ben@example.test", "b")])
    assert Mailbox.objects.get().address == "ana@example.test"
