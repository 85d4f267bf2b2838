"""Visits inside: begun by a fresh link or by the shop's hand-over, kept by a cookie, over when closed or after half an hour without a word."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from regulars.delivery.links import Reader
from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront
from regulars.kernel.tokens import Forged, sign, verify
from regulars.pages import ask
from regulars.pages.models import Visiting
from regulars.pages.visit import View, Visit, guarded

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=4)
KEY = "form-key"
"""The hidden field that proves that a form was shown by us in this very visit; templates include `pages/form_key.html` in every form."""


def begin(answer: HttpResponse, reader: Reader, how: str, clock: Clock) -> None:
    """Begin a visit of this reader: the answer sets its cookie. `how` it began is link or shop."""
    now, secret = clock.now(), clock.token()
    Visiting.objects.filter(_over(now)).delete()
    Visiting.objects.create(
        name=_name(secret), storefront=reader.storefront, customer_id=reader.customer_id, mailbox_id=reader.mailbox_id, how=how,
        began_at=now, seen_at=now,
    )  # fmt: skip
    answer.set_cookie(
        _cookie(reader.storefront),
        secret,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        secure=_secure(reader.storefront),
        # Not Strict: the shop's hand-over comes from its own site, and a browser would keep a strict cookie from the page it leads to.
        # Another site's POST brings no cookie, and none of our forms is taken without its key.
        samesite="Lax",
    )


def end(visit: Visit) -> None:
    """Close the visit, in every tab."""
    Visiting.objects.filter(name=visit.token).delete()


def current(request: HttpRequest) -> Visit | None:
    """The visit this browser is in, if any."""
    clock: Clock = settings.CLOCK
    now = clock.now()
    for storefront in settings.STOREFRONTS:
        secret = request.COOKIES.get(_cookie(storefront))
        named = Visiting.objects.filter(name=_name(secret or ""), storefront=storefront)
        row = named.exclude(_over(now)).first()
        if row is not None:
            Visiting.objects.filter(name=row.name).update(seen_at=now)
            visit = _visit(request, row, clock)
            return visit if visit.known else None
    return None


def for_visitors(form: str) -> Callable[[View], Callable[[HttpRequest], HttpResponse]]:
    """A page for visitors inside, where others may ask for a link. GET and HEAD look, POST acts, if the form was shown in this visit."""

    def decorated(view: View) -> Callable[[HttpRequest], HttpResponse]:
        @csrf_exempt  # the form key is checked here; Django's own would need another cookie
        @wraps(view)
        def page(request: HttpRequest) -> HttpResponse:
            return guarded(_answer(request, view, form))

        return page

    return decorated


def _answer(request: HttpRequest, view: View, form: str) -> HttpResponse:
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    visit = current(request)
    if visit is None or (request.method == "POST" and not _shown_here(visit)):
        return ask.form(request, closed=request.method == "POST")
    return view(replace(visit, form=form))


def _shown_here(visit: Visit) -> bool:
    try:
        return verify("form", visit.request.POST.get(KEY, ""), settings.LINK_KEYS) == visit.token
    except Forged:
        return False


def _visit(request: HttpRequest, row: Visiting, clock: Clock) -> Visit:
    store: Storefront = settings.STOREFRONTS[row.storefront]
    reader = Reader(
        storefront=row.storefront,
        customer_id=row.customer_id,
        mailbox_id=row.mailbox_id,
        intent="",
        topic="",
        about="",
        minted=store.local_date(row.began_at).isoformat(),
    )
    key = sign("form", row.name, settings.LINK_KEYS)
    return Visit(request, row.name, reader, store, clock, inside=True, form_key=key)


def _over(now: datetime) -> Q:
    return Q(seen_at__lte=now - IDLE) | Q(began_at__lte=now - LONGEST)


def _cookie(storefront: str) -> str:
    return f"__Host-visit-{storefront}" if _secure(storefront) else f"visit-{storefront}"


def _secure(storefront: str) -> bool:
    return bool(settings.STOREFRONTS[storefront].url.startswith("https://"))


def _name(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
