"""Who follows a mailed link: read from its token, which alone says what they may do. No cookie, no sign-in (STANDARDS A5.1, E5.1)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from regulars.delivery.links import Reader
from regulars.facts.kinds import CustomerKnown
from regulars.facts.models import Person, facts_of
from regulars.kernel.clock import Clock
from regulars.kernel.language import pick
from regulars.kernel.storefront import Storefront
from regulars.kernel.tokens import Forged
from regulars.pages.look import CSS, POLICY
from regulars.pages.speech import speech

LASTS = {"prefs": timedelta(days=400), "feedback": timedelta(days=400)}
"""Longer than the rarest mail someone may ask for, so that their newest mail always works. Unsubscribing never ends (STANDARDS A5.5)."""


@dataclass(frozen=True)
class Visit:
    """A reader at a page of their storefront, in their language."""

    request: HttpRequest
    token: str
    reader: Reader
    store: Storefront
    language: str
    clock: Clock

    @property
    def today(self) -> date:
        """The storefront's day."""
        return self.store.local_date(self.clock.now())

    @property
    def say(self) -> dict[str, Any]:
        """The pages' texts in the reader's language."""
        return speech(self.language)

    @property
    def known(self) -> bool:
        """Whether the customer still is one; an erased one leaves no new traces."""
        return Person.objects.filter(customer_id=self.reader.customer_id).exists()

    def show(self, template: str, **told: Any) -> HttpResponse:
        """A page."""
        common = {"shop": self.store.name, "language": self.language, "say": self.say, "css": CSS}
        return render(self.request, f"pages/{template}", common | told)


View = Callable[[Visit], HttpResponse]


def for_readers(purpose: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """A page that a token of this purpose opens. GET and HEAD look, POST acts; the view sees a Visit."""

    def decorated(view: View) -> Callable[..., HttpResponse]:
        @csrf_exempt  # the token in the address is the authority; a cookie would keep mail providers' one-click out
        @wraps(view)
        def page(request: HttpRequest, token: str) -> HttpResponse:
            return _guarded(_answer(request, token, purpose, view))

        return page

    return decorated


def _answer(request: HttpRequest, token: str, purpose: str, view: View) -> HttpResponse:
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    clock: Clock = settings.CLOCK
    try:
        reader = Reader.of(purpose, token, settings.LINK_KEYS)
        store = settings.STOREFRONTS[reader.storefront]
    except (Forged, KeyError):
        return _no_longer(request, pick(request.headers.get("Accept-Language")))
    visit = Visit(request, token, reader, store, _language(reader, store), clock)
    if purpose in LASTS and reader.minted_on + LASTS[purpose] < visit.today:
        return _no_longer(request, visit.language)
    return view(visit)


def _no_longer(request: HttpRequest, language: str) -> HttpResponse:
    told = {"shop": "", "language": language, "say": speech(language), "css": CSS}
    return render(request, "pages/no_longer.html", told, status=404)


def _language(reader: Reader, store: Storefront) -> str:
    known = facts_of(CustomerKnown).filter(customer_id=reader.customer_id, language__isnull=False)
    stated = known.order_by("-at", "-recorded_at", "-id").values_list("language", flat=True).first()
    return pick(stated, store.language)


def _guarded(answer: HttpResponse) -> HttpResponse:
    """The address is a capability: it is kept out of caches, search engines and other sites' logs (STANDARDS E1 14.2.1)."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    answer["Content-Security-Policy"] = POLICY
    return answer
