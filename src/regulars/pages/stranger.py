"""Pages for somebody of whom we know nothing yet: in the language of their browser, under the name of the shop whose address they typed."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regulars.kernel.language import pick
from regulars.kernel.storefront import Storefront
from regulars.pages.look import CSS
from regulars.pages.speech import speech


def stores_at(request: HttpRequest) -> list[Storefront]:
    """The storefronts whose pages are at this address; all of them where none says so."""
    stores = list(settings.STOREFRONTS.values())
    host = request.get_host().partition(":")[0]
    return [store for store in stores if urlsplit(store.url).hostname == host] or stores


def page(
    request: HttpRequest, template: str, *, status: int = 200, language: str = "", **told: Any
) -> HttpResponse:
    """A page, in their browser's language unless another is given."""
    store = stores_at(request)[0]
    wishes = [
        wish.partition(";")[0].strip() for wish in request.headers.get("Accept-Language", "").split(",")
    ]
    spoken = language or pick(*wishes, store.language)
    common = {"shop": store.name, "language": spoken, "say": speech(spoken), "css": CSS}
    return render(request, f"pages/{template}", common | told, status=status)


def no_longer(request: HttpRequest, language: str = "") -> HttpResponse:
    """The page for links that are not or no longer good."""
    return page(request, "no_longer.html", status=404, language=language)
