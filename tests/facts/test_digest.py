"""Equal happenings give an equal digest, whoever recorded them, when, in which order, and under which random numbers."""

import pytest

from regulars.facts import identity
from regulars.facts.digest import digest
from regulars.facts.models import MODEL_OF, ChainHead, Identifier, Mailbox, Person, Standing
from regulars.facts.record import record, record_many
from tests.facts.tell import NOON, STORE, consent, days, mailbox, order, played

LATER = NOON + days(9)
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def a_shop(seed, *, total=1200, backwards=False, learned=LATER):
    """The digest of a shop with two customers, told in one order or the other."""
    clock = played(seed=seed)
    people = [identity.customer_for(STORE, {"shop": number}, NOON, clock) for number in ("1", "2")]
    box = identity.mailbox_for("ana@example.test", NOON, clock)
    told = [
        *order(people[0], "1001", NOON, ("TEA", "Tea", 1, total)),
        *order(people[1], "1002", NOON + days(1)),
        consent(people[0], box, NOON, key="a"),
        consent(people[0], box, NOON + days(2), "withdraw", key="b"),
        mailbox(people[0], box, NOON, key="used"),
    ]
    (record_many if backwards else record)(reversed(told) if backwards else told, learned)
    found = digest()
    for table in (*MODEL_OF.values(), ChainHead, Identifier, Mailbox, Person, Standing):
        table._base_manager.all().delete()
    return found


def test_random_numbers_times_of_recording_and_order_do_not_matter():
    assert a_shop(1) == a_shop(2, backwards=True, learned=NOON + days(30))


def test_one_cent_does_matter():
    assert a_shop(1) != a_shop(1, total=1201)


def test_who_bought_matters(clock):
    found = []
    for buyer in ("1", "2"):
        ana = identity.customer_for(STORE, {"shop": buyer}, NOON, clock)
        record(order(ana, "1001", NOON), NOON)
        found.append(digest())
        MODEL_OF[type(order(ana, "1001", NOON)[0])].objects.all().delete()
        MODEL_OF[type(order(ana, "1001", NOON)[1])].objects.all().delete()
    assert found[0] != found[1]


def test_telling_everything_again_changes_nothing(clock):
    ana = identity.customer_for(STORE, {"shop": "1"}, NOON, clock)
    record(order(ana, "1001", NOON), NOON)
    before = digest()
    record(order(ana, "1001", NOON), NOON + days(5))
    record_many(order(ana, "1001", NOON), NOON + days(6))
    assert digest() == before
