"""However often, in whatever order and from however many files: the same rows give the same facts."""

import random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from regulars.facts.digest import digest
from regulars.facts.kinds import OrderLine, OrderPlaced
from regulars.facts.models import MODEL_OF, Identifier, Person
from regulars.kernel.clock import PlayedClock
from regulars.kernel.storefront import Storefront
from tests.intake.exports import NOW, RETAIL, SHOP, aside, facts, imported, retail, written

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("shop")]

ROWS = [
    "1,22,CUP,1,2010-12-01 08:26:00,1.00,7,France",
    "1,23,POT,2,2010-12-01 08:26:00,2.00,7,France",
    "1,23,POT,2,2010-12-01 08:26:00,2.00,7,France",
    "2,22,CUP,6,2010-12-02 08:26:00,1.00,8,EIRE",
    "C3,23,POT,-1,2010-12-03 08:26:00,2.00,7,France",
    "4,POST,POSTAGE,1,2010-12-03 08:26:00,2.00,8,EIRE",
    "4,22,CUP MUG,1,2010-12-03 08:27:00,1.00,8,EIRE",
    "5,22,damaged,-9,2010-12-03 08:27:00,0.00,,United Kingdom",
    "6,22,CUP,x,2010-12-03 08:27:00,1.00,8,EIRE",
]


@pytest.mark.django_db
def test_a_second_import_records_nothing_new(tmp_path):
    first = imported(retail(tmp_path, *ROWS))
    before = digest()
    again = imported(retail(tmp_path, *ROWS))
    assert (again.tally.new, again.tally.known) == (0, first.tally.new)
    assert (again.rows, again.recorded, len(again.aside.rows)) == (9, 7, 2)
    assert again.kept_in == first.kept_in
    assert digest() == before


@pytest.mark.django_db
def test_a_dry_run_says_the_same_and_records_nothing(tmp_path, settings):
    dry = imported(retail(tmp_path, *ROWS), dry_run=True)
    assert facts(OrderLine, "key") == []
    assert not Identifier.objects.exists()
    assert not (settings.REGULARS_HOME / "set-aside").exists()
    wet = imported(retail(tmp_path, *ROWS))
    assert dry.tally == wet.tally


@pytest.mark.django_db
def test_a_longer_export_adds_what_came_since(tmp_path):
    imported(retail(tmp_path, *ROWS[:4]))
    longer = imported(retail(tmp_path, *ROWS))
    after = digest()
    assert longer.tally.orders == 3
    for model in (*MODEL_OF.values(), Identifier, Person):
        model._base_manager.all().delete()
    imported(retail(tmp_path, *ROWS))
    assert digest() == after


@pytest.mark.django_db
def test_an_order_recorded_with_other_lines_is_not_changed(tmp_path):
    imported(retail(tmp_path, ROWS[0]))
    done = imported(retail(tmp_path, *ROWS[:2]))
    assert aside(done) == [(3, "order 1 is recorded without this line; a recorded order is not changed")]
    assert facts(OrderPlaced, "total_minor") == [(100,)]
    assert (done.rows, done.recorded) == (2, 1)


@pytest.mark.django_db
def test_other_storefronts_number_their_own_orders_and_customers(tmp_path, settings):
    other = Storefront(key="other")
    settings.STOREFRONTS = {"shop": SHOP, "other": other}
    imported(retail(tmp_path, ROWS[0]))
    imported(retail(tmp_path, ROWS[0]), storefront=other, clock=PlayedClock(NOW, seed=2))
    assert facts(OrderPlaced, "storefront") == [("other",), ("shop",)]
    assert Identifier.objects.values("customer_id").distinct().count() == 2


@pytest.mark.django_db(transaction=True)
@trying(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_shuffled_repeated_and_divided_files_give_the_same_facts(tmp_path, data):
    orders = data.draw(st.integers(1, 8))
    chance = random.Random(data.draw(st.integers(0, 10**6)))
    rows = [
        f"{order},{chance.choice('AB')}{item},THING {chance.randint(1, 2)},{chance.randint(1, 5)},"
        f"2011-0{chance.randint(1, 2)}-0{1 + order} 10:0{chance.randint(0, 3)}:00,{chance.randint(1, 3)}.50,{order % 3 or ''},France"
        for order in range(1, orders + 1)
        for item in range(chance.randint(1, 4))
    ]
    rows += [
        f"C{n},{chance.choice('AB')}0,THING,-{chance.randint(1, 3)},2011-03-0{1 + n} 10:00:00,1.50,{n % 3},France"
        for n in range(3)
    ]
    rows += chance.sample(rows, chance.randint(0, 3))

    def state(paths, times=1):
        for _ in range(times):
            imported(*paths)
        found = digest()
        for model in (*MODEL_OF.values(), Identifier, Person):
            model._base_manager.all().delete()
        return found

    clean = state([retail(tmp_path, *rows)])
    shuffled = chance.sample(rows, len(rows))
    cut = chance.randint(0, len(rows))
    assert state([retail(tmp_path, *shuffled)], times=2) == clean
    assert (
        state(
            [retail(tmp_path, *shuffled[:cut], name="a.csv"), retail(tmp_path, *shuffled[cut:], name="b.csv")]
        )
        == clean
    )


@pytest.mark.django_db
def test_a_long_file_is_taken_in_by_parts_and_gives_the_same(tmp_path, monkeypatch):
    rows = [f"{n},22,CUP,1,2010-12-01 08:{n // 60:02}:{n % 60:02},1.00,{n % 7},France" for n in range(300)]
    imported(written(tmp_path, RETAIL + "\n".join(rows)))
    whole = digest()
    for model in (*MODEL_OF.values(), Identifier, Person):
        model._base_manager.all().delete()
    monkeypatch.setattr("regulars.intake.read_orders.ROWS_AT_ONCE", 7)
    monkeypatch.setattr("regulars.intake.read_orders.ORDERS_AT_ONCE", 3)
    imported(written(tmp_path, RETAIL + "\n".join(reversed(rows))))
    assert digest() == whole
