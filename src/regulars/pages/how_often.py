"""How often a customer hears about each topic, how much at all, and a pause."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from regulars.kernel.often import OFTEN
from regulars.pages.choices import LIMITS, Choice, choices, choose, choose_limit, limit
from regulars.pages.meaning import Meaning
from regulars.pages.section import Pick, Section, Step, Until, Wish
from regulars.pages.speech import topic_title
from regulars.pages.visit import Visit

A_DAY = timedelta(days=1)
LONGEST_PAUSE = timedelta(days=730)
TOPIC, LIMIT, PAUSE = "topic-", "limit", "pause"
NO_LIMIT = "none"


class HowOften(Section):
    """`topic-KEY`, `limit` and `pause`. A pause holds for every topic, and leaves the choices as they are."""

    template = "how_often.html"

    def wishes(self, visit: Visit) -> Sequence[Wish]:
        """The topics in their order, then limit and pause."""
        held, say = choices(visit), visit.say["your_page"]
        often = tuple((key, visit.say["often"][key]) for key in OFTEN)
        topics = [
            Pick(TOPIC + topic, topic_title(topic, visit.language), choice.sensitivity, often)
            for topic, choice in held.items()
        ]
        return [*topics, _limit(visit, say), _pause(visit, held, say["pause_title"])]

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """As facts, one a topic that changes, and one for the limit."""
        topics = {}
        for topic, choice in choices(visit).items():
            often = chosen.get(TOPIC + topic, choice.sensitivity)
            until = _day(chosen[PAUSE]) if PAUSE in chosen else choice.paused_until
            topics[topic] = Choice(often, until)
        choose(visit, topics)
        if LIMIT in chosen:
            choose_limit(visit, None if chosen[LIMIT] == NO_LIMIT else int(chosen[LIMIT]))

    def told(self, visit: Visit, steps: Sequence[Step]) -> list[str]:
        """The changes, and inside, what they mean."""
        means = _means(visit, steps) if visit.inside else ""
        return super().told(visit, steps) + ([means] if means else [])

    def shown(self, visit: Visit) -> dict[str, Any]:
        """The wishes by kind; what came lately only inside."""
        *topics, at_most, pause = self.wishes(visit)
        meaning = Meaning.of(visit) if visit.inside else None
        assert isinstance(at_most, Pick)
        assert isinstance(pause, Until)
        return {
            "lead": visit.say["your_page"]["lead" if visit.inside else "lead_mailed"],
            "lately": meaning.lately() if meaning else "",
            "topics": [_topic(visit, each, meaning) for each in topics if isinstance(each, Pick)],
            "limit": {"holds": at_most.holds, "offers": at_most.offered(visit)},
            "pause": pause.holds,
            "earliest": (visit.today + timedelta(days=1)).isoformat()
            if visit.inside
            else _earliest(visit, pause),
            "latest": pause.latest.isoformat(),
        }


def _limit(visit: Visit, say: Mapping[str, str]) -> Pick:
    held = limit(visit)
    offers = [
        (_key(each), say["limit_of"].format(number=each) if each else say["no_limit"]) for each in LIMITS
    ]
    return Pick(LIMIT, say["limit"], _key(held), tuple(offers))


def _key(at_most: int | None) -> str:
    return NO_LIMIT if at_most is None else str(at_most)


def _pause(visit: Visit, held: Mapping[str, Choice], title: str) -> Until:
    until = max((choice.paused_until for choice in held.values() if choice.paused_until), default=None)
    holds = until.isoformat() if until else ""
    return Until(PAUSE, title, holds, visit.today + A_DAY, visit.today + LONGEST_PAUSE, visit.language)


def _earliest(visit: Visit, pause: Until) -> str:
    return pause.holds or (visit.today + timedelta(days=1)).isoformat()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _topic(visit: Visit, wish: Pick, meaning: Meaning | None) -> dict[str, object]:
    key = wish.name.removeprefix(TOPIC)
    often = [
        {"key": value, "title": title, "means": meaning.topic(key, value) if meaning else ""}
        for value, title in wish.offered(visit)
    ]
    return {"name": wish.name, "title": wish.title, "holds": wish.holds, "often": often}


def _means(visit: Visit, steps: Sequence[Step]) -> str:
    """What it means that these hold and not what held before."""
    held, at_most = choices(visit), limit(visit)
    now = {topic: choice.sensitivity for topic, choice in held.items()}
    was, was_at_most = dict(now), at_most
    for step in steps:
        if step.wish.name == LIMIT:
            was_at_most = None if step.wish.holds == NO_LIMIT else int(step.wish.holds)
        elif step.wish.name.startswith(TOPIC):
            was[step.wish.name.removeprefix(TOPIC)] = step.wish.holds
    return Meaning.of(visit).change(was, was_at_most, now, at_most)
