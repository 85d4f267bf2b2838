"""What a caller did wrong, as RFC 9457 problem details (STANDARDS D3.1)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse


@dataclass(frozen=True)
class Problem:
    """One kind of problem; its page says what to do."""

    key: str
    status: int
    title: str
    advice: str


UNSIGNED = Problem(
    "not-signed", 401, "The request is not signed by the shop",
    "Sign the raw body by Standard Webhooks: webhook-id, webhook-timestamp (seconds, at most five minutes off) and webhook-signature.",
)  # fmt: skip
TOO_LARGE = Problem(
    "too-large", 413, "The body is too large",
    "Send one order a request, at most 1 MB; or one mail, at most 30 MB unless the shop set largest_megabytes under [mailbox] in regulars.toml. "
    "Of a larger mail its first megabyte is enough.",
)  # fmt: skip
NOT_JSON = Problem("not-json", 415, "The body is not JSON", "Send Content-Type: application/json.")
NOT_MAIL = Problem(
    "not-mail", 415, "The body is not a mail", "Send the mail as it came, with Content-Type: message/rfc822."
)
WRONG_METHOD = Problem("wrong-method", 405, "This address takes POST only", "Send the order or mail by POST.")
NO_SERVICE = Problem(
    "no-service",
    404,
    "Events of this mail service are not taken",
    "Name the service under [service] in regulars.toml.",
)
NOT_KNOWN = Problem(
    "not-known", 404, "We know of no such customer",
    "Name the storefront, and the customer by your number for them or by their address, as their orders do. Who never ordered, or was erased, "
    "or cannot be written to is not known here.",
)  # fmt: skip
UNFIT = Problem("unfit", 422, "This cannot be done", "The detail says what is wrong, and where.")
PROBLEMS = (UNSIGNED, TOO_LARGE, NOT_JSON, NOT_MAIL, WRONG_METHOD, NO_SERVICE, NOT_KNOWN, UNFIT)


def answer(request: HttpRequest, problem: Problem, detail: str = "") -> JsonResponse:
    """The answer that tells of a problem."""
    said = {
        "type": f"{request.build_absolute_uri(reverse('problems'))}#{problem.key}",
        "title": problem.title,
        "status": problem.status,
        "detail": detail or problem.advice,
        "instance": request.path,
    }
    return JsonResponse(said, status=problem.status, content_type="application/problem+json")


def problems(_request: HttpRequest) -> HttpResponse:
    """Every kind of problem the API may tell of, to which their types point."""
    told = "\n\n".join(f"#{each.key} ({each.status})\n{each.title}.\n{each.advice}" for each in PROBLEMS)
    return HttpResponse(f"Problems of this API\n\n{told}\n", content_type="text/plain; charset=utf-8")
