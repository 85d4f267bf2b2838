"""The customer's own page: how often they hear about what, a pause, or nothing at all. Says at once what changed, and takes it back."""

from datetime import date, timedelta

from django.http import HttpResponse

from regulars.pages.choices import OFTEN, Choice, choices, choose
from regulars.pages.permission import allow, withdraw, withdrawn
from regulars.pages.speech import day, topic_title
from regulars.pages.visit import Visit, for_readers

LONGEST_PAUSE = timedelta(days=730)


class NoSuchDay(ValueError):
    """The pause does not end on a day one can pause until."""


@for_readers("prefs")
def your_page(visit: Visit) -> HttpResponse:
    """GET shows, POST saves: `topic-KEY`, `pause`, or `stop` and `allow` for all of it."""
    say, said = visit.say["your_page"], visit.request.POST
    if visit.request.method != "POST":
        return _page(visit)
    if "stop" in said:
        withdraw(visit, form="your page", text=say["stop"])
        return _page(visit, told=visit.say["unsubscribe"]["done"])
    if "allow" in said:
        allow(visit, form="your page", text=say["allow_text"].format(shop=visit.store.name))
        return _page(visit, told=say["allowed"])
    try:
        chosen = _chosen(visit)
    except NoSuchDay:
        return _page(visit, wrong=say["pause_wrong"])
    before = choose(visit, chosen)
    return _page(visit, told=say["saved"] if before else say["nothing"], before=before)


def _chosen(visit: Visit) -> dict[str, Choice]:
    """What the form says; what it leaves out stays as it was. Raises NoSuchDay."""
    said, held = visit.request.POST, choices(visit)
    pause = _pause(said["pause"], visit.today) if "pause" in said else None
    chosen = {}
    for topic, choice in held.items():
        often = said.get(f"topic-{topic}", choice.sensitivity)
        chosen[topic] = Choice(
            often if often in OFTEN else choice.sensitivity, pause if "pause" in said else choice.paused_until
        )
    return chosen


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


def _page(
    visit: Visit, *, told: str = "", wrong: str = "", before: dict[str, Choice] | None = None
) -> HttpResponse:
    say, held = visit.say, choices(visit)
    pauses = [choice.paused_until for choice in held.values() if choice.paused_until]
    return visit.show(
        "your_page.html",
        title=say["your_page"]["title"].format(shop=visit.store.name),
        allow_text=say["your_page"]["allow_text"].format(shop=visit.store.name),
        told=told,
        wrong=wrong,
        changes=_changes(visit, before or {}, held),
        before=_to_undo(before or {}),
        withdrawn=withdrawn(visit.reader),
        topics=[_topic(visit, topic, choice) for topic, choice in held.items()],
        pause=max(pauses).isoformat() if pauses else "",
        earliest=(visit.today + timedelta(days=1)).isoformat(),
        latest=(visit.today + LONGEST_PAUSE).isoformat(),
    )


def _topic(visit: Visit, topic: str, choice: Choice) -> dict[str, object]:
    titles = visit.say["often"]
    often = [{"key": key, "title": titles[key], "chosen": key == choice.sensitivity} for key in OFTEN]
    return {"key": topic, "title": topic_title(topic, visit.language), "often": often}


def _changes(visit: Visit, before: dict[str, Choice], now: dict[str, Choice]) -> list[str]:
    say, often = visit.say["your_page"], visit.say["often"]
    told = [
        say["change"].format(
            topic=topic_title(topic, visit.language),
            now=often[now[topic].sensitivity],
            before=often[was.sensitivity],
        )
        for topic, was in before.items()
        if was.sensitivity != now[topic].sensitivity
    ]
    pauses = {
        (day(now[topic].paused_until, visit.language), day(was.paused_until, visit.language))
        for topic, was in before.items()
    }
    return told + [
        say["pause_change"].format(now=after, before=earlier)
        for after, earlier in sorted(pauses)
        if after != earlier
    ]


def _to_undo(before: dict[str, Choice]) -> dict[str, str]:
    """The fields that bring back what held before."""
    fields = {f"topic-{topic}": choice.sensitivity for topic, choice in before.items()}
    pauses = {choice.paused_until.isoformat() if choice.paused_until else "" for choice in before.values()}
    return fields | ({"pause": max(pauses)} if pauses else {})
