"""The shop hands over a customer who signed in there: a form or link of its account page, signed with the shop's secret (docs/your-page.md)."""

import hmac
import re
from collections.abc import Mapping
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt

from regulars.intake.webhook import NotSigned, secret_bytes
from regulars.kernel.clock import Clock
from regulars.pages import stranger
from regulars.pages.customer import named
from regulars.pages.once import first_use
from regulars.pages.visit import guarded
from regulars.pages.visiting import begin

FIELDS = ("storefront", "customer", "email", "time", "nonce")
LASTS_SECONDS, AHEAD_SECONDS = 600, 60
LONGEST = 320
SHORTEST_NONCE = 16
MOMENT = re.compile("[0-9]{1,12}")


def signature(said: Mapping[str, str], secret: bytes) -> str:
    """HMAC-SHA256 in hexadecimal over `hand-over` and the fields, a line each."""
    text = "\n".join(("hand-over", *(said.get(name, "") for name in FIELDS)))
    return hmac.digest(secret_bytes(secret), text.encode(), sha256).hex()


@csrf_exempt  # the signature is the authority; the form stands on the shop's own page
def hand_over(request: HttpRequest) -> HttpResponse:
    """POST begins a visit; GET, for shops that link, asks to press a button first, since looking must use nothing up."""
    if request.method not in ("GET", "HEAD", "POST"):
        return guarded(HttpResponseNotAllowed(["GET", "HEAD", "POST"]))
    clock: Clock = settings.CLOCK
    said = (request.POST if request.method == "POST" else request.GET).dict()
    fields = {name: str(value) for name, value in said.items()}
    try:
        _must_be_signed(fields, clock)
    except NotSigned:
        return guarded(stranger.page(request, "not_handed_over.html", status=403))
    known = named(fields["storefront"], fields.get("customer", ""), fields.get("email", ""), clock)
    if known is None:
        return guarded(stranger.page(request, "nothing_known.html"))
    if request.method != "POST":
        return guarded(stranger.page(request, "handed_over.html", language=known.language, fields=fields))
    if not first_use(f"hand-over {fields['nonce']}", clock):
        return guarded(stranger.page(request, "not_handed_over.html", status=403))
    answer = HttpResponseRedirect("/you", status=303)
    begin(answer, known.reader(clock), how="shop", clock=clock)
    return guarded(answer)


def _must_be_signed(fields: Mapping[str, str], clock: Clock) -> None:
    """Raises NotSigned."""
    if any(len(value) > LONGEST or not value.isprintable() for value in fields.values()):
        raise NotSigned("a field is unfit")
    if len(fields.get("nonce", "")) < SHORTEST_NONCE or not MOMENT.fullmatch(fields.get("time", "")):
        raise NotSigned("the nonce is too short, or time is no number of seconds")
    age = clock.now().timestamp() - int(fields["time"])
    if not -AHEAD_SECONDS <= age <= LASTS_SECONDS:
        raise NotSigned("it was signed more than ten minutes ago")
    given = fields.get("signature", "").encode()
    if not any(
        hmac.compare_digest(given, signature(fields, secret).encode()) for secret in settings.API_SECRETS
    ):
        raise NotSigned("the signature does not fit")
