"""What browsers may do with the office's pages: nothing from elsewhere, nothing inline, nothing kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
MAIL = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'self'"
"""For a rendered mail shown in a frame: its own inline styles, and nothing else."""


def office_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: give every answer of the office its content policy, and keep personal data out of caches."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/office"):
            response.headers.setdefault("Content-Security-Policy", PAGE)
            response.headers.setdefault("Cache-Control", "no-store")
            # With no referrer at all browsers send `Origin: null`, and the check against forged posts would refuse every form.
            response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    return answer


def framed(html: str, *, keep_seconds: int = 0) -> HttpResponse:
    """A rendered mail for a frame of ours; `keep_seconds` lets two frames side by side ask once."""
    answer = HttpResponse(html)
    answer.headers["Content-Security-Policy"] = MAIL
    if keep_seconds:
        answer.headers["Cache-Control"] = f"private, max-age={keep_seconds}"
    return answer
