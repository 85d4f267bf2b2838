"""Ways of personalising, switched off, in the day and in the moment alike; and why a program then says nothing."""

import pytest

from regulars.engine import day
from regulars.engine.why import told
from regulars.facts.kinds import FeatureSet
from regulars.facts.record import record
from tests.engine.cast import crowd
from tests.engine.test_day_and_moment import learn, verdicts
from tests.engine.test_shops_own_programs import TOY
from tests.engine.test_why import regular, short
from tests.facts.tell import NOON, STORE, consent, days, merged

pytestmark = pytest.mark.both_databases
ANNIVERSARY = TOY.replace(
    "@dataclass(frozen=True)\n",
    """from regulars.knowledge.feature import Feature

SAYS = {"en": "The day of your first order."}
FIRST = Feature("first_day", title={"en": "Anniversaries"}, uses=SAYS, why=SAYS, benefit=SAYS, profiling=False)


@dataclass(frozen=True)
""",
).replace("known.profile", "FIRST.allowed(known).profile")
ANNIVERSARY = ANNIVERSARY.replace('    topic = "offers"\n', '    topic = "offers"\n    features = (FIRST,)\n')


def switch(customer_id, feature, at, *, on=False):
    record([FeatureSet(source="page", key=f"{customer_id} {feature} {at}", at=at, storefront=STORE, customer_id=customer_id, feature=feature,
                       on=on)], at)  # fmt: skip


def test_the_day_and_the_moment_agree_when_customers_switch(shop, clock):
    people = crowd(clock, 120, seed=9)
    for n, each in enumerate(people):
        for feature in list(shop.features())[n % 4 :: 3]:
            switch(each, feature, NOON, on=n % 5 == 0)
    clock.pass_seconds(60)
    learn(shop, clock.now())
    everybody = verdicts(shop, clock.now())
    assert {row["program"] for row in everybody} == {"feedback", "receipt", "reorder", "win_back"}
    for some in (people, people[:3], people[60:61]):
        asked = verdicts(shop, clock.now(), customers=some)
        mine = {row["customer_id"] for row in asked} | set(some)
        assert asked == [row for row in everybody if row["customer_id"] in mine]


@pytest.fixture
def gone(clock):
    """Ordered every thirty days, and has been away for a hundred: win-back writes to them."""
    return regular(clock, "1", 1, [NOON - days(100 + 30 * n) for n in range(10)])


def test_switched_off_the_next_plan_is_silent_and_says_why(shop, clock, gone):
    assert [row["verdict"] for row in verdicts(shop, NOON) if row["program"] == "win_back"] == ["send"]
    switch(gone, "rhythm", NOON)
    clock.pass_seconds(1)
    assert "win_back" not in day.run_if_due(shop, clock).counts
    assert ("win_back", "silent", "You switched off “Your usual rhythm”.") in short(told(shop, gone))
    assert ("win_back", "silent", "Sie haben „Ihr üblicher Rhythmus“ abgeschaltet.") in short(
        told(shop, gone, language="de")
    )


def test_an_objection_silences_what_profiles_and_says_why(shop, clock, gone):
    record([consent(gone, 1, NOON, "object")], NOON)
    clock.pass_seconds(1)
    assert "win_back" not in day.run_if_due(shop, clock).counts
    sentence = "You do not want us to evaluate what you do, so “Your usual rhythm” is off."
    assert ("win_back", "silent", sentence) in short(told(shop, gone))


def test_whoever_is_one_with_them_decides_with_them(shop, clock, gone):
    other = regular(clock, "2", 2, [])
    switch(other, "rhythm", NOON)
    record([merged(other, gone, NOON)], NOON)
    clock.pass_seconds(1)
    assert "win_back" not in day.run_if_due(shop, clock).counts
    assert not [row for row in verdicts(shop, clock.now(), customers=[gone]) if row["program"] == "win_back"]


def test_the_population_learns_nothing_from_those_who_switched_off(shop, clock):
    people = crowd(clock, 60, seed=4)
    learnt = population(shop, clock.now())
    assert learnt["interval"]
    for each in people:
        switch(each, "reorder_predictions", NOON)
        switch(each, "reactions", NOON)
        switch(each, "value", NOON)
    clock.pass_seconds(1)
    after = population(shop, clock.now())
    assert (after["interval"], after["response"], after["usual"]) == (0, 0, 0)


def population(shop, as_of):
    from regulars.engine.planning import planning

    with planning(shop, as_of, as_of, learn="anew") as plan:
        return {
            name: plan.asked(f"SELECT count(*) AS n FROM {name}")[0]["n"]
            for name in ("interval", "response", "usual")
        }


def test_a_shop_s_own_program_brings_a_way_of_its_own(shop, clock):
    ana = regular(clock, "1", 1, [NOON - days(400), NOON - days(5)])
    folder = shop.home / "programs"
    folder.mkdir()
    (folder / "anniversary.py").write_text(ANNIVERSARY, encoding="utf-8")
    assert list(shop.features())[-1] == "first_day"
    assert [r["verdict"] for r in verdicts(shop, NOON) if r["program"] == "anniversary"] == ["send"]
    switch(ana, "first_day", NOON)
    clock.pass_seconds(1)
    assert "anniversary" not in day.run_if_due(shop, clock).counts
    assert ("anniversary", "silent", "You switched off “Anniversaries”.") in short(told(shop, ana))


def test_one_that_takes_the_name_of_another_is_shown_and_proposes_nothing(shop, clock):
    folder = shop.home / "programs"
    folder.mkdir()
    (folder / "anniversary.py").write_text(ANNIVERSARY.replace('"first_day"', '"rhythm"'), encoding="utf-8")
    assert "declares “rhythm”, which knowledge declares" in shop.programs()["anniversary"].error
