"""A mail with and without a way of personalising, or what they told us: worked out when it is looked at, never kept. Only inside (decision 0015)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from liquid.exceptions import LiquidError

from regulars.delivery.models import Outbox
from regulars.delivery.render import Rendered, preview
from regulars.delivery.words import NoWords
from regulars.engine import compile as sql
from regulars.engine.commit import latest_moment
from regulars.engine.preview import Draft, drafts
from regulars.engine.shop import shop
from regulars.engine.silence import said
from regulars.facts.kinds import Fact
from regulars.facts.models import Person
from regulars.pages import likes
from regulars.pages.look import MAIL, WITH_FRAMES
from regulars.pages.personalising import held, switched
from regulars.pages.speech import day
from regulars.pages.stranger import no_longer
from regulars.pages.visit import Visit
from regulars.pages.visiting import current, for_visitors

LIKES = "likes"
WITH, WITHOUT = "with", "without"
LINK = re.compile(r'(<a\b[^>]*?)\shref="[^"]*"')


@dataclass(frozen=True)
class Question:
    """Of what: a way of personalising or `likes`, what is supposed on either side, and which side is as it is now."""

    of: str
    title: str
    sides: Mapping[str, Sequence[Fact]]
    titles: Mapping[str, str]
    holds: str


@dataclass(frozen=True)
class Seen:
    """A mail, or none; `waits` says why it would not go today."""

    mail: Rendered | None = None
    waits: str = ""


@dataclass(frozen=True)
class Pair:
    """What a program would write with and without; `then` names the message that was written, where it is not about today."""

    program: str
    seen: Mapping[str, Seen]
    then: Outbox | None = None

    @property
    def differs(self) -> bool:
        """Whether it makes a difference."""
        return self.seen[WITH] != self.seen[WITHOUT]

    @property
    def goes(self) -> bool:
        """Whether one of them would be sent."""
        return any(each.mail and not each.waits for each in self.seen.values())


class Preview:
    """Both sides of a question, for a visitor inside."""

    def __init__(self, visit: Visit, question: Question) -> None:
        self.visit = visit
        self.question = question

    @cached_property
    def pair(self) -> Pair | None:
        """What shows a difference today, else the last mail where it made one, else what would be written anyway."""
        today = sorted(
            self._pairs(latest_moment(self.visit.clock, self.visit.customers)),
            key=lambda pair: (not pair.differs, not pair.goes),
        )
        if today and today[0].differs:
            return today[0]
        return self._lately() or next(iter(today), None)

    def mail(self, side: str, program: str, intent: str) -> Rendered | None:
        """One side alone, today's or that of a message of theirs."""
        written = self._written().filter(intent=intent).first() if intent else None
        at = written.decided_at if written else latest_moment(self.visit.clock, self.visit.customers)
        draft = self._drafts(side, at).get(program)
        return self._seen(draft).mail

    def shown(self) -> dict[str, Any]:
        """What the template shows."""
        say, pair = self.visit.say["preview"], self.pair
        told: dict[str, Any] = {"pair": pair, "same": pair is None or not pair.differs}
        if pair is None:
            return told
        loaded = shop().programs()[pair.program]
        named = said(loaded.program.title, self.visit.language) if loaded.program else pair.program
        on = day(self.visit.store.local_date(pair.then.decided_at), self.visit.language) if pair.then else ""
        heading = say["lately" if pair.then else "next"].format(program=named, day=on)
        return told | {
            "heading": heading,
            "sides": [self._side(pair, side) for side in ((WITH, WITHOUT) if pair.differs else (WITH,))],
        }

    def _side(self, pair: Pair, side: str) -> dict[str, Any]:
        asked = {"of": self.question.of, "side": side, "program": pair.program}
        asked |= {"then": pair.then.intent} if pair.then else {}
        seen, title = pair.seen[side], self.question.titles[side]
        holds = side == self.question.holds
        return {
            "title": title,
            "mail": seen.mail,
            "waits": "" if pair.then else seen.waits,
            "holds": holds,
            "query": urlencode(asked),
        }

    def _pairs(self, at: datetime) -> Iterator[Pair]:
        both = {side: self._drafts(side, at) for side in self.question.sides}
        for program in dict.fromkeys([*both[WITH], *both[WITHOUT]]):
            yield Pair(program, {side: self._seen(of_side.get(program)) for side, of_side in both.items()})

    def _lately(self) -> Pair | None:
        """The last message of theirs that would have been another, of those programs that see them by this."""
        programs = [
            key
            for key, loaded in shop().programs().items()
            if loaded.program and self.question.of in sql.features(loaded.program())
        ]
        row = self._written().filter(program__in=programs).order_by("-decided_at").first()
        if row is None:
            return None
        found = [pair for pair in self._pairs(row.decided_at) if pair.program == row.program]
        mails = [
            Pair(pair.program, {side: Seen(each.mail) for side, each in pair.seen.items()}, row)
            for pair in found
        ]
        return next((pair for pair in mails if pair.differs), None)

    def _written(self) -> Any:
        return Outbox.objects.filter(customer_id__in=self.visit.customers, storefront=self.visit.store.key)

    def _drafts(self, side: str, at: datetime) -> dict[str, Draft]:
        supposed = [
            replace(fact, at=at, customer_id=self.visit.customer) for fact in self.question.sides[side]
        ]
        return drafts(shop(), self.visit.customer, at, self.visit.language, supposed)

    def _seen(self, draft: Draft | None) -> Seen:
        if draft is None:
            return Seen()
        person = Person.objects.filter(customer_id=self.visit.reader.customer_id).only("name").first()
        name = person.name if person else ""
        try:
            mail = preview(
                draft.program,
                self.visit.language,
                draft.values,
                customer_name=name,
                storefront=draft.storefront,
            )
        except (LiquidError, NoWords):
            return Seen()
        return Seen(mail, draft.waits)


@for_visitors("preview")
def with_and_without(visit: Visit) -> HttpResponse:
    """The page: `of` says what is compared."""
    question = asked(visit, visit.request.GET.get("of", ""))
    if question is None:
        return no_longer(visit.request, visit.language)
    answer = visit.show("with_and_without.html", title=question.title, **Preview(visit, question).shown())
    answer.headers["Content-Security-Policy"] = WITH_FRAMES
    return answer


@for_visitors("preview")
def mail(visit: Visit) -> HttpResponse:
    """One of the mails, for a frame of that page: `side`, `program`, and `then` for a message that was written. Its links lead nowhere."""
    wanted = visit.request.GET
    question = asked(visit, wanted.get("of", ""))
    if question is None or wanted.get("side") not in question.sides:
        return no_longer(visit.request, visit.language)
    found = Preview(visit, question).mail(wanted["side"], wanted.get("program", ""), wanted.get("then", ""))
    if found is None:
        return no_longer(visit.request, visit.language)
    answer = HttpResponse(LINK.sub(r"\1", found.html))
    answer.headers["Content-Security-Policy"] = MAIL
    return answer


def next_mail(visit: Visit) -> dict[str, Any]:
    """The next mail with and without what they told us, where this browser is in a visit of theirs inside; else nothing."""
    inside = current(visit.request)
    question = asked(inside, LIKES) if inside and inside.customer == visit.customer else None
    return Preview(inside, question).shown() if inside and question else {}


def asked(visit: Visit, of: str) -> Question | None:
    """The question, if it can be asked: not of what profiles, by somebody who objects to that."""
    say = visit.say["preview"]
    if of == LIKES:
        titles = {side: say[f"{side}_likes"] for side in (WITH, WITHOUT)}
        return Question(of, say["title_likes"], {WITH: (), WITHOUT: likes.taken_back(visit)}, titles, WITH)
    for feature, on in held(visit):
        if feature.key == of:
            sides = {side: [switched(visit, of, side == WITH)] for side in (WITH, WITHOUT)}
            title = say["title"].format(named=feature.title[visit.language])
            return Question(of, title, sides, {side: say[side] for side in sides}, WITH if on else WITHOUT)
    return None
