"""What customers asked the shop for by letter, telephone or mail, and until when each must be answered (GDPR Art. 12 (3); STANDARDS C4.1).

What they do on their page is done at once and needs no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from regulars.facts.kinds import RequestStep
from regulars.facts.models import FreeText, facts_of
from regulars.facts.record import record
from regulars.kernel.clock import Clock
from regulars.kernel.law import months_later
from regulars.kernel.storefront import Storefront

RIGHTS = ("access", "portability", "correction", "erasure", "restriction", "objection")
WAYS = ("letter", "telephone", "mail", "in person")
CHECKS = (
    "they wrote from the mailbox we know",
    "called back at a number we know",
    "shown papers",
    "told an order only they know",
    "not yet",
)
RECEIVED, EXTENDED, ANSWERED, DECLINED = "received", "extended", "answered", "declined"
MONTHS, EXTENDED_MONTHS = 1, 3  # from the day it came; the longer one in all
LONGEST_WORDS = 2_000
SINCE = date(2018, 5, 25)  # when the regulation began to apply (Art. 99 (2))


class NotARequest(ValueError):
    """It cannot be recorded so; the message says why."""


@dataclass(frozen=True)
class Came:
    """A request as it came: for which right, by which of WAYS, who asked by which of CHECKS, on which day, in which words."""

    right: str
    via: str
    checked: str
    on: date
    words: str = ""


@dataclass(frozen=True)
class Step:
    """One thing that happened to a request, and what was written about it (nothing once erased)."""

    step: str
    on: date
    words: str


@dataclass(frozen=True)
class Request:
    """A request with its steps, the first first. `due_on` is the last day to answer it."""

    number: str
    customer_id: int
    right: str
    via: str
    checked: str
    due_on: date
    steps: tuple[Step, ...]

    @property
    def open(self) -> bool:
        """Nobody answered it yet."""
        return self.steps[-1].step not in (ANSWERED, DECLINED)

    @property
    def extended(self) -> bool:
        """It was told that the answer takes longer."""
        return any(step.step == EXTENDED for step in self.steps)


def due_on(came: date, *, extended: bool) -> date:
    """A month from the day it came, or three; where that month is shorter, its last day."""
    return months_later(datetime.combine(came, time()), EXTENDED_MONTHS if extended else MONTHS).date()


def of_customers(customers: Iterable[int]) -> list[Request]:
    """Their requests, the newest first."""
    return _read(
        facts_of(RequestStep).filter(customer_id__in=list(customers)).values_list("number", flat=True)
    )


def waiting() -> list[Request]:
    """Every request that nobody answered yet, whichever is due first."""
    done = facts_of(RequestStep).filter(step__in=(ANSWERED, DECLINED)).values("number")
    left = facts_of(RequestStep).filter(step=RECEIVED).exclude(number__in=done)
    return sorted(_read(left.values_list("number", flat=True)), key=lambda each: (each.due_on, each.number))


def receive(customer_id: int, came: Came, store: Storefront, clock: Clock) -> None:
    """Begin the clock of a request. Raises NotARequest."""
    if came.right not in RIGHTS or came.via not in WAYS or came.checked not in CHECKS:
        raise NotARequest("say what is asked for, how it came, and how you know who asked")
    if came.on > store.local_date(clock.now()):
        raise NotARequest(f"{came.on} is still to come")
    if came.on < SINCE:
        raise NotARequest(f"on {came.on} there was no such right yet")
    about = {"number": clock.token(), "right": came.right, "via": came.via, "checked": came.checked}
    began = min(store.localise(datetime.combine(came.on, time())), clock.now())
    _record(
        about | {"customer_id": customer_id, "storefront": store.key, "step": RECEIVED, "at": began},
        came.words,
        clock,
    )


def go_on(request: Request, step: str, words: str, store: Storefront, clock: Clock) -> None:
    """Extend, answer or decline it; `words` say why, or what was done, and are told to the customer. Raises NotARequest."""
    if step not in (EXTENDED, ANSWERED, DECLINED) or not request.open:
        raise NotARequest("this request is answered already")
    if step == EXTENDED and request.extended:
        raise NotARequest("it can take longer only once")
    if step == EXTENDED and store.local_date(clock.now()) > request.due_on:
        raise NotARequest("the month is over; whoever asked had to be told within it")
    if not words.strip():
        raise NotARequest("write what you told them")
    about = {name: getattr(request, name) for name in ("number", "customer_id", "right", "via", "checked")}
    _record(about | {"storefront": store.key, "step": step, "at": clock.now()}, words, clock)


def _record(about: dict[str, Any], words: str, clock: Clock) -> None:
    if len(words) > LONGEST_WORDS:
        raise NotARequest(f"that is {len(words):,} characters; at most {LONGEST_WORDS:,}")
    key = f"{about['number']} {about['step']}"
    with transaction.atomic():
        if record([RequestStep(**about, source="office", key=key)], clock.now()).new and words.strip():
            FreeText.objects.create(
                kind="request", key=key, customer_id=about["customer_id"], text=words.strip()
            )


def _read(numbers: Iterable[str]) -> list[Request]:
    rows = list(
        facts_of(RequestStep).filter(number__in=list(numbers)).order_by("at", "recorded_at", "id").values()
    )
    written = FreeText.objects.filter(kind="request", key__in=[row["key"] for row in rows]).values_list(
        "key", "text"
    )
    words = dict(written)
    steps: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        steps.setdefault(row["number"], []).append(row)
    return [_request(found, words) for found in reversed(steps.values())]


def _request(rows: list[dict[str, Any]], words: dict[str, str]) -> Request:
    first = rows[0]
    steps = tuple(Step(row["step"], row["local_date"], words.get(row["key"], "")) for row in rows)
    extended = any(step.step == EXTENDED for step in steps)
    same = {name: first[name] for name in ("number", "customer_id", "right", "via", "checked")}
    return Request(**same, due_on=due_on(first["local_date"], extended=extended), steps=steps)
