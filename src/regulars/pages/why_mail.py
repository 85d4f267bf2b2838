"""Why each of the last messages was sent, and what we decided not to send, in one sentence each. Only inside (decision 0015)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from liquid.exceptions import LiquidError

from regulars.delivery.models import ACCEPTED, Outbox
from regulars.delivery.render import shown
from regulars.delivery.words import NoWords
from regulars.engine import why
from regulars.engine.models import Verdict
from regulars.engine.shop import shop
from regulars.pages.section import Section, Wish
from regulars.pages.speech import day
from regulars.pages.visit import Visit
from regulars.pages.visiting import for_visitors

LAST = 20


class WhyMail(Section):
    """Nothing to choose: the way to the reasons."""

    template = "why_link.html"

    def listed(self, visit: Visit) -> bool:
        """Inside."""
        return visit.inside

    def wishes(self, visit: Visit) -> Sequence[Wish]:
        """None."""
        return ()

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """There is nothing to choose."""


@dataclass(frozen=True)
class Reason:
    """What was sent, or what was not, and why."""

    title: str
    sentence: str
    day: str = ""


@for_visitors("why")
def why_page(visit: Visit) -> HttpResponse:
    """The last messages that arrived, latest first; then what the last plan held back."""
    return visit.show("why.html", sent=list(_sent(visit)), held_back=list(_held_back(visit)))


def _sent(visit: Visit) -> Iterator[Reason]:
    arrived = Outbox.objects.filter(customer_id__in=visit.customers, state=ACCEPTED).order_by("-accepted_at")
    rows = list(arrived[:LAST])
    verdicts = {each.intent: each for each in Verdict.objects.filter(intent__in=[row.intent for row in rows])}
    for row in rows:
        verdict = verdicts.get(row.intent)
        if verdict is not None and row.accepted_at is not None:
            sentence = why.sentence(verdict, shop(), visit.language)
            yield Reason(
                _subject(row), sentence, day(visit.store.local_date(row.accepted_at), visit.language)
            )


def _held_back(visit: Visit) -> Iterator[Reason]:
    for each in why.told(shop(), visit.customer, language=visit.language):
        if each.verdict != "send":
            yield Reason(each.title, each.sentence)


def _subject(row: Any) -> str:
    """What it was called, where its words are still kept."""
    try:
        return shown(row.intent).subject
    except (LookupError, LiquidError, NoWords):
        return str(row.program)
