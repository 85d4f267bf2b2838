"""Asking for a fresh link: by typing one's address, or by a button on a page that a mail opened. The answer is the same whoever asks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from regulars.delivery.links import Reader
from regulars.kernel.address import NotAnAddress
from regulars.kernel.tokens import Forged
from regulars.pages import fresh_link, stranger
from regulars.pages.customer import Known, by_address
from regulars.pages.visit import guarded


@csrf_exempt  # who is made to ask has a link sent to an address, which anybody can do who knows it
def link(request: HttpRequest) -> HttpResponse:
    """POST asks for a link by `address`, or by the `token` of a mailed page; GET shows the form."""
    if request.method not in ("GET", "HEAD", "POST"):
        return guarded(HttpResponseNotAllowed(["GET", "HEAD", "POST"]))
    if request.method != "POST":
        return guarded(form(request))
    token, address = request.POST.get("token", ""), request.POST.get("address", "")
    try:
        known, asked = _mailed(token) if token else (_typed(request, address), address)
    except Forged:
        return guarded(stranger.no_longer(request))
    except NotAnAddress:
        return guarded(form(request, wrong=True))
    fresh_link.send(known, asked, request, settings.CLOCK)
    return guarded(stranger.page(request, "link_sent.html"))


def form(request: HttpRequest, *, wrong: bool = False, closed: bool = False) -> HttpResponse:
    """Where one types one's address. `closed` is for whoever was inside until now."""
    address = request.POST.get("address", "")
    return stranger.page(request, "ask.html", wrong=wrong, closed=closed, address=address)


def _mailed(token: str) -> tuple[Known | None, str]:
    """Whose mail it was. Raises Forged."""
    reader = Reader.of("prefs", token, settings.LINK_KEYS)
    store = settings.STOREFRONTS.get(reader.storefront)
    if store is None:
        raise Forged
    return Known.of(reader.customer_id, store, settings.CLOCK), str(reader.customer_id)


def _typed(request: HttpRequest, address: str) -> Known | None:
    """Whose address it is. Raises NotAnAddress."""
    return by_address(address, stranger.stores_at(request), settings.CLOCK)
