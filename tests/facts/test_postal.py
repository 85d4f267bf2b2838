"""Postal addresses have numbers of their own, which lead to what is written until it is erased."""

from dataclasses import replace

import pytest

from regulars.facts import postal, standing
from regulars.facts.digest import digest
from regulars.facts.kinds import AddressSuppressed, PostalAddressUsed
from regulars.facts.models import PostalAddress, Standing, Tombstone, facts_of
from regulars.facts.record import record, record_many
from regulars.kernel.postal import Postal
from tests.facts.tell import NOON, STORE, days, played

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ANA = Postal(name="Ana Example", street="Lange Straße 12", city="Berlin", postcode="10999", country="DE")
BEN = replace(ANA, name="Ben Example")


def test_one_address_has_one_number_however_it_is_spelled(clock):
    number = postal.postal_for(ANA, NOON, clock)
    assert postal.postal_for(replace(ANA, street="lange strasse 12"), NOON, clock) == number
    assert postal.postal_for(BEN, NOON, clock) != number
    assert postal.written_of(number) == ANA
    assert postal.written_of(5) is None


def test_many_at_once_are_the_same_as_one_by_one(clock):
    ana = postal.postal_for(ANA, NOON, clock)
    spelled = replace(BEN, city="BERLIN")
    numbers = postal.postals({ANA: NOON, BEN: NOON, spelled: NOON}, clock)
    assert numbers[ANA] == ana
    assert numbers[BEN] == numbers[spelled] != ana
    assert PostalAddress.objects.count() == 2


def test_an_erased_address_comes_back_only_by_what_is_newer(clock):
    number = postal.postal_for(ANA, NOON, clock)
    row = PostalAddress.objects.get()
    Tombstone.objects.create(value_hash=row.address_hash, erased_at=NOON + days(1))
    PostalAddress.objects.update(written="")
    assert postal.postal_for(ANA, NOON, clock) == number
    assert postal.written_of(number) is None
    assert postal.postal_for(ANA, NOON + days(2), clock) == number
    assert postal.written_of(number) == ANA


def used(number, at, key):
    return PostalAddressUsed(source="test", key=key, at=at, storefront=STORE, customer_id=7, postal_id=number)


def test_letters_go_where_the_customer_lives_now(clock):
    assert postal.postal_of([7]) is None
    record([used(1, NOON - days(1), "b"), used(2, NOON, "a"), used(3, NOON - days(9), "c")], NOON)
    assert postal.postal_of([7, 8]) == 2


@pytest.mark.parametrize("tell", [record, record_many])
def test_what_comes_back_by_post_says_nothing_of_mail(tell):
    back = AddressSuppressed(
        source="test", key="b", at=NOON, storefront=STORE, customer_id=7, mailbox_id=1, scope="post", cause="moved"
    )  # fmt: skip
    tell([back], NOON)
    kept = Standing.objects.get()
    assert (kept.mailbox_id, kept.purpose, kept.channel, kept.may, kept.ground) == (1, "all", "post", False, "moved")  # fmt: skip
    assert standing.recomputed().keys() == {(1, "all", "post")}


def test_two_shops_told_the_same_have_the_same_facts_whatever_their_numbers():
    seen = []
    for seed in (1, 2):
        PostalAddress.objects.all().delete()
        facts_of(PostalAddressUsed).delete()
        record([used(postal.postal_for(ANA, NOON, played(seed=seed)), NOON, "a")], NOON)
        seen.append(digest())
    assert seen[0] == seen[1]
