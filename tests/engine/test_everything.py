"""Everything kept of a person is found by its columns, in every table, merged customers included (STANDARDS C4.2)."""

import pytest
from django.apps import apps

from regulars.engine import day
from regulars.engine import everything as told
from regulars.facts import postal
from regulars.facts.kinds import AddressSuppressed, PostalAddressUsed
from regulars.facts.models import Mailbox
from regulars.facts.record import record
from regulars.kernel.postal import Postal
from tests.engine.cast import crowd
from tests.facts.tell import STORE, merged

NAMES_SOMEBODY = {"customer_id", "mailbox_id", "intent", "consent_key"}


def test_a_table_that_can_name_somebody_is_told_or_left_out_for_a_reason():
    ours = [table for table in apps.get_models() if hasattr(table, "classified")]
    naming = {table for table in ours if NAMES_SOMEBODY & {field.name for field in table._meta.fields}}
    assert naming
    assert naming <= set(told.telling()) | told.LEFT_OUT.keys()
    assert all(told.LEFT_OUT.values())


@pytest.fixture
def people(shop, clock):
    """A crowd after a day's plan."""
    met = crowd(clock, 30)
    day.run_if_due(shop, clock)
    return met


def test_what_is_told_is_theirs_and_all_of_it(shop, clock, people):
    alone = [who for n, who in enumerate(people) if n not in (0, 1, 25, 26)]  # the others are one person
    kept = {who: told.everything(shop, who, clock).tables for who in alone}
    for who, tables in kept.items():
        for rows in tables.values():
            assert all(row.get("customer_id") in (who, None) for row in rows)
    from regulars.facts.kinds import OrderPlaced
    from regulars.facts.models import facts_of

    orders = facts_of(OrderPlaced).filter(customer_id__in=alone).count()
    assert (
        sum(len(tables["order_placed"]) for tables in kept.values() if "order_placed" in tables) == orders > 0
    )
    addresses = [row["address"] for tables in kept.values() for row in tables.get("mailbox", ())]
    assert sorted(addresses) == sorted(set(addresses))
    assert 0 < len(addresses) <= Mailbox.objects.count()


def test_what_a_days_plan_weighed_is_told_from_its_file(shop, clock, people):
    judged = [
        row for who in people[2:] for row in told.everything(shop, who, clock).tables.get(told.JUDGED, ())
    ]
    assert {"refused"} <= {row["verdict"] for row in judged}
    assert all(row["program"] and row["customer_id"] for row in judged)


def test_the_messages_are_told_as_they_were_shown(shop, clock, people):
    messages = [each for who in people for each in told.everything(shop, who, clock).messages]
    assert messages
    assert all("<html" in each.words.html and each.words.subject for each in messages)


def test_where_they_live_is_told_with_what_was_said_about_letters(shop, clock, people):
    one, other = people[5:7]
    address = Postal(name="Ana Example", street="Lange Straße 12", city="Berlin", country="DE")
    home, now = postal.postal_for(address, clock.now(), clock), clock.now()
    told_once = {"source": "test", "key": "home", "at": now, "storefront": STORE}
    record([PostalAddressUsed(**told_once, customer_id=one, postal_id=home)], now)
    record([AddressSuppressed(**told_once, mailbox_id=home, scope="post", cause="came back")], now)
    tables = told.everything(shop, one, clock).tables
    assert [row["written"] for row in tables["postaladdress"]] == [address.written]
    assert [row["postal_id"] for row in tables["postal_address_used"]] == [home]
    assert home in [row["mailbox_id"] for row in tables["address_suppressed"]]
    assert "postaladdress" not in told.everything(shop, other, clock).tables


def test_merged_customers_are_told_as_one(shop, clock, people):
    one, other = people[5:7]
    apart = [len(told.everything(shop, who, clock).tables["order_placed"]) for who in (one, other)]
    record([merged(other, one, clock.now())], clock.now())
    for who in (one, other):
        assert len(told.everything(shop, who, clock).tables["order_placed"]) == sum(apart)
