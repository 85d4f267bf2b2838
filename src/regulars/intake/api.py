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
from regulars.intake.returned.opened import READ_AT_MOST
from regulars.intake.webhook import NotSigned, Seal, checked
from regulars.kernel.clock import Clock

SOURCE = "api"
LARGEST_ORDER = 1_000_000
MEGABYTE = 1_000_000
PIECE = 64 * 1024


class TooLarge(ValueError):
    """The body is larger than is taken."""


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
    return _answered(request, "application/json", problem.NOT_JSON, _take_order)


@csrf_exempt  # as above
def mail(request: HttpRequest) -> HttpResponse:
    """`POST /api/mail`: a mail as it came, `Content-Type: message/rfc822`; the same mail again is known by its bytes.

    Of a large one its beginning is kept, which is all that is read; the answer says how much that is.
    """
    return _answered(request, "message/rfc822", problem.NOT_MAIL, _take_mail)


def _take_order(request: HttpRequest) -> dict[str, object]:
    _announced(request, LARGEST_ORDER)
    try:
        body = request.body
    except RequestDataTooBig as wrong:
        raise TooLarge from wrong
    if len(body) > LARGEST_ORDER:
        raise TooLarge
    return {"delivery": str(receive(request.headers, body, settings.CLOCK))}


def _take_mail(request: HttpRequest) -> dict[str, object]:
    """Keep a mail's beginning. The signature covers all of it, and is summed a piece at a time, so that a large mail is never held whole."""
    largest = settings.MAILBOX.largest_megabytes * MEGABYTE
    _announced(request, largest)
    seal = Seal(_lower(request.headers), settings.API_SECRETS, settings.CLOCK.now())
    beginning, size = b"", 0
    while piece := request.read(PIECE):
        seal.read(piece)
        beginning += piece[: READ_AT_MOST - len(beginning)]
        size += len(piece)
        if size > largest:
            raise TooLarge
    seal.check()
    number = came_back.keep(beginning, settings.CLOCK)
    return {"delivery": str(number), "bytes": size, "kept_bytes": len(beginning)}


def _announced(request: HttpRequest, largest: int) -> None:
    """Refuse what is too large by its own word, before it is read."""
    length = request.headers.get("content-length") or ""
    if length.isdecimal() and int(length) > largest:
        raise TooLarge


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _answered(
    request: HttpRequest,
    content_type: str,
    otherwise: problem.Problem,
    take: Callable[[HttpRequest], dict[str, object]],
) -> HttpResponse:
    if request.method != "POST":
        refused = problem.answer(request, problem.WRONG_METHOD)
        refused["Allow"] = "POST"
        return refused
    if request.content_type != content_type:
        return problem.answer(request, otherwise)
    try:
        return JsonResponse(take(request) | {"state": "kept"}, status=202)
    except TooLarge:
        return problem.answer(request, problem.TOO_LARGE)
    except NotSigned as wrong:
        return problem.answer(request, problem.UNSIGNED, str(wrong))
