"""Unsubscribing: a page with a button, and the one click of mail programs (RFC 8058). Looking changes nothing."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse

from regulars.delivery.links import YOUR_PAGE
from regulars.pages.choices import Choice, choices, choose
from regulars.pages.permission import allow, may_undo, undo_token, withdraw, withdrawn
from regulars.pages.speech import topic_title
from regulars.pages.visit import Visit, for_readers

ONE_CLICK = ("List-Unsubscribe", "One-Click")


@for_readers("unsub")
def unsubscribe(visit: Visit) -> HttpResponse:
    """GET asks, POST acts: `scope=topic` ends the mail's topic, anything else all advertising; `undo` takes it back."""
    said = visit.request.POST
    if visit.request.method != "POST":
        return _page(visit, told=visit.say["unsubscribe"]["already"] if withdrawn(visit.reader) else "")
    if said.get(ONE_CLICK[0]) == ONE_CLICK[1]:
        withdraw(visit, form="one-click", text=visit.say["unsubscribe"]["all"])
        return _page(visit, told=visit.say["unsubscribe"]["done"])
    if "undo" in said:
        return _undone(visit, said["undo"])
    if said.get("scope") == "topic" and visit.reader.topic in choices(visit):
        return _only_topic(visit)
    changed = withdraw(visit, form="unsubscribe page", text=visit.say["unsubscribe"]["all"])
    return _page(visit, told=visit.say["unsubscribe"]["done"], undo=undo_token(visit) if changed else "")


def _only_topic(visit: Visit) -> HttpResponse:
    topic = visit.reader.topic
    choose(visit, {topic: replace(choices(visit)[topic], sensitivity="never")})
    told = visit.say["unsubscribe"]["done_topic"].format(topic=topic_title(topic, visit.language))
    return _page(visit, told=told, undo=undo_token(visit))


def _undone(visit: Visit, token: str) -> HttpResponse:
    if not may_undo(visit, token):
        return _page(visit, told="")
    topic = visit.reader.topic
    if not withdrawn(visit.reader) and choices(visit).get(topic, Choice()).sensitivity == "never":
        choose(visit, {topic: replace(choices(visit)[topic], sensitivity="everything")})
    else:
        allow(visit, form="undo of unsubscribe page", text=visit.say["unsubscribe"]["undo"])
    return _page(visit, told=visit.say["unsubscribe"]["undone"])


def _page(visit: Visit, *, told: str, undo: str = "") -> HttpResponse:
    say = visit.say["unsubscribe"]
    topic = visit.reader.topic
    only = say["topic"].format(topic=topic_title(topic, visit.language)) if topic in choices(visit) else ""
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
