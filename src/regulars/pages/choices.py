"""How often a customer wants to hear about each topic, and when not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from regulars.facts.kinds import LimitSet, PreferenceSet
from regulars.facts.models import facts_of
from regulars.facts.record import record
from regulars.kernel.often import OFTEN
from regulars.pages.visit import Visit
from regulars.programs.registry import programs

LIMITS = (None, 4, 3, 2, 1)
"""Mails a month that a customer can choose as the most; none is no limit of their own."""


@dataclass(frozen=True)
class Choice:
    """What holds for a topic; `paused_until` is the first day on which we may write again."""

    sensitivity: str = OFTEN[0]
    paused_until: date | None = None


def topics() -> tuple[str, ...]:
    """What a customer can choose about: the topics of every program that advertises."""
    found = programs(settings.REGULARS_HOME / "programs").values()
    return tuple(
        sorted(
            {
                each.program.topic
                for each in found
                if each.program is not None and each.program.nature == "marketing"
            }
        )
    )


def choices(visit: Visit) -> dict[str, Choice]:
    """What holds now, by topic; a pause that is over is none."""
    held = {topic: Choice() for topic in topics()}
    rows = (
        facts_of(PreferenceSet)
        .filter(customer_id__in=visit.customers, topic__in=held)
        .order_by("at", "recorded_at", "id")
    )
    for topic, sensitivity, paused_until in rows.values_list("topic", "sensitivity", "paused_until"):
        pause = paused_until if paused_until and paused_until > visit.today else None
        held[topic] = Choice(sensitivity, pause)
    return held


def choose(visit: Visit, chosen: Mapping[str, Choice]) -> dict[str, Choice]:
    """Record what is different now; returns what held before, for those topics."""
    before = choices(visit)
    changed = {
        topic: choice for topic, choice in chosen.items() if topic in before and before[topic] != choice
    }
    now = visit.clock.now()
    if visit.known:
        record([_set(visit, topic, choice) for topic, choice in changed.items()], now)
    return {topic: before[topic] for topic in changed}


def limit(visit: Visit) -> int | None:
    """How many mails a month they want at most, if they said so."""
    said = facts_of(LimitSet).filter(customer_id__in=visit.customers)
    return said.order_by("-at", "-recorded_at", "-id").values_list("at_most", flat=True).first()


def choose_limit(visit: Visit, at_most: int | None) -> bool:
    """Record the limit if it is another one; whether it was."""
    changed = at_most != limit(visit)
    if changed and visit.known:
        now, who = visit.clock.now(), visit.reader.customer_id
        fact = LimitSet(
            source="page",
            key=visit.clock.token(),
            at=now,
            storefront=visit.store.key,
            customer_id=who,
            at_most=at_most,
        )
        record([fact], now)
    return changed


def _set(visit: Visit, topic: str, choice: Choice) -> PreferenceSet:
    return PreferenceSet(
        source="page",
        key=visit.clock.token(),
        at=visit.clock.now(),
        storefront=visit.store.key,
        customer_id=visit.reader.customer_id,
        topic=topic,
        sensitivity=choice.sensitivity,
        paused_until=choice.paused_until,
    )
