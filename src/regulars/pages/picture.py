"""The picture by which a mail tells that it was opened: one transparent dot for whoever asks; what is noted is decided anew each time (decision 0025)."""

from base64 import b64decode
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from regulars.delivery.picture import intent_of
from regulars.kernel.tokens import Forged
from regulars.pages.noted import opened
from regulars.pages.visit import guarded

DOT = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def picture(request: HttpRequest, token: str) -> HttpResponse:
    """GET and HEAD show the dot, also under a forged token, so that asking tells nobody anything. A GET is noted where its reader allows that."""
    if request.method not in ("GET", "HEAD"):
        return guarded(HttpResponseNotAllowed(["GET", "HEAD"]))
    with suppress(Forged):
        opened(request, intent_of(token, settings.LINK_KEYS))
    answer = HttpResponse(DOT, content_type="image/gif")
    answer["Cross-Origin-Resource-Policy"] = (
        "cross-origin"  # it stands in mails, which webmail shows on its own pages
    )
    return guarded(answer)
