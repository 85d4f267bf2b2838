"""The customer's own page: how often they hear about what, how much at all, a pause, or nothing. Says at once what changed, and takes it back."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse

from regulars.pages.choices import LIMITS, OFTEN, Choice, choices, choose, choose_limit, limit
from regulars.pages.meaning import Meaning
from regulars.pages.permission import allow, withdraw, withdrawn
from regulars.pages.speech import day, topic_title
from regulars.pages.visit import Visit, for_readers

LONGEST_PAUSE = timedelta(days=730)


class NoSuchDay(ValueError):
    """The pause does not end on a day one can pause until."""


@dataclass(frozen=True)
class Chosen:
    """What holds, all of it: each topic's choice, and the most mails a month."""

    topics: dict[str, Choice]
    limit: int | None

    @classmethod
    def now(cls, visit: Visit) -> "Chosen":
        """What holds at this moment."""
        return cls(choices(visit), limit(visit))

    @property
    def often(self) -> dict[str, str]:
        """The sensitivity of each topic."""
        return {topic: choice.sensitivity for topic, choice in self.topics.items()}


@for_readers("prefs")
def your_page(visit: Visit) -> HttpResponse:
    """GET shows, POST saves: `topic-KEY`, `limit`, `pause`, or `stop` and `allow` for all of it."""
    say, said = visit.say["your_page"], visit.request.POST
    if visit.request.method != "POST":
        return _page(visit)
    if "stop" in said:
        withdraw(visit, form="your page", text=say["stop"])
        return _page(visit, told=visit.say["unsubscribe"]["done"])
    if "allow" in said:
        allow(visit, form="your page", text=say["allow_text"].format(shop=visit.store.name))
        return _page(visit, told=say["allowed"])
    before = Chosen.now(visit)
    try:
        chosen = _chosen(visit, before)
    except NoSuchDay:
        return _page(visit, wrong=say["pause_wrong"])
    changed = [choose(visit, chosen.topics), choose_limit(visit, chosen.limit)]
    return (
        _page(visit, told=say["saved"], before=before) if any(changed) else _page(visit, told=say["nothing"])
    )


def _chosen(visit: Visit, held: Chosen) -> Chosen:
    """What the form says; what it leaves out stays as it was. Raises NoSuchDay."""
    said = visit.request.POST
    pause = _pause(said["pause"], visit.today) if "pause" in said else None
    chosen = {}
    for topic, choice in held.topics.items():
        often = said.get(f"topic-{topic}", choice.sensitivity)
        chosen[topic] = Choice(
            often if often in OFTEN else choice.sensitivity, pause if "pause" in said else choice.paused_until
        )
    limits = {_key(at_most): at_most for at_most in LIMITS}
    return Chosen(chosen, limits.get(said.get("limit", ""), held.limit))


def _key(at_most: int | None) -> str:
    return "none" if at_most is None else str(at_most)


def _pause(text: str, today: date) -> date | None:
    if not text:
        return None
    try:
        until = date.fromisoformat(text)
    except ValueError as wrong:
        raise NoSuchDay from wrong
    if not today < until <= today + LONGEST_PAUSE:
        raise NoSuchDay
    return until


def _page(visit: Visit, *, told: str = "", wrong: str = "", before: Chosen | None = None) -> HttpResponse:
    say, held = visit.say, Chosen.now(visit)
    before = before or held
    meaning = Meaning.of(visit)
    pauses = [choice.paused_until for choice in held.topics.values() if choice.paused_until]
    return visit.show(
        "your_page.html",
        title=say["your_page"]["title"].format(shop=visit.store.name),
        allow_text=say["your_page"]["allow_text"].format(shop=visit.store.name),
        told=told,
        wrong=wrong,
        changes=_changes(visit, before, held),
        means=meaning.change(before.often, before.limit, held.often, held.limit),
        before=_to_undo(before, held),
        withdrawn=withdrawn(visit.reader),
        topics=[_topic(visit, topic, choice, meaning) for topic, choice in held.topics.items()],
        limits=[_limit(visit, at_most, held) for at_most in LIMITS],
        lately=meaning.lately(),
        pause=max(pauses).isoformat() if pauses else "",
        earliest=(visit.today + timedelta(days=1)).isoformat(),
        latest=(visit.today + LONGEST_PAUSE).isoformat(),
    )


def _topic(visit: Visit, topic: str, choice: Choice, meaning: Meaning) -> dict[str, object]:
    titles = visit.say["often"]
    often = [
        {
            "key": key,
            "title": titles[key],
            "chosen": key == choice.sensitivity,
            "means": meaning.topic(topic, key),
        }
        for key in OFTEN
    ]
    return {"key": topic, "title": topic_title(topic, visit.language), "often": often}


def _limit(visit: Visit, at_most: int | None, held: Chosen) -> dict[str, object]:
    return {"key": _key(at_most), "title": _limit_title(visit, at_most), "chosen": at_most == held.limit}


def _limit_title(visit: Visit, at_most: int | None) -> str:
    say = visit.say["your_page"]
    return str(say["no_limit"] if at_most is None else say["limit_of"].format(number=at_most))


def _changes(visit: Visit, before: Chosen, now: Chosen) -> list[str]:
    say, often = visit.say["your_page"], visit.say["often"]
    told = [
        say["change"].format(
            topic=topic_title(topic, visit.language),
            now=often[now.topics[topic].sensitivity],
            before=often[was.sensitivity],
        )
        for topic, was in before.topics.items()
        if was.sensitivity != now.topics[topic].sensitivity
    ]
    if before.limit != now.limit:
        was, became = (_limit_title(visit, at_most) for at_most in (before.limit, now.limit))
        told.append(say["change"].format(topic=say["limit"], now=became, before=was))
    pauses = {
        (day(now.topics[topic].paused_until, visit.language), day(was.paused_until, visit.language))
        for topic, was in before.topics.items()
    }
    return told + [
        say["pause_change"].format(now=after, before=earlier)
        for after, earlier in sorted(pauses)
        if after != earlier
    ]


def _to_undo(before: Chosen, now: Chosen) -> dict[str, str]:
    """The fields that bring back what held before."""
    changed = {topic: was for topic, was in before.topics.items() if was != now.topics[topic]}
    fields = {f"topic-{topic}": choice.sensitivity for topic, choice in changed.items()}
    pauses = {choice.paused_until.isoformat() if choice.paused_until else "" for choice in changed.values()}
    limits = {"limit": _key(before.limit)} if before.limit != now.limit else {}
    return fields | limits | ({"pause": max(pauses)} if pauses else {})
