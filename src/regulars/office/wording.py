"""How permissions are asked for, in the shop's own words: every version is kept with the yeses it got (STANDARDS C1.1)."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from regulars.facts.asking import AT_MOST, PARTS, SHOP, Asking, NotAWording, fitting, reword, versions
from regulars.kernel.language import SHIPPED
from regulars.kernel.purposes import PURPOSES, TITLES, ways
from regulars.office import shop
from regulars.office.staff import staff
from regulars.office.words import LANGUAGE

SAYS = {
    "why": "Why you want it",
    "how": "How you will use it",
    "yes": "The sentence they agree to",
}
WAYS = {"email": "by e-mail", "post": "by post"}
LANGUAGES = {"en": "English", "de": "German"}


@staff
def listed(request: HttpRequest) -> HttpResponse:
    """Every permission there is to ask for, with its sentence in each language."""
    asked = [
        {"title": _title(purpose, channel), "asked": [versions(purpose, channel, language)[-1].at(shop.front()) for language in SHIPPED]}
        for purpose in PURPOSES
        for channel in ways(purpose)
    ]  # fmt: skip
    return render(request, "office/wordings.html", {"asked": asked})


@staff
def one(request: HttpRequest, purpose: str, channel: str, language: str) -> HttpResponse:
    """One of them as a form; a POST shows the words as customers will see them, or saves them as a new version."""
    if purpose not in PURPOSES or channel not in ways(purpose) or language not in SHIPPED:
        raise Http404("There is no such permission.")
    known = versions(purpose, channel, language)
    now, wrong = known[-1], ""
    given = {part: request.POST.get(part, "") for part in PARTS} if request.method == "POST" else None
    if given is not None:
        wrong = _wrong(given) or _overtaken(request, now)
        if not wrong and request.POST.get("do") == "save":
            if reword(now, given, shop.front(), shop.clock()):
                messages.success(
                    request,
                    "Saved. Whoever is asked from now on sees these words; earlier answers keep the words they were given to.",
                )
            return redirect("office:wording", purpose, channel, language)
    shown = replace(now, **given) if given else now
    return render(request, "office/wording.html", {
        "title": _title(purpose, channel), "language": LANGUAGES[language], "lang": language, "parts": [_part(part, shown) for part in PARTS], "wrong": wrong,
        "seen": shown.at(shop.front()), "now": now, "earlier": known[-2::-1], "at_most": AT_MOST, "shop_word": SHOP,
    })  # fmt: skip


def _part(part: str, shown: Asking) -> dict[str, str]:
    return {"name": part, "says": SAYS[part], "words": getattr(shown, part)}


def _wrong(given: dict[str, str]) -> str:
    try:
        fitting(given)
    except NotAWording as wrong:
        part, _, said = str(wrong).partition(": ")
        return f"{SAYS.get(part, part)}: {said}."
    return ""


def _overtaken(request: HttpRequest, now: Asking) -> str:
    if request.POST.get("version") == now.version:
        return ""
    return "Somebody saved other words meanwhile; they are listed below. Save again to replace them."


def _title(purpose: str, channel: str) -> str:
    return f"{TITLES[purpose][LANGUAGE]} {WAYS[channel]}"
