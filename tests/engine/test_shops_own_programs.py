"""A shop adds a program by putting one file into its data folder; a broken one is shown with its error, and the day goes on."""

import os

import pytest

from regulars.delivery.models import Outbox
from regulars.engine import day
from regulars.engine.dials import change
from regulars.engine.why import told
from regulars.facts.models import Letter
from tests.engine.test_why import regular, short
from tests.facts.tell import NOON, days

TOY = '''
"""Birthday of the first order."""

from dataclasses import dataclass

import ibis

from regulars.programs.base import Condition, Program, setting


@dataclass(frozen=True)
class Anniversary(Program):
    """Says thank you once a year."""

    title = {"en": "Anniversary"}
    topic = "offers"
    nature = "marketing"
    because = {"en": "You first ordered {days} days ago, on {first_on}."}
    unmet = {"a_year": {"en": "You first ordered only {days} days ago."}}
    words = {"en": "subject: A year!\\npreheader: Thank you.\\n---\\n<mj-section><mj-column><mj-text>Hi</mj-text></mj-column></mj-section>"}

    after_days: int = setting(365, says="So long after the first order.", least=1, most=9999)

    def consider(self, known):
        people = known.profile.join(known.storefront.select("storefront", "today"), "storefront")
        return people.select(
            "customer_id", "storefront", about=ibis.literal("anniversary"), occasion=ibis.literal("once"),
            gain_minor=people.margin_an_order_minor * 100, first_on=people.first_order_date.cast("string"),
            days=people.today.epoch_days() - people.first_order_date.epoch_days(),
        )

    def conditions(self, row):
        return (Condition("a_year", row.days >= self.after_days),)
'''
AUDIENCE = "        return people.select("


@pytest.fixture
def own(shop):
    """Puts a file into the shop's folder of programs."""
    folder = shop.home / "programs"
    folder.mkdir()

    def put(name, text):
        (folder / name).write_text(text, encoding="utf-8")

    return put


@pytest.fixture
def ana(clock):
    """First bought 400 days ago, last 5 days ago: only the anniversary has anything to say."""
    return regular(clock, "1", 1, [NOON - days(400), NOON - days(5)])


@pytest.fixture
def ben(clock):
    return regular(clock, "2", 2, [NOON - days(50)])


@pytest.mark.both_databases
def test_one_file_proposes_wins_and_is_explained_with_no_other_change(shop, clock, own, ana, ben):
    own("anniversary.py", TOY)
    plan = day.run_if_due(shop, clock)
    assert plan.errors == {}
    assert plan.counts["anniversary"] == {"sent": 1}
    assert Outbox.objects.values_list("program", "customer_id", "topic").get() == (
        "anniversary",
        ana,
        "offers",
    )
    assert '"days": 400' in Letter.objects.get().values
    sentence = "You first ordered 400 days ago, on 27 August 2025."
    assert ("anniversary", "send", sentence) in short(told(shop, ana))
    assert ("anniversary", "silent", "You first ordered only 50 days ago.") in short(told(shop, ben))
    assert short(told(shop, ana, language="de"))[0][2].startswith("You first ordered 400 days ago")


def test_its_dials_are_set_like_those_of_any_other(shop, clock, own, ana, ben):
    own("anniversary.py", TOY)
    program = shop.programs()["anniversary"].program
    change(program, enabled=True, values={"after_days": 40}, storefront="shop", clock=clock)
    clock.pass_seconds(1)
    assert day.run_if_due(shop, clock).counts["anniversary"] == {"sent": 2}


def test_turned_off_it_proposes_nothing_and_says_so(shop, clock, own, ana):
    own("anniversary.py", TOY)
    change(shop.programs()["anniversary"].program, enabled=False, values={}, storefront="shop", clock=clock)
    clock.pass_seconds(1)
    assert "anniversary" not in day.run_if_due(shop, clock).counts
    assert ("anniversary", "silent", "The shop has turned this program off.") in short(told(shop, ana))


def test_changed_while_the_worker_runs_it_is_read_again(shop, clock, own, ana):
    own("anniversary.py", TOY)
    assert shop.programs()["anniversary"].program.title["en"] == "Anniversary"
    own("anniversary.py", TOY.replace('"en": "Anniversary"', '"en": "One year"'))
    os.utime(shop.home / "programs" / "anniversary.py", ns=(1, 2_000_000_000_000_000_000))
    assert shop.programs()["anniversary"].program.title["en"] == "One year"


BROKEN = {
    "does not import": ("import no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'"),
    "is no Python": ("def (:\n", "SyntaxError"),
    "stops the process": ("raise SystemExit(3)\n", "SystemExit: 3"),
    "holds no program": ("x = 1\n", "holds 0 programs"),
    "says no title": (TOY.replace('    title = {"en": "Anniversary"}\n', ""), "does not say its title"),
    "names a column that is not there": (TOY.replace("people.first_order_date.cast", "people.no_such_column.cast"), "no_such_column"),
    "has no audience's columns": (TOY.replace('occasion=ibis.literal("once"),', ""), "NotAnAudience: the audience has no column occasion"),
    "compiles to bad SQL": (TOY.replace('about=ibis.literal("anniversary")', 'about=ibis.literal("x").cast("int64").cast("string")'), "Conversion"),
    "calls a function that does not exist": (
        TOY.replace('ibis.literal("anniversary")', "nope(people.orders)").replace("import ibis\n", "import ibis\n\n@ibis.udf.scalar.builtin\ndef nope(x: int) -> str: ...\n"),
        "nope",
    ),
    "is about nothing": (TOY.replace('ibis.literal("anniversary")', 'ibis.literal(None, type="string")'), "NOT NULL constraint failed: proposed.about"),
    "cannot be made": (TOY.replace("    def consider", '    def __post_init__(self):\n        raise ValueError("no")\n\n    def consider'), "ValueError: no"),
    "fails when asked": (TOY.replace(AUDIENCE, '        raise KeyError("oh")\n' + AUDIENCE), "KeyError: 'oh'"),
}  # fmt: skip


@pytest.mark.parametrize("how", BROKEN)
def test_a_program_that_is_broken_is_shown_with_its_error_and_the_day_goes_on(shop, clock, own, how):
    text, error = BROKEN[how]
    ana = regular(clock, "1", 1, [NOON - days(100 + 30 * n) for n in range(10)])
    own("anniversary.py", text)
    plan = day.run_if_due(shop, clock)
    assert list(plan.errors) == ["anniversary"]
    assert error in plan.errors["anniversary"]
    assert plan.counts["win_back"] == {"sent": 1}
    verdicts = {t.program: t for t in told(shop, ana)}
    assert verdicts["win_back"].verdict == "send"
    assert verdicts["anniversary"].verdict == "silent"
    assert error in verdicts["anniversary"].sentence


def test_one_that_shadows_a_built_in_is_shown_and_the_built_in_goes_on(shop, clock, own):
    ana = regular(clock, "1", 1, [NOON - days(100 + 30 * n) for n in range(10)])
    own("win_back.py", TOY)
    plan = day.run_if_due(shop, clock)
    assert plan.errors == {
        "win_back (yours)": "win_back.py has the name of a built-in program; give it another"
    }
    assert plan.counts["win_back"] == {"sent": 1}
    verdicts = {t.program: t for t in told(shop, ana)}
    assert verdicts["win_back"].verdict == "send"
    assert "give it another" in verdicts["win_back (yours)"].sentence


def test_over_the_lake_too_a_broken_one_does_not_stop_the_others(shop, clock, own, monkeypatch):
    monkeypatch.setattr(day, "WORTH_A_COPY", 1)
    regular(clock, "1", 1, [NOON - days(100 + 30 * n) for n in range(10)])
    own("bad.py", BROKEN["compiles to bad SQL"][0])
    own("good.py", TOY)
    plan = day.run_if_due(shop, clock)
    assert plan.lake_version == 1
    assert list(plan.errors) == ["bad"]
    assert set(plan.counts) == {"good", "win_back"}
