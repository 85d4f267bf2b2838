"""The door for mail services: `POST /api/mail-events/NAME`. Who speaks is checked, each event kept, and answered; facts follow within a moment."""

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from regulars.facts.models import RawDelivery
from regulars.intake import mail_events, problem
from regulars.intake.mail_event import teller
from regulars.intake.told_by_service import Teller
from regulars.intake.webhook import NotSigned

LARGEST = 2_000_000
NONSENSE = (AnymailError, AnymailWebhookValidationFailure, ValueError, KeyError, TypeError, AttributeError)


@csrf_exempt  # the service's signature or password is the authority; there is no cookie
def told(request: HttpRequest, name: str) -> HttpResponse:
    """Events of the shop's own mail service, and of no other."""
    if name != settings.SERVICE.name or name not in mail_events.names():
        return problem.answer(request, problem.NO_SERVICE)
    if request.method != "POST":
        refused = problem.answer(request, problem.WRONG_METHOD)
        refused["Allow"] = "POST"
        return refused
    try:
        if len(request.body) > LARGEST:
            return problem.answer(request, problem.TOO_LARGE)
    except RequestDataTooBig:
        return problem.answer(request, problem.TOO_LARGE)
    try:
        return JsonResponse({"state": "kept", "events": _kept(request, teller(name), name)})
    except NotSigned as wrong:
        return problem.answer(request, problem.UNSIGNED, str(wrong))


def _kept(request: HttpRequest, service: Teller, name: str) -> int:
    """How many events there are in it. Raises NotSigned."""
    account = settings.SERVICE
    if not getattr(account, service.proof):
        raise NotSigned(
            f"events cannot be believed before {service.proof} is set under [service] in regulars.toml"
        )
    try:
        service.check(request, account, settings.CLOCK.now())
        events = list(service.split(request))
    except NotSigned:
        raise
    except NONSENSE as wrong:
        raise NotSigned("the request is not as the service signs them") from wrong
    kept = {"storefront": "", "received_at": settings.CLOCK.now()}
    with transaction.atomic():
        for key, body in events:
            RawDelivery.objects.get_or_create(source=name, key=key, defaults={**kept, "body": body})
    return len(events)
