"""The door for a shop's own system: an order by `POST /api/orders`. Kept byte for byte first, answered, and then made into facts."""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from regulars.facts.models import RawDelivery
from regulars.intake import problem
from regulars.intake.webhook import NotSigned, checked
from regulars.kernel.clock import Clock

SOURCE = "api"
LARGEST_BODY = 1_000_000


def receive(headers: Mapping[str, str], body: bytes, clock: Clock) -> int:
    """Keep a signed delivery until the worker translates it; returns its number, the same one when it is delivered again. Raises NotSigned."""
    lower = {name.lower(): value for name, value in headers.items()}
    number = checked(lower, body, settings.API_SECRETS, clock.now())
    with transaction.atomic():
        kept = {"storefront": "", "received_at": clock.now(), "body": body}
        delivery, _ = RawDelivery.objects.get_or_create(source=SOURCE, key=number, defaults=kept)
    return int(delivery.id)


@csrf_exempt  # the signature over the body is the authority; there is no cookie
def orders(request: HttpRequest) -> HttpResponse:
    """`POST /api/orders`: 202 once the body is kept; the facts follow within a moment."""
    refusal = _refusal(request)
    if refusal is not None:
        refused = problem.answer(request, refusal)
        refused["Allow"] = "POST"
        return refused
    try:
        number = receive(request.headers, request.body, settings.CLOCK)
    except NotSigned as wrong:
        return problem.answer(request, problem.UNSIGNED, str(wrong))
    return JsonResponse({"delivery": str(number), "state": "kept"}, status=202)


def _refusal(request: HttpRequest) -> problem.Problem | None:
    """What is wrong with the request before its signature is looked at."""
    if request.method != "POST":
        return problem.WRONG_METHOD
    if request.content_type != "application/json":
        return problem.NOT_JSON
    try:
        too_large = (
            int(request.headers.get("content-length") or 0) > LARGEST_BODY or len(request.body) > LARGEST_BODY
        )
    except RequestDataTooBig:
        too_large = True
    return problem.TOO_LARGE if too_large else None
