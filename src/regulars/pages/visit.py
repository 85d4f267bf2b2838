"""Who follows a mailed link: read from its token, which alone says what they may do. No cookie, no sign-in (STANDARDS A5.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from regulars.delivery.links import Reader
from regulars.facts import merge
from regulars.facts.kinds import CustomerKnown
from regulars.facts.models import Person, facts_of
from regulars.kernel.clock import Clock
from regulars.kernel.language import pick
from regulars.kernel.storefront import Storefront
from regulars.kernel.tokens import Forged
from regulars.pages.look import CSS, POLICY
from regulars.pages.noted import OUR_PAGE, noted
from regulars.pages.speech import speech
from regulars.pages.stranger import no_longer

LASTS = dict.fromkeys(("prefs", "feedback", "more", "less"), timedelta(days=400))
"""Longer than the rarest mail someone may ask for, so that their newest mail always works. Unsubscribing never ends (STANDARDS A5.5)."""


@dataclass(frozen=True)
class Visit:
    """A reader at a page of their storefront, in their language.

    `inside` is whether we know that it is they: after a fresh link, or handed over by the shop. Whoever merely holds a mail may only ask for
    less, and sees nothing of the past. `form` is what they fill in, as the record of a consent names it.
    """

    request: HttpRequest
    token: str
    reader: Reader
    store: Storefront
    clock: Clock
    inside: bool = False
    form: str = ""
    form_key: str = ""

    @cached_property
    def customers(self) -> list[int]:
        """The customer, and everyone who is one with them: what any of them chose counts."""
        return merge.family([self.reader.customer_id], self._roots)

    @property
    def customer(self) -> int:
        """Who the reader is in the end."""
        return self._roots.get(self.reader.customer_id, self.reader.customer_id)

    @cached_property
    def _roots(self) -> dict[int, int]:
        now = self.clock.now()
        return merge.roots(now, now)

    @cached_property
    def language(self) -> str:
        """What they stated, if we speak it, else the storefront's."""
        return stated_language(self.customers, self.store)

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
        common = {
            "shop": self.store.name,
            "language": self.language,
            "say": self.say,
            "css": CSS,
            "inside": self.inside,
            "form_key": self.form_key,
            "ask_by": "" if self.inside else self.reader.token("prefs", settings.LINK_KEYS),
        }
        return render(self.request, f"pages/{template}", common | told)


View = Callable[[Visit], HttpResponse]


def for_readers(purpose: str, form: str = "") -> Callable[[View], Callable[..., HttpResponse]]:
    """A page that a mailed token of this purpose opens. GET and HEAD look, POST acts; the view sees a Visit."""

    def decorated(view: View) -> Callable[..., HttpResponse]:
        @csrf_exempt  # the token in the address is the authority; a cookie would keep mail providers' one-click out
        @wraps(view)
        def page(request: HttpRequest, token: str) -> HttpResponse:
            return guarded(_answer(request, token, purpose, view, form))

        return page

    return decorated


def _answer(request: HttpRequest, token: str, purpose: str, view: View, form: str) -> HttpResponse:
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    clock: Clock = settings.CLOCK
    try:
        reader = Reader.of(purpose, token, settings.LINK_KEYS)
        store = settings.STOREFRONTS[reader.storefront]
    except (Forged, KeyError):
        return no_longer(request)
    visit = Visit(request, token, reader, store, clock, form=form)
    if purpose in LASTS and reader.minted_on + LASTS[purpose] < visit.today:
        return no_longer(request, visit.language)
    noted(request, reader.intent, OUR_PAGE)
    return view(visit)


def stated_language(customers: Sequence[int], store: Storefront) -> str:
    """What they stated last, if we speak it, else the storefront's."""
    known = facts_of(CustomerKnown).filter(customer_id__in=customers, language__isnull=False)
    stated = known.order_by("-at", "-recorded_at", "-id").values_list("language", flat=True).first()
    return pick(stated, store.language)


def guarded(answer: HttpResponse) -> HttpResponse:
    """The address is a capability: it is kept out of caches, search engines and other sites' logs (STANDARDS E1 14.2.1)."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    return answer
