"""What would be done with other dials before they are set, or for a customer who had chosen otherwise. Nothing is committed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regulars.arbiter import spoken
from regulars.arbiter.gates import SENTENCES
from regulars.engine.planning import because, planning, reason_values
from regulars.engine.shop import Shop
from regulars.engine.silence import said
from regulars.facts.kinds import Fact
from regulars.kernel.clock import Clock
from regulars.programs.base import Program


def count(shop: Shop, program: Program, clock: Clock) -> dict[str, int]:
    """How many messages the program would send if everybody were thought about now, and how many would be refused for which reason."""
    now = clock.now()
    with planning(shop, now, now, learn="stored", only=program) as plan:
        return plan.counts().get(program.key, {})


def examples(shop: Shop, program: Program, clock: Clock, most: int = 20) -> list[dict[str, object]]:
    """Some candidates with the values their words are filled with."""
    now = clock.now()
    with planning(shop, now, now, learn="stored", only=program) as plan:
        return plan.rows()[:most]


@dataclass(frozen=True)
class Draft:
    """What a program would write to a customer: the values its words are filled with. `waits` says why it would not be sent at once."""

    program: str
    storefront: str
    values: dict[str, Any]
    waits: str = ""


def drafts(
    shop: Shop, customer_id: int, at: datetime, language: str, supposed: Sequence[Fact] = ()
) -> dict[str, Draft]:
    """Per program the one thing it would write about, as of a time and supposing these facts: what would be sent, else what is worth most."""
    with planning(shop, at, at, customers=[customer_id], supposed=supposed) as plan:
        rows = plan.rows()
    rows.sort(key=lambda row: (row["verdict"] != "send", -(row["worth_minor"] or 0)))
    found: dict[str, Draft] = {}
    for row in rows:
        waits = "" if row["verdict"] == "send" else _waits(shop, row, language)
        found.setdefault(row["program"], Draft(row["program"], row["storefront"], because(row), waits))
    return found


def _waits(shop: Shop, row: dict[str, Any], language: str) -> str:
    """The reason in words."""
    reasons = reason_values(row)
    winner = shop.programs().get(reasons.get("winner", ""))
    if winner and winner.program:
        reasons["winner"] = said(winner.program.title, language)
    return spoken.told(SENTENCES[row["reason_key"]][language], reasons, language)
