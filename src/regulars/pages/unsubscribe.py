"""Unsubscribing: a page with a button, and the one click of mail programs (RFC 8058). Looking changes nothing."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse

from regulars.delivery.links import YOUR_PAGE
from regulars.pages import advertising, how_often
from regulars.pages.change import change, undo
from regulars.pages.choices import topics
from regulars.pages.permission import withdrawn
from regulars.pages.speech import topic_title
from regulars.pages.visit import Visit, for_readers

ONE_CLICK = ("List-Unsubscribe", "One-Click")
STOP = {advertising.NAME: advertising.NO}


@for_readers("unsub", form="unsubscribe page")
def unsubscribe(visit: Visit) -> HttpResponse:
    """GET asks, POST acts: `scope=topic` ends the mail's topic, anything else all advertising; `undo` takes it back."""
    said, say = visit.request.POST, visit.say["unsubscribe"]
    if visit.request.method != "POST":
        return _page(visit, told=say["already"] if withdrawn(visit.reader) else "")
    if said.get(ONE_CLICK[0]) == ONE_CLICK[1]:
        change(replace(visit, form="one-click"), STOP)
        return _page(visit, told=say["done"])
    if "undo" in said:
        return _page(visit, told=say["undone"] if undo(visit, said["undo"]).sentences else "")
    if said.get("scope") == "topic" and visit.reader.topic in topics():
        changed = change(visit, {how_often.TOPIC + visit.reader.topic: "never"})
        told = say["done_topic"].format(topic=topic_title(visit.reader.topic, visit.language))
        return _page(visit, told=told, undo=changed.undo)
    return _page(visit, told=say["done"], undo=change(visit, STOP).undo)


def _page(visit: Visit, *, told: str, undo: str = "") -> HttpResponse:
    say = visit.say["unsubscribe"]
    topic = visit.reader.topic
    only = say["topic"].format(topic=topic_title(topic, visit.language)) if topic in topics() else ""
    token = visit.reader.token("prefs", settings.LINK_KEYS)
    return visit.show(
        "unsubscribe.html",
        title=say["title"],
        lead=say["lead"].format(shop=visit.store.name),
        told=told,
        undo=undo,
        only_topic=only,
        your_page=f"/{YOUR_PAGE.replace('<str:token>', token)}",
    )
