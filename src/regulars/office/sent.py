"""Sent mail: every message that was decided, what it said, why, and what became of it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email import message_from_bytes
from email.policy import default as modern

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from liquid.exceptions import LiquidError

from regulars.delivery import render as said
from regulars.delivery.answers import ANSWERS
from regulars.delivery.models import STATES, Outbox
from regulars.delivery.words import NoWords
from regulars.engine.models import Verdict
from regulars.engine.shop import shop as configured
from regulars.facts.kinds import LinkFollowed, MessageOutcome
from regulars.facts.models import facts_of
from regulars.kernel.purposes import POST
from regulars.office import headers, opened, people, shop, words
from regulars.office.followed import altogether
from regulars.office.staff import staff

A_PAGE = 50
LATELY = timedelta(days=30)
HEADERS = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-Id",
    "Auto-Submitted",
    "Feedback-ID",
)
GONE = (LookupError, NoWords, LiquidError)


@dataclass(frozen=True)
class Sent:
    """A message in the list, and to whom."""

    message: Outbox
    customer: people.Customer
    title: str


@dataclass(frozen=True)
class Step:
    """One thing that became of a message."""

    at: datetime
    sentence: str


@staff
def listed(request: HttpRequest) -> HttpResponse:
    """The latest messages, by program, state and day where asked."""
    asked = {name: request.GET.get(name, "") for name in ("program", "state", "since", "until")}
    number = _number(request.GET.get("page"))
    rows = list(_chosen(asked).order_by("-decided_at", "intent")[number * A_PAGE : (number + 1) * A_PAGE + 1])
    page = rows[:A_PAGE]
    who = {each.customer_id: each for each in people.summed(list({row.customer_id for row in page}))}
    shown = {
        "messages_sent": [Sent(row, who[row.customer_id], words.program_title(row.program)) for row in page],
        "asked": asked,
        "more": number + 1 if len(rows) > A_PAGE else None,
        "less": number - 1 if number else None,
        "programs": [(key, words.program_title(key)) for key in (*configured().programs(), *ANSWERS)],
        "states": [(state, words.STATES.get(state, state)) for state in STATES],
        "mailbox": (configured().home / "mailbox").is_dir(),
        "followed": altogether(shop.now() - LATELY),
        "opened": opened.altogether(shop.now() - LATELY),
    }
    return render(request, "office/sent.html", shown)


@staff
def one(request: HttpRequest, intent: str) -> HttpResponse:
    """One message: what it says, why, and what became of it."""
    row = Outbox.objects.filter(intent=intent).first()
    if row is None:
        raise Http404("There is no such message.")
    verdict = Verdict.objects.filter(customer_id=row.customer_id, intent=intent).first()
    shown = {
        "message": row,
        "title": words.program_title(row.program),
        "customer": people.summed([row.customer_id])[0],
        "verdict": verdict,
        "because": words.told_because(row.program, verdict.because) if verdict else "",
        "steps": _steps(row),
    }
    with suppress(*GONE):
        shown["mail"] = said.shown(intent)
        shown["headers"] = _headers(row)
    return render(request, "office/message.html", shown)


@staff
def mail(_: HttpRequest, intent: str) -> HttpResponse:
    """What the customer's mail reader shows."""
    try:
        return headers.framed(said.shown(intent).html)
    except GONE as gone:
        raise Http404("There is nothing to show.") from gone


def _chosen(asked: dict[str, str]) -> "QuerySet[Outbox]":
    rows = Outbox.objects.all()
    if asked["program"]:
        rows = rows.filter(program=asked["program"])
    if asked["state"]:
        rows = rows.filter(state=asked["state"])
    if since := _day(asked["since"]):
        rows = rows.filter(decided_at__gte=_begins(since))
    if until := _day(asked["until"]):
        rows = rows.filter(decided_at__lt=_begins(until + timedelta(days=1)))
    return rows


def _steps(row: Outbox) -> list[Step]:
    steps = [Step(row.decided_at, "Decided.")]
    if row.send_after > row.decided_at:
        steps.append(Step(row.send_after, "Quiet hours over: it may go from here on."))
    for at, outcome, detail in (
        facts_of(MessageOutcome)
        .filter(intent=row.intent)
        .order_by("at", "id")
        .values_list("at", "outcome", "detail")
    ):
        steps.append(
            Step(
                at,
                f"{words.told_outcome(outcome, row.channel).capitalize()}{f' ({detail})' if detail else ''}.",
            )
        )
    for at, sign in facts_of(LinkFollowed).filter(intent=row.intent).values_list("at", "sign"):
        steps.append(Step(at, f"A machine looked at a link ({sign})." if sign else "A link was followed."))
    steps += [Step(at, sentence) for at, sentence in opened.of_message(row.intent)]
    return sorted(steps, key=lambda step: step.at)


def _headers(row: Outbox) -> list[tuple[str, str]]:
    """The headers as sent; none before a message was dated."""
    if row.dated_at is None or row.channel == POST:
        return []
    parsed = message_from_bytes(said.again(row.intent), policy=modern)
    return [(name, str(parsed[name])) for name in HEADERS if parsed[name]]


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _begins(day: date) -> datetime:
    return shop.front().localise(datetime.combine(day, time()))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
