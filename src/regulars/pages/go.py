"""A link of an offer was followed: on to where it leads, at once and whoever asks; forged ones lead nowhere (STANDARDS E4)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect

from regulars.delivery.followed import Followed, hosts_of, leads
from regulars.delivery.models import Outbox, Wording
from regulars.delivery.words import Wording as Words
from regulars.kernel.tokens import Forged
from regulars.pages.noted import noted
from regulars.pages.stranger import no_longer
from regulars.pages.visit import guarded


def go(request: HttpRequest, token: str) -> HttpResponse:
    """GET and HEAD lead on. A person's GET is noted."""
    if request.method not in ("GET", "HEAD"):
        return guarded(HttpResponseNotAllowed(["GET", "HEAD"]))
    try:
        link = Followed.of(token, settings.LINK_KEYS)
    except Forged:
        return guarded(no_longer(request))
    if not _is_ours(link):
        return guarded(no_longer(request))
    noted(request, link.intent, link.number)
    return guarded(HttpResponseRedirect(link.target))


def _is_ours(link: Followed) -> bool:
    """Whether it leads to the shop's own pages, which needs no question, or to what stands in the words of that very message."""
    own = frozenset[str]().union(*map(hosts_of, settings.STOREFRONTS.values()))
    return leads(link.target, own) or leads(link.target, _hosts_in_words(link.intent))


def _hosts_in_words(intent: str) -> frozenset[str]:
    template = Outbox.objects.filter(intent=intent).values("template")[:1]
    kept = Wording.objects.filter(content_hash__in=template).values_list("compiled", flat=True).first()
    return Words.read(kept).hosts if kept else frozenset()
