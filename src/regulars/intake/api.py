"""The doors for a shop's own systems: an order by `POST /api/orders`, a mail that came back by `POST /api/mail`. Kept first, answered, and then
made into facts.
"""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from regulars.facts.models import RawDelivery
from regulars.intake import came_back, problem
from regulars.intake.webhook import NotSigned, checked
from regulars.kernel.clock import Clock

SOURCE = "api"
LARGEST_BODY = 1_000_000


def receive(headers: Mapping[str, str], body: bytes, clock: Clock) -> int:
    """Keep a signed delivery until the worker translates it; returns its number, the same one when it is delivered again. Raises NotSigned."""
    number = checked(_lower(headers), body, settings.API_SECRETS, clock.now())
    with transaction.atomic():
        kept = {"storefront": "", "received_at": clock.now(), "body": body}
        delivery, _ = RawDelivery.objects.get_or_create(source=SOURCE, key=number, defaults=kept)
    return int(delivery.id)


@csrf_exempt  # the signature over the body is the authority; there is no cookie
def orders(request: HttpRequest) -> HttpResponse:
    """`POST /api/orders`: 202 once the body is kept; the facts follow within a moment."""
    return _kept(request, "application/json", problem.NOT_JSON, receive)


@csrf_exempt  # as above
def mail(request: HttpRequest) -> HttpResponse:
    """`POST /api/mail`: a mail as it came, `Content-Type: message/rfc822`; the same mail again is known by its bytes."""
    return _kept(request, "message/rfc822", problem.NOT_MAIL, receive_mail)


def receive_mail(headers: Mapping[str, str], body: bytes, clock: Clock) -> int:
    """Keep a signed mail until the worker translates it; returns its number. Raises NotSigned."""
    checked(_lower(headers), body, settings.API_SECRETS, clock.now())
    return came_back.keep(body, clock)


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _kept(
    request: HttpRequest,
    content_type: str,
    otherwise: problem.Problem,
    receive: Callable[[Mapping[str, str], bytes, Clock], int],
) -> HttpResponse:
    refusal = _refusal(request, content_type, otherwise)
    if refusal is not None:
        refused = problem.answer(request, refusal)
        refused["Allow"] = "POST"
        return refused
    try:
        number = receive(request.headers, request.body, settings.CLOCK)
    except NotSigned as wrong:
        return problem.answer(request, problem.UNSIGNED, str(wrong))
    return JsonResponse({"delivery": str(number), "state": "kept"}, status=202)


def _refusal(request: HttpRequest, content_type: str, otherwise: problem.Problem) -> problem.Problem | None:
    """What is wrong with the request before its signature is looked at."""
    if request.method != "POST":
        return problem.WRONG_METHOD
    if request.content_type != content_type:
        return otherwise
    try:
        too_large = (
            int(request.headers.get("content-length") or 0) > LARGEST_BODY or len(request.body) > LARGEST_BODY
        )
    except RequestDataTooBig:
        too_large = True
    return problem.TOO_LARGE if too_large else None
