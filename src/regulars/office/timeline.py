"""A customer's timeline: facts, messages and verdicts, day by day, latest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from regulars.engine.models import Verdict
from regulars.engine.shop import shop as configured
from regulars.engine.why import sentence
from regulars.facts.kinds import MessageDecided, MessageOutcome
from regulars.facts.models import facts_of
from regulars.kernel.purposes import EMAIL, POST
from regulars.office import opened, shop, words
from regulars.office.decided import TOLD
from regulars.office.happened import suppressions, told_facts
from regulars.office.telling import Happening

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
        *told_facts(customer_ids, before, AT_MOST),
        *suppressions(mailbox_id, before),
        *messages(customer_ids, before, AT_MOST),
        *opened.happenings(customer_ids, before, AT_MOST),
        *silences(customer_ids, before, AT_MOST),
    ]
    latest = sorted(told, key=lambda each: each.at, reverse=True)
    shown = latest[:AT_MOST]
    days = [
        Day(day, list(those)) for day, those in groupby(shown, key=lambda each: shop.local(each.at).date())
    ]
    return Timeline(days, shown[-1].at if len(latest) > AT_MOST else None)


def messages(customer_ids: Sequence[int], before: datetime, limit: int) -> list[Happening]:
    """What we decided to write to a customer, why, and what became of it."""
    decided = (
        facts_of(MessageDecided).filter(customer_id__in=customer_ids, at__lt=before).order_by("-at", "-id")
    )
    rows = list(decided.values("at", "intent", "program", "channel")[:limit])
    outcomes = _outcomes([row["intent"] for row in rows])
    kept = Verdict.objects.filter(
        customer_id__in=customer_ids, verdict="send", decided_at__lt=before
    ).order_by("-decided_at")
    because = {
        verdict.intent: words.told_because(verdict.program, verdict.because) for verdict in kept[: limit + 1]
    }
    return [_message(row, outcomes.get(row["intent"], []), because.get(row["intent"], "")) for row in rows]


def silences(customer_ids: Sequence[int], before: datetime, limit: int) -> list[Happening]:
    """When something happened to a customer and it was better to say nothing: what was held back, and why."""
    refused = Verdict.objects.filter(customer_id__in=customer_ids, verdict="refused", decided_at__lt=before)
    kept = refused.exclude(reason_key=TOLD).order_by("-decided_at", "id")
    told = []
    for at, held in groupby(kept[:limit], key=lambda verdict: verdict.decided_at):
        lines = tuple(
            (words.program_title(verdict.program), sentence(verdict, configured(), words.LANGUAGE))
            for verdict in held
        )
        first = (
            f"Held back: {lines[0][0]}. “{lines[0][1]}”"
            if len(lines) == 1
            else f"Held back {len(lines)} proposals."
        )
        told.append(Happening(at, "silence", first, lines=lines if len(lines) > 1 else ()))
    return told


def _message(row: dict[str, Any], outcomes: list[str], because: str) -> Happening:
    channel = row["channel"] or EMAIL
    became = (
        ", ".join(dict.fromkeys(words.told_outcome(outcome, channel) for outcome in outcomes))
        or "waiting to be sent"
    )
    title = words.program_title(row["program"])
    return Happening(
        row["at"],
        "message",
        f"We wrote{' a letter' if channel == POST else ''}: {title}.",
        quote=f"“{because}”" if because else "",
        intent=row["intent"],
        state=became,
    )


def _outcomes(intents: Sequence[str]) -> dict[str, list[str]]:
    rows = facts_of(MessageOutcome).filter(intent__in=intents).order_by("at", "id")
    outcomes = defaultdict(list)
    for intent, outcome in rows.values_list("intent", "outcome"):
        outcomes[intent].append(outcome)
    return outcomes
