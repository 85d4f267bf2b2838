"""The facts about a customer, each told in a sentence for the timeline."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from regulars.facts.kinds import (
    AddressSuppressed,
    ConsentRecorded,
    Fact,
    FeedbackGiven,
    LineReturned,
    OrderLine,
    OrderPlaced,
    OrderStep,
    PreferenceSet,
    RefundPaid,
)
from regulars.facts.models import FreeText
from regulars.kernel import money
from regulars.office.permission import CAUSE, GROUND, told_choice
from regulars.office.recorded import recorded

STEPS = {
    "approved": "was approved",
    "picked": "was picked",
    "packed": "was packed",
    "on_truck": "is on its way",
    "delivered": "was delivered",
    "cancelled": "was cancelled",
}
ENDS = ("delivered", "cancelled")
"""Steps that get a line of their own; the others unfold below their order."""
GIVEN = {
    "grant": "Allowed",
    "confirm": "Confirmed",
    "import": "Was imported as allowing",
    "withdraw": "Withdrew",
    "object": "Objected to",
}


@dataclass(frozen=True)
class Happening:
    """One line of the timeline: when, what sort of thing (which picks its mark), a sentence, and what can be unfolded below it."""

    at: datetime
    sort: str
    sentence: str
    lines: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[str, datetime], ...] = ()
    quote: str = ""
    intent: str = ""
    state: str = ""


@dataclass(frozen=True)
class Beside:
    """What belongs to the facts told: the goods and steps of an order, the words of a reply."""

    lines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    steps: dict[str, list[tuple[str, datetime]]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def facts_of(customer_ids: Sequence[int], before: datetime, limit: int) -> list[Happening]:
    """The latest facts about a customer before a time, at most so many of each kind, in no order. One question a kind."""
    rows = {kind: _latest(kind, customer_ids, before, limit) for kind in TOLD}
    orders = [row["order_ref"] for row in rows[OrderPlaced]]
    beside = Beside(
        lines=_lines(customer_ids, orders),
        steps=_steps(customer_ids, orders),
        words=_words([row["key"] for row in rows[FeedbackGiven]]),
    )
    return [TOLD[kind](row, beside) for kind, found in rows.items() for row in found]


def suppressions(mailbox_id: int | None, before: datetime) -> list[Happening]:
    """When the customer's address stopped or started to be written to."""
    rows = (
        recorded(AddressSuppressed)
        .filter(mailbox_id=mailbox_id, at__lt=before)
        .values("at", "scope", "cause", "lifted")
    )
    return [_suppressed(row) for row in rows]


def _latest(
    kind: type[Fact], customer_ids: Sequence[int], before: datetime, limit: int
) -> list[dict[str, Any]]:
    rows = recorded(kind).filter(customer_id__in=customer_ids, at__lt=before).order_by("-at", "-id")
    if kind is OrderStep:
        rows = rows.filter(step__in=ENDS)
    return list(rows.values()[:limit])


def _lines(customer_ids: Sequence[int], order_refs: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    rows = recorded(OrderLine).filter(customer_id__in=customer_ids, order_ref__in=order_refs).order_by("id")
    lines = defaultdict(list)
    for row in rows.values("order_ref", "title", "quantity", "total_minor", "currency", "sort"):
        lines[row["order_ref"]].append(row)
    return lines


def _steps(customer_ids: Sequence[int], order_refs: Sequence[str]) -> dict[str, list[tuple[str, datetime]]]:
    rows = (
        recorded(OrderStep)
        .filter(customer_id__in=customer_ids, order_ref__in=order_refs)
        .order_by("at", "id")
    )
    steps = defaultdict(list)
    for order_ref, step, at in rows.values_list("order_ref", "step", "at"):
        steps[order_ref].append((STEPS.get(step, step), at))
    return steps


def _words(keys: Sequence[str]) -> dict[str, str]:
    return (
        dict(FreeText.objects.filter(kind="feedback", key__in=keys).values_list("key", "text"))
        if keys
        else {}
    )


def _amount(row: dict[str, Any]) -> str:
    return money.show(row["total_minor"], row["currency"], "en")


def _thing(row: dict[str, Any]) -> str:
    return row["title"] if row["quantity"] == 1 else f"{row['quantity']} × {row['title']}"


def _ordered(row: dict[str, Any], beside: Beside) -> Happening:
    lines = beside.lines.get(row["order_ref"], [])
    goods = [_thing(line) for line in lines if line["sort"] == "goods"]
    more = f" and {len(goods) - 2} more" if len(goods) > 2 else ""
    what = f": {', '.join(goods[:2])}{more}" if goods else ""
    told = tuple((_thing(line), _amount(line)) for line in lines)
    steps = tuple(beside.steps.get(row["order_ref"], ()))
    return Happening(
        row["at"],
        "order",
        f"Ordered for {_amount(row)}{what} (order {row['order_ref']}).",
        lines=told,
        steps=steps,
    )


def _stepped(row: dict[str, Any], _: Beside) -> Happening:
    return Happening(row["at"], "step", f"Order {row['order_ref']} {STEPS.get(row['step'], row['step'])}.")


def _returned(row: dict[str, Any], _: Beside) -> Happening:
    of = f" of order {row['order_ref']}" if row["order_ref"] else ""
    unsure = {"ambiguous": ", most likely", "unmatched": ", of an order we do not know"}.get(row["match"], "")
    return Happening(row["at"], "return", f"Sent back {abs(row['quantity'])} × {row['variant']}{of}{unsure}.")


def _refunded(row: dict[str, Any], _: Beside) -> Happening:
    of = f" for order {row['order_ref']}" if row["order_ref"] else ""
    return Happening(row["at"], "return", f"Got {_amount(row)} back{of}.")


def _consented(row: dict[str, Any], _: Beside) -> Happening:
    how = (
        f", because {GROUND[row['ground']]}"
        if row["action"] in ("grant", "import") and row["ground"] in GROUND
        else ""
    )
    what = "offers by e-mail" if row["purpose"] == "marketing" else f"{row['purpose']} by {row['channel']}"
    allowed = {"withdraw": f"their permission for {what}"}.get(row["action"], what)
    return Happening(
        row["at"], "consent", f"{GIVEN.get(row['action'], row['action'].capitalize())} {allowed}{how}."
    )


def _preferred(row: dict[str, Any], _: Beside) -> Happening:
    return Happening(
        row["at"],
        "choice",
        f"Chose how often to hear about {row['topic']}: {told_choice(row['sensitivity'], row['paused_until'])}.",
    )


def _gave(row: dict[str, Any], beside: Beside) -> Happening:
    about = f" for order {row['order_ref']}" if row["order_ref"] else ""
    return Happening(
        row["at"], "feedback", f"Gave {row['score']} of 5{about}.", quote=beside.words.get(row["key"], "")
    )


def _suppressed(row: dict[str, Any]) -> Happening:
    cause = CAUSE.get(row["cause"], row["cause"])
    what = "everything" if row["scope"] == "all" else "offers"
    sentence = f"May be sent {what} again." if row["lifted"] else f"No longer sent {what}: {cause}."
    return Happening(row["at"], "consent", sentence)


TOLD: dict[type[Fact], Callable[[dict[str, Any], Beside], Happening]] = {
    OrderPlaced: _ordered,
    OrderStep: _stepped,
    LineReturned: _returned,
    RefundPaid: _refunded,
    ConsentRecorded: _consented,
    PreferenceSet: _preferred,
    FeedbackGiven: _gave,
}
