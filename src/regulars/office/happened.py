"""The facts about a customer, read for the timeline: one question a kind, however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from regulars.facts.kinds import (
    AddressSuppressed,
    Fact,
    FeedbackGiven,
    OrderLine,
    OrderPlaced,
    OrderStep,
    RequestStep,
)
from regulars.facts.models import FreeText, facts_of
from regulars.office.telling import ENDS, STEPS, TOLD, Beside, Happening, suppressed


def told_facts(customer_ids: Sequence[int], before: datetime, limit: int) -> list[Happening]:
    """The latest facts about a customer before a time, at most so many of each kind, in no order. One question a kind."""
    rows = {kind: _latest(kind, customer_ids, before, limit) for kind in TOLD}
    orders = [row["order_ref"] for row in rows[OrderPlaced]]
    beside = Beside(
        lines=_lines(customer_ids, orders),
        steps=_steps(customer_ids, orders),
        words=_words([row["key"] for kind in (FeedbackGiven, RequestStep) for row in rows[kind]]),
    )
    return [TOLD[kind](row, beside) for kind, found in rows.items() for row in found]


def suppressions(mailbox_id: int | None, before: datetime) -> list[Happening]:
    """When the customer's address stopped or started to be written to."""
    rows = (
        facts_of(AddressSuppressed)
        .filter(mailbox_id=mailbox_id, at__lt=before)
        .values("at", "scope", "cause", "lifted")
    )
    return [suppressed(row) for row in rows]


def _latest(
    kind: type[Fact], customer_ids: Sequence[int], before: datetime, limit: int
) -> list[dict[str, Any]]:
    rows = facts_of(kind).filter(customer_id__in=customer_ids, at__lt=before).order_by("-at", "-id")
    if kind is OrderStep:
        rows = rows.filter(step__in=ENDS)
    return list(rows.values()[:limit])


def _lines(customer_ids: Sequence[int], order_refs: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    rows = facts_of(OrderLine).filter(customer_id__in=customer_ids, order_ref__in=order_refs).order_by("id")
    lines = defaultdict(list)
    for row in rows.values("order_ref", "title", "quantity", "total_minor", "currency", "sort"):
        lines[row["order_ref"]].append(row)
    return lines


def _steps(customer_ids: Sequence[int], order_refs: Sequence[str]) -> dict[str, list[tuple[str, datetime]]]:
    rows = (
        facts_of(OrderStep)
        .filter(customer_id__in=customer_ids, order_ref__in=order_refs)
        .order_by("at", "id")
    )
    steps = defaultdict(list)
    for order_ref, step, at in rows.values_list("order_ref", "step", "at"):
        steps[order_ref].append((STEPS.get(step, step), at))
    return steps


def _words(keys: Sequence[str]) -> dict[str, str]:
    return (
        dict(
            FreeText.objects.filter(kind__in=("feedback", "request"), key__in=keys).values_list("key", "text")
        )
        if keys
        else {}
    )
