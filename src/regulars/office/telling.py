"""Each fact about a customer in a sentence for the timeline."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from regulars.facts.kinds import (
    ConsentRecorded,
    Corrected,
    Fact,
    FeedbackGiven,
    GiftMarked,
    LikeSaid,
    LimitSet,
    LineReturned,
    LinkFollowed,
    OrderPlaced,
    OrderStep,
    PreferenceSet,
    RefundPaid,
    RequestStep,
)
from regulars.kernel import money
from regulars.office.permission import CAUSE, GROUND, told_choice, told_limit

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
    "expire": "Allowed until now",
    "request": "Asked for, and has yet to confirm,",
    "claim": "Is said by an import, without proof, to allow",
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


def _limited(row: dict[str, Any], _: Beside) -> Happening:
    return Happening(
        row["at"], "choice", f"Chose how many mails a month they want: {told_limit(row['at_most'])}."
    )


def _gave(row: dict[str, Any], beside: Beside) -> Happening:
    about = f" for order {row['order_ref']}" if row["order_ref"] else ""
    return Happening(
        row["at"], "feedback", f"Gave {row['score']} of 5{about}.", quote=beside.words.get(row["key"], "")
    )


def _followed(row: dict[str, Any], _: Beside) -> Happening:
    who = (
        f"A machine looked at a link in our mail ({row['sign']})."
        if row["sign"]
        else "Followed a link in our mail."
    )
    return Happening(row["at"], "followed", who, intent=row["intent"] or "")


def suppressed(row: dict[str, Any]) -> Happening:
    """An address that stopped or started to be written to."""
    cause = CAUSE.get(row["cause"], row["cause"])
    what = "everything" if row["scope"] == "all" else "offers"
    sentence = f"May be sent {what} again." if row["lifted"] else f"No longer sent {what}: {cause}."
    return Happening(row["at"], "consent", sentence)


def _liked(row: dict[str, Any], _: Beside) -> Happening:
    said = {
        "less": "Asked for less of",
        "more": "Asked for more of",
        "neither": "Took back what they said of",
    }
    of = "the price of " if row["aspect"] == "price" else ""
    found = (
        f"Found {row['named']} too dear"
        if of and row["direction"] == "less"
        else f"{said[row['direction']]} {of}{row['named']}"
    )
    how = " by answering a mail" if row["source"] == "mail" else ""
    return Happening(row["at"], "choice", f"{found}{how}.", intent=row["intent"] or "")


def _given(row: dict[str, Any], _: Beside) -> Happening:
    said = "was a gift" if row["gift"] else "was no gift after all"
    return Happening(row["at"], "choice", f"Said that {row['variant']} in order {row['order_ref']} {said}.")


def _corrected(row: dict[str, Any], _: Beside) -> Happening:
    known = {"lasts": f"how long {row['which']} lasts them", "favourite": f"that they like {row['which']}"}
    what = known.get(row["insight"], f"their {row['insight']}")
    said = {
        "stated": f"Said {what}: {row['days']} days.",
        "deleted": f"Deleted what we knew: {what}. It is not worked out again.",
        "allowed": f"Let it be known again {what}.",
    }
    return Happening(row["at"], "choice", said[row["said"]])


def _requested(row: dict[str, Any], beside: Beside) -> Happening:
    said = {
        "received": f"Asked the shop by {row['via']}: {row['right']} of their data.",
        "extended": f"Were told that the answer about {row['right']} takes longer.",
        "answered": f"Their request ({row['right']}) was answered.",
        "declined": f"Their request ({row['right']}) was declined.",
    }
    return Happening(row["at"], "choice", said[row["step"]], quote=beside.words.get(row["key"], ""))


TOLD: dict[type[Fact], Callable[[dict[str, Any], Beside], Happening]] = {
    OrderPlaced: _ordered,
    OrderStep: _stepped,
    LineReturned: _returned,
    RefundPaid: _refunded,
    ConsentRecorded: _consented,
    PreferenceSet: _preferred,
    LimitSet: _limited,
    LikeSaid: _liked,
    LinkFollowed: _followed,
    GiftMarked: _given,
    Corrected: _corrected,
    RequestStep: _requested,
    FeedbackGiven: _gave,
}
