"""A customer's timeline: facts, messages and verdicts, day by day, latest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from regulars.facts.kinds import MessageDecided, MessageOutcome
from regulars.office import shop
from regulars.office.happened import Happening, facts_of, suppressions
from regulars.office.recorded import recorded
from regulars.office.words import program_title, told_outcome

AT_MOST = 60


@dataclass(frozen=True)
class Day:
    """What happened on one day of the shop's calendar."""

    day: date
    happenings: list[Happening]


@dataclass(frozen=True)
class Timeline:
    """Some days, and the moment before which the next page begins."""

    days: list[Day]
    before: datetime | None


def timeline(customer_ids: Sequence[int], mailbox_id: int | None, before: datetime) -> Timeline:
    """The days before a time on which anything happened; a number of questions that does not grow with their number."""
    told = [
        *facts_of(customer_ids, before, AT_MOST),
        *suppressions(mailbox_id, before),
        *messages(customer_ids, before, AT_MOST),
    ]
    latest = sorted(told, key=lambda each: each.at, reverse=True)
    shown = latest[:AT_MOST]
    days = [
        Day(day, list(those)) for day, those in groupby(shown, key=lambda each: shop.local(each.at).date())
    ]
    return Timeline(days, shown[-1].at if len(latest) > AT_MOST else None)


def messages(customer_ids: Sequence[int], before: datetime, limit: int) -> list[Happening]:
    """What we decided to write to a customer, and what became of it."""
    decided = (
        recorded(MessageDecided).filter(customer_id__in=customer_ids, at__lt=before).order_by("-at", "-id")
    )
    rows = list(decided.values("at", "intent", "program", "about", "nature")[:limit])
    outcomes = _outcomes([row["intent"] for row in rows])
    return [
        _message(row["at"], row["program"], row["about"], row["intent"], outcomes.get(row["intent"], []))
        for row in rows
    ]


def _message(at: datetime, program: str, about: str, intent: str, outcomes: list[str]) -> Happening:
    became = ", ".join(dict.fromkeys(told_outcome(outcome) for outcome in outcomes)) or "waiting to be sent"
    subject = "" if about in ("", "customer") else f" about {about}"
    return Happening(
        at, "message", f"We wrote: {program_title(program)}{subject}.", intent=intent, state=became
    )


def _outcomes(intents: Sequence[str]) -> dict[str, list[str]]:
    rows = recorded(MessageOutcome).filter(intent__in=intents).order_by("at", "id")
    outcomes = defaultdict(list)
    for intent, outcome in rows.values_list("intent", "outcome"):
        outcomes[intent].append(outcome)
    return outcomes
