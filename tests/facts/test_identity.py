"""People are known by random numbers; the outside's names for them lead there, and no longer once they are erased."""

import threading

import pytest
from django.db import connection

from regulars.facts import crowd, identity
from regulars.facts.models import Identifier, Mailbox, Person, Tombstone
from tests.facts.tell import NOON, STORE, days

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ANA = {"shop": "17850", "mailbox": "ana@example.test"}


def entomb(*value_hashes, at=NOON):
    Tombstone.objects.bulk_create(
        [Tombstone(value_hash=value_hash, erased_at=at) for value_hash in value_hashes]
    )


def test_any_of_their_names_leads_to_the_same_customer(clock):
    ana = identity.customer_for(STORE, ANA, NOON, clock)
    assert identity.customer_for(STORE, {"shop": "17850"}, NOON, clock) == ana
    assert identity.customer_for(STORE, {"shop": "", "mailbox": "ana@example.test"}, NOON, clock) == ana
    assert (identity.find(STORE, "shop", "17850"), identity.find(STORE, "shop", "17851")) == (ana, None)
    assert Person.objects.get().reference == "17850"


def test_the_first_known_name_decides_and_a_new_name_is_tied_to_it(clock):
    ana = identity.customer_for(STORE, {"mailbox": "ana@example.test"}, NOON, clock)
    ben = identity.customer_for(STORE, {"shop": "2"}, NOON, clock)
    assert identity.customer_for(STORE, {"shop": "2", "mailbox": "ana@example.test"}, NOON, clock) == ben
    assert identity.find(STORE, "mailbox", "ana@example.test") == ana
    assert identity.customer_for(STORE, {"shop": "3", "mailbox": "ana@example.test"}, NOON, clock) == ana
    assert identity.find(STORE, "shop", "3") == ana


def test_without_a_name_nobody_is_known(clock):
    assert identity.customer_for(STORE, {"shop": "", "mailbox": ""}, NOON, clock) is None
    assert not Person.objects.exists()


def test_another_storefronts_customers_are_others(clock):
    assert identity.customer_for(STORE, ANA, NOON, clock) != identity.customer_for("outlet", ANA, NOON, clock)


def test_no_name_is_kept_beside_the_erasable_store(clock):
    identity.customer_for(STORE, ANA, NOON, clock)
    rows = [str(row) for row in Identifier.objects.values_list("value_hash", flat=True)]
    assert all(len(row) == 64 and not {"17850", "ana"} & {row} for row in rows)


def test_a_mailbox_is_one_however_its_domain_is_written(clock):
    box = identity.mailbox_for("Ana@Example.TEST ", NOON, clock)
    assert identity.mailbox_for("Ana@example.test", NOON, clock) == box
    assert identity.mailbox_for("ana@example.test", NOON, clock) != box
    assert identity.address_of(box) == "Ana@example.test"


def test_an_erased_person_does_not_come_back_by_what_is_older_than_the_erasure(clock):
    entomb(identity.keyed_hash(STORE, "mailbox", "ana@example.test"), at=NOON)
    assert identity.customer_for(STORE, ANA, NOON - days(1), clock) is None
    assert identity.customer_for(STORE, ANA, NOON, clock) is None
    assert not Identifier.objects.exists()
    assert identity.customer_for(STORE, ANA, NOON + days(1), clock) is not None


def test_an_erased_address_stays_erased_until_it_is_given_to_us_anew(clock):
    box = identity.mailbox_for("ana@example.test", NOON - days(9), clock)
    Mailbox.objects.filter(id=box).update(address="")
    entomb(identity.keyed_hash("mailbox", "ana@example.test"), at=NOON)
    assert identity.mailbox_for("ana@example.test", NOON - days(1), clock) == box
    assert identity.address_of(box) == ""
    assert identity.mailbox_for("ana@example.test", NOON + days(1), clock) == box
    assert identity.address_of(box) == "ana@example.test"


def test_an_address_that_comes_for_the_first_time_by_what_is_older_than_its_erasure_is_not_kept(clock):
    entomb(identity.keyed_hash("mailbox", "ana@example.test"), at=NOON)
    assert identity.address_of(identity.mailbox_for("ana@example.test", NOON - days(1), clock)) == ""


def test_many_at_once_are_who_they_are_one_by_one(clock):
    ana = identity.customer_for(STORE, ANA, NOON, clock)
    entomb(
        identity.keyed_hash(STORE, "shop", "13"), identity.keyed_hash("mailbox", "gone@example.test"), at=NOON
    )
    names = [
        (("shop", "17850"),),
        (("shop", "2"), ("mailbox", "ben@example.test")),
        (("mailbox", "ben@example.test"),),
        (("shop", "13"),),
    ]
    found = crowd.customers(STORE, dict.fromkeys(names, NOON - days(1)), {names[1]: "Ben Birch"}, clock)
    ben = identity.find(STORE, "shop", "2")
    assert [found[each].customer_id for each in names] == [ana, ben, ben, None]
    assert Person.objects.get(customer_id=ben).name == "Ben Birch"
    boxes = crowd.mailboxes(dict.fromkeys(["ben@example.test", "gone@example.test"], NOON - days(1)), clock)
    assert [identity.address_of(box) for box in boxes.values()] == ["ben@example.test", ""]


@pytest.mark.django_db(transaction=True)
def test_two_orders_of_a_new_customer_at_once_make_one_customer():
    from tests.facts.tell import played

    found = []

    def come(seed):
        try:
            found.append(identity.customer_for(STORE, ANA, NOON, played(seed=seed)))
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1
    assert Identifier.objects.values_list("customer_id", flat=True).distinct().get() == found[0]
