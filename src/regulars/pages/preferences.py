"""`/api/preferences`, for shops that draw the customer's page themselves (docs/your-page.md): what can be chosen, what holds, and choosing.

Signed as `/api/orders`; of a GET, the signature covers its address in place of a body.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from regulars.intake import problem
from regulars.intake.document import CannotTranslate, Document
from regulars.intake.webhook import NotSigned, checked
from regulars.kernel.clock import Clock
from regulars.pages.change import Changed, change
from regulars.pages.customer import named
from regulars.pages.once import first_use
from regulars.pages.section import Pick, Wish
from regulars.pages.sections import SECTIONS
from regulars.pages.visit import Visit

KNOWN = ("storefront", "customer", "email", "choose")
LARGEST = 100_000
FORM = "the shop's own page"


@csrf_exempt  # the signature is the authority; there is no cookie
def preferences(request: HttpRequest) -> HttpResponse:
    """GET tells what can be chosen and what holds; POST chooses, and tells what then holds. The same POST again chooses nothing anew."""
    if refusal := _refusal(request):
        return problem.answer(request, refusal)
    posted = request.method == "POST"
    signed = request.body if posted else f"GET {request.get_full_path()}".encode()
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        number = checked(headers, signed, settings.API_SECRETS, settings.CLOCK.now())
        said = Document.read(signed) if posted else Document(dict(request.GET.items()))
        return _answered(request, said, number)
    except NotSigned as wrong:
        return problem.answer(request, problem.UNSIGNED, str(wrong))
    except CannotTranslate as wrong:
        return problem.answer(request, problem.UNFIT, str(wrong))


def _refusal(request: HttpRequest) -> problem.Problem | None:
    if request.method not in ("GET", "POST"):
        return problem.WRONG_METHOD
    if request.method == "POST" and request.content_type != "application/json":
        return problem.NOT_JSON
    length = request.headers.get("content-length") or "0"
    return problem.TOO_LARGE if not length.isdecimal() or int(length) > LARGEST else None


def _answered(request: HttpRequest, said: Document, number: str) -> HttpResponse:
    """Raises CannotTranslate."""
    if unknown := said.said.keys() - set(KNOWN):
        raise CannotTranslate(f"{min(unknown)}: is not known here; known are {', '.join(KNOWN)}")
    clock: Clock = settings.CLOCK
    known = named(said.text("storefront"), said.text("customer", ""), said.text("email", ""), clock)
    if known is None:
        return problem.answer(request, problem.NOT_KNOWN)
    visit = Visit(request, "", known.reader(clock), known.store, clock, inside=True, form=FORM)
    chosen = _chosen(said, _wishes(visit)) if said.has("choose") else {}
    changed = change(visit, chosen) if chosen and first_use(f"api {number}", clock) else Changed()
    told = {"language": visit.language, "changed": changed.sentences, "wishes": [*map(_told, _wishes(visit))]}
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def _chosen(said: Document, wishes: list[Wish]) -> Mapping[str, str]:
    """What is chosen, by the wish's name. Raises CannotTranslate."""
    choose, known = said.inner("choose"), {wish.name: wish for wish in wishes}
    chosen = {name: choose.text(name, "") for name in choose.said}
    for name, value in chosen.items():
        if name not in known:
            raise choose.wrong(name, "is no wish")
        if not known[name].takes(value):
            raise choose.wrong(name, f"“{value}” cannot be chosen")
    return chosen


def _wishes(visit: Visit) -> list[Wish]:
    return [wish for section in SECTIONS for wish in section.wishes(visit)]


def _told(wish: Wish) -> dict[str, Any]:
    same = {"name": wish.name, "title": wish.title, "holds": wish.holds}
    if isinstance(wish, Pick):
        offers = [{"value": value, "title": title} for value, title in wish.offers]
        return same | {"offers": offers} | ({"words": wish.words} if wish.words else {})
    return same | {"earliest": wish.earliest.isoformat(), "latest": wish.latest.isoformat()}
