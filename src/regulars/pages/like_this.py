"""More like this, less like this: a page with one button. Says what it will change, then what it changed, and takes it back (decision 0017)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpResponse

from regulars.delivery.links import YOUR_PAGE
from regulars.kernel.often import OFTEN
from regulars.pages import how_often
from regulars.pages.change import Changed, change, undo
from regulars.pages.choices import choices
from regulars.pages.likes import Like, asked_about, sentence
from regulars.pages.look import WITH_FRAMES
from regulars.pages.speech import topic_title
from regulars.pages.visit import Visit, for_readers
from regulars.pages.with_and_without import next_mail


@dataclass(frozen=True)
class Option:
    """One answer to what exactly: its value in the form, what it is called, what it will change, and the wishes that do."""

    value: str
    title: str
    means: str
    wishes: Mapping[str, str]


def _page(visit: Visit) -> HttpResponse:
    """GET asks what exactly, with an answer chosen; POST does it, or takes it back by `undo`."""
    said = visit.request.POST
    options = _more(visit) if visit.form == "more" else _less(visit)
    if visit.request.method != "POST":
        return _show(visit, options)
    if "undo" in said:
        changed = undo(visit, said["undo"])
        told = visit.say["your_page"]["undone" if changed.sentences else "not_undone"]
        return _show(visit, options, changed, told=told)
    chosen = _chosen(options, said.get("what", ""))
    changed = change(visit, chosen.wishes) if chosen else Changed()
    return _show(visit, options, changed, told=_told(visit, changed))


more = for_readers("more", form="more")(_page)
less = for_readers("less", form="less")(_page)


def _chosen(options: list[Option], what: str) -> Option | None:
    """The answer, or the one chosen for them; none where it is a step that was taken before."""
    found = next((each for each in options if each.value == what), None)
    return found or (options[0] if options and what not in OFTEN else None)


def _told(visit: Visit, changed: Changed) -> str:
    say = visit.say["likes"]
    if changed.sentences:
        return str(say["done"])
    return str(say["wanted_less"] if changed.refused else say["nothing"])


def _more(visit: Visit) -> list[Option]:
    """Of the thing, its maker, its category; of the topic where the message is meant as a whole."""
    likes = {like.aspect: like for like in asked_about(visit)}
    about = [likes[aspect] for aspect in ("thing", "maker", "category") if aspect in likes]
    return [_liking(visit, like, "more") for like in about or likes.values()]


def _less(visit: Visit) -> list[Option]:
    """Of the thing, its maker, its category, what costs as much, or how often; where the message is meant as a whole, only how often."""
    likes = {like.aspect: like for like in asked_about(visit)}
    about = [
        _liking(visit, likes[each], "less")
        for each in ("thing", "maker", "category", "price")
        if each in likes
    ]
    steps = _quieter(visit)
    if not about:
        return steps if len(steps) == 1 else [replace(step, means="") for step in steps]
    too_often = visit.say["likes"]["what"]["often"]
    return [*about, *(replace(step, title=too_often) for step in steps[:1])]


def _liking(visit: Visit, like: Like, direction: str) -> Option:
    title = visit.say["likes"]["what"][like.aspect].format(named=like.named)
    return Option(like.aspect, title, sentence(visit, like, direction), {like.name: direction})


def _quieter(visit: Visit) -> list[Option]:
    """The steps down for the message's topic, the next one first."""
    topic, often = visit.reader.topic, visit.say["often"]
    held = choices(visit).get(topic)
    if held is None:
        return []
    title, likes = topic_title(topic, visit.language), visit.say["likes"]
    like = Like("topic", topic, topic)
    return [
        Option(
            step,
            often[step],
            likes["step"].format(topic=title, now=often[step], before=often[held.sensitivity]),
            {how_often.TOPIC + topic: step, like.name: "less"},
        )
        for step in OFTEN[OFTEN.index(held.sensitivity) + 1 :]
    ]


NO_CHANGE = Changed()


def _show(
    visit: Visit, options: list[Option], changed: Changed = NO_CHANGE, *, told: str = ""
) -> HttpResponse:
    say = visit.say["likes"]
    token = visit.reader.token("prefs", settings.LINK_KEYS)
    answer = visit.show(
        "like_this.html",
        preview=next_mail(visit) if told else {},
        title=say[f"title_{visit.form}"],
        **_asks(visit, options),
        options=options,
        told=told,
        changes=changed.sentences,
        undo=changed.undo,
        your_page=f"/{YOUR_PAGE.replace('<str:token>', token)}",
    )
    answer.headers["Content-Security-Policy"] = WITH_FRAMES
    return answer


def _asks(visit: Visit, options: list[Option]) -> dict[str, str]:
    """What pressing will do, and what is asked; of a mail as a whole, how often such mails come now and shall come."""
    say, topic = visit.say["likes"], visit.reader.topic
    if visit.form == "less" and len(options) > 1 and not options[0].means:
        now = visit.say["often"][choices(visit)[topic].sensitivity]
        return {
            "lead": say["now"].format(topic=topic_title(topic, visit.language), now=now),
            "what": say["what_often"],
        }
    return {"lead": say[f"lead_{visit.form}"], "what": say[f"what_{visit.form}"]}
