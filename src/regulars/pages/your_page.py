"""The customer's own page: what they hear from the shop. Says at once what changed, and takes it back.

From a mail one can only stop, pause or turn down, and sees nothing of the past (decision 0015).
"""

from django.http import HttpResponse

from regulars.pages.change import Changed, change, undo
from regulars.pages.sections import SECTIONS
from regulars.pages.visit import Visit, for_readers
from regulars.pages.visiting import end, for_visitors

FORM = "your page"
UNCHANGED = Changed()


def page(visit: Visit) -> HttpResponse:
    """GET shows, POST saves what the sections' forms say, or takes it back by `undo`; `close` ends a visit inside."""
    said = visit.request.POST.dict()
    if visit.request.method != "POST":
        return _page(visit)
    if visit.inside and "close" in said:
        end(visit)
        return visit.show("closed.html")
    if "undo" in said:
        changed = undo(visit, str(said["undo"]))
        told = visit.say["your_page"]["undone" if changed.sentences else "not_undone"]
    else:
        changed = change(visit, {name: str(value) for name, value in said.items()})
        told = visit.say["your_page"]["saved" if changed.sentences else "nothing"]
    return _page(visit, changed, told=told)


def _page(visit: Visit, changed: Changed = UNCHANGED, *, told: str = "") -> HttpResponse:
    say = visit.say["your_page"]
    return visit.show(
        "your_page.html",
        title=say["title"].format(shop=visit.store.name),
        told=told,
        changes=changed.sentences,
        undo=changed.undo,
        refused=[wish.title for wish in changed.refused],
        unfit=[wish.name for wish in changed.unfit],
        index=[
            (section.key, say["index"].get(section.key, section.key))
            for section in SECTIONS
            if section.listed(visit)
        ],
        sections=[
            {"template": f"pages/{section.template}", "key": section.key, "part": section.shown(visit)}
            for section in SECTIONS
        ],
    )


mailed = for_readers("prefs", form=FORM)(page)
inside = for_visitors(form=FORM)(page)
