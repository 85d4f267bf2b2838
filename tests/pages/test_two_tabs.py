"""Whatever two tabs with old forms, an unsubscribe from a mail and Undo do in any order, a no stays a no until she says yes (INV-4)."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.facts.standing import may_send_each
from regulars.kernel.purposes import ADVERTISING

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TABS = st.integers(0, 1)
STEPS = st.one_of(
    st.tuples(st.just("look"), TABS),
    st.tuples(st.just("set"), TABS, st.sampled_from(ADVERTISING), st.sampled_from(["yes", "no"])),
    st.tuples(st.just("undo"), TABS),
    st.tuples(st.just("unsubscribe")),
)


@dataclass
class Tab:
    """A browser with the form it was shown last, and the Undo under its last change."""

    inside: object
    shown: dict[str, str] = field(default_factory=dict)
    undo: str = ""

    def look(self):
        sections = {each["template"]: each["part"] for each in self.inside.get().context["sections"]}
        ways = [way for each in sections["pages/permissions.html"]["purposes"] for way in each["ways"]]
        self.shown = {
            way["name"]: way["holds"]
            for way in ways
            if way["name"] in {f"{each}-email" for each in ADVERTISING}
        }

    def set(self, purpose, value):
        """She changes one thing; the browser sends the whole old form along."""
        old = {f"was-{name}": holds for name, holds in self.shown.items()}
        self.undo = self.inside.post(self.shown | old | {f"{purpose}-email": value}).context["undo"]


@dataclass
class Rule:
    """What she said last, in words of its own: of each purpose yes or no, and before the newest change."""

    holds: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(ADVERTISING, True))
    before: dict[str, bool] = field(default_factory=dict)
    newest: str = ""

    def said(self, undo, **now):
        if undo:
            self.before, self.newest = dict(self.holds), undo
        self.holds |= now

    def took_back(self, undo):
        if undo and undo == self.newest:
            self.holds, self.newest = self.before, ""


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=2, max_size=9))
def test_no_order_of_tabs_undoes_a_no(ana, browser, clock, steps):
    with transaction.atomic():
        play(ana, browser, clock, steps)
        transaction.set_rollback(True)


def play(ana, browser, clock, steps):
    tabs, rule = [Tab(ana.inside()), Tab(ana.inside())], Rule()
    for tab in tabs:
        tab.look()
    for what, *told in steps:
        clock.pass_seconds(1)
        if what == "unsubscribe":
            answer = browser.post(ana.unsubscribe, {"scope": "all"})
            rule.said(answer.context["undo"], **dict.fromkeys(ADVERTISING, False))
        elif what == "look":
            tabs[told[0]].look()
        elif what == "undo":
            tab = tabs[told[0]]
            tab.inside.post({"undo": tab.undo})
            rule.took_back(tab.undo)
        else:
            number, purpose, value = told
            tab = tabs[number]
            tab.set(purpose, value)
            if tab.shown[f"{purpose}-email"] != value:
                rule.said(tab.undo, **{purpose: value == "yes"})
        refused = may_send_each({(ana.mailbox_id, each) for each in ADVERTISING}, clock.now())
        assert [
            each for each in ADVERTISING if not rule.holds[each] and refused[ana.mailbox_id, each] is None
        ] == []
