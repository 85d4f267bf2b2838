"""What we know about a customer, each with its source, to be corrected or deleted: then it is not inferred again (decision 0023). Only inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regulars.engine.known_of import KnownThing, known_of
from regulars.engine.shop import shop
from regulars.facts.kinds import Corrected, OrderLine
from regulars.facts.models import facts_of
from regulars.facts.record import record
from regulars.kernel.sentence import fill
from regulars.knowledge.correction import ALLOWED, DELETED, STATED
from regulars.knowledge.know import INSIGHTS
from regulars.pages.section import Pick, Section, Step, Wish
from regulars.pages.speech import day
from regulars.pages.visit import Visit

KNOWN = "known-"
WEEKS = (1, 2, 3, 4, 6, 8, 12, 16, 26)
DAYS_A_WEEK = 7
SHOWN = 3
"""How many days of the evidence are told, latest ones."""


@dataclass(frozen=True)
class Said:
    """The last word on one thing known: `holds` is allowed, deleted or the weeks they stated."""

    insight: str
    which: str
    holds: str = ALLOWED

    @property
    def name(self) -> str:
        """Its form field, and its name in the API."""
        return f"{KNOWN}{self.insight}-{self.which}"


class Known(Section):
    """`known-INSIGHT-WHICH`, each allowed, deleted, or the weeks after which they need it."""

    template = "known.html"

    def listed(self, visit: Visit) -> bool:
        """Inside, where something is known."""
        return bool(self.shown(visit).get("insights"))

    def wishes(self, visit: Visit) -> Sequence[Wish]:
        """One a thing that is known and can be corrected by itself, or was."""
        if not visit.inside:
            return []
        titles = _titles(visit)
        return [_wish(visit, each, titles.get(each.which, each.which)) for each in _words(visit).values()]

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """As facts."""
        if visit.known:
            words = _words(visit)
            said = [_corrected(visit, words[name], now) for name, now in chosen.items() if name in words]
            record(said, visit.clock.now())

    def told(self, visit: Visit, steps: Sequence[Step]) -> list[str]:
        """What follows for each."""
        say = visit.say["known"]
        return [
            say["told"]
            .get(step.now, say["told"][STATED])
            .format(title=step.wish.title, now=step.wish.called(step.now))
            for step in steps
        ]

    def shown(self, visit: Visit) -> dict[str, Any]:
        """Inside: by insight, what is known, and what was deleted."""
        if not visit.inside:
            return {}
        things, words, titles = _known(visit), _said(visit), _titles(visit)
        insights = [
            {
                "title": insight.title[visit.language],
                "known": [_shown(visit, each, words) for each in things if each.insight is insight],
                "deleted": [
                    {"name": each.name, "sentence": fill(insight.deleted[visit.language], {"title": titles.get(each.which, each.which)}, visit.language)}
                    for each in words.values()
                    if insight.deleted and each.insight == insight.key and each.holds == DELETED
                ],
            }
            for insight in INSIGHTS
        ]  # fmt: skip
        return {"insights": [each for each in insights if each["known"] or each["deleted"]]}


def _known(visit: Visit) -> list[KnownThing]:
    return known_of(shop(), visit.customers, visit.store.key, visit.clock.now())


def _said(visit: Visit) -> dict[str, Said]:
    """The last words, by name."""
    rows = facts_of(Corrected).filter(customer_id__in=visit.customers, storefront=visit.store.key)
    told = rows.order_by("at", "recorded_at", "id").values_list("insight", "which", "said", "days")
    words = (
        Said(insight, which, str(days // DAYS_A_WEEK) if said == STATED else said)
        for insight, which, said, days in told
    )
    return {each.name: each for each in words}


def _words(visit: Visit) -> dict[str, Said]:
    """The last word on all that could be known by itself of the things they bought. Nothing is worked out for it."""
    deletable = [insight.key for insight in INSIGHTS if insight.deleted]
    could = (Said(insight, variant) for variant in _titles(visit) for insight in deletable)
    return {each.name: each for each in could} | _said(visit)


def _wish(visit: Visit, said: Said, title: str) -> Pick:
    say = visit.say["known"]
    (insight,) = [each for each in INSIGHTS if each.key == said.insight]
    weeks = [
        (str(n), say["weeks" if n > 1 else "week"].format(weeks=n)) for n in WEEKS if insight.days_stated
    ]
    offers = ((ALLOWED, say[ALLOWED]), *weeks, (DELETED, say[DELETED]))
    return Pick(said.name, title, said.holds, offers)


def _shown(visit: Visit, thing: KnownThing, words: Mapping[str, Said]) -> dict[str, Any]:
    """A thing known, in a sentence, with what can be done about it."""
    say, said = visit.say["known"], Said(thing.insight.key, thing.which)
    title = str(thing.values.get("title") or thing.insight.title[visit.language])
    wish = _wish(visit, words.get(said.name, said), title)
    values = thing.values | {"evidence": _evidence(visit, thing)}
    return {
        "sentence": fill(thing.insight.sentences[thing.source][visit.language], values, visit.language),
        "kind": say["stated" if thing.source == "stated" else "inferred"],
        "title": title,
        "feature": thing.insight.feature,
        "wish": wish,
        "weeks": wish.offers[:-1] if thing.insight.days_stated else (),
    }


def _evidence(visit: Visit, thing: KnownThing) -> str:
    """`3 May, 2 June and 4 July`: the latest days."""
    days = [day(each, visit.language) for each in thing.evidence[-SHOWN:]]
    say = visit.say["known"]
    told = say["and"].join(filter(None, [", ".join(days[:-1]), days[-1]]))
    return f"{say['on']}{told}"


def _titles(visit: Visit) -> dict[str, str]:
    """What they bought, as it was called when they bought it last."""
    lines = facts_of(OrderLine).filter(
        customer_id__in=visit.customers, storefront=visit.store.key, sort="goods"
    )
    return dict(lines.order_by("at", "id").values_list("variant", "title"))


def _corrected(visit: Visit, said: Said, now: str) -> Corrected:
    stated = now.isdecimal()
    return Corrected(
        source="page", key=visit.clock.token(), at=visit.clock.now(), storefront=visit.store.key, customer_id=visit.reader.customer_id,
        insight=said.insight, which=said.which, said=STATED if stated else now, days=int(now) * DAYS_A_WEEK if stated else None,
    )  # fmt: skip
