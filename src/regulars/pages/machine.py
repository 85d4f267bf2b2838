"""Whether a person or a machine asks for a page: told by how it asks. What told it is a word; the browser's name is never kept (STANDARDS C6.3)."""

import re
from collections.abc import Iterator

from crawleruseragents import is_crawler
from django.http import HttpRequest

AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
"""Headers in which browsers say that nobody has asked for the page yet."""
MAIL_SCANNERS = re.compile(
    "barracuda|mimecast|proofpoint|messagelabs|symantec|trendmicro|fireeye|trellix|ironport|sophos|safelinks|vade|cloudmark|bitdefender",
    re.IGNORECASE,
)


INSTEAD = {
    "apple": re.compile(r"^Mozilla/5\.0$"),
    "google": re.compile("GoogleImageProxy|ggpht"),
    "yahoo": re.compile("YahooMailProxy"),
}
"""Those who ask for the pictures of mails in the place of readers. Apple does for all mails, read or not; the others mostly when they are read."""


def looks_ahead(request: HttpRequest) -> bool:
    """A request for something that nobody has asked for yet: HEAD, or fetched ahead of a click."""
    said = " ".join(request.headers.get(name, "") for name in AHEAD).lower()
    return request.method != "GET" or any(word in said for word in ("prefetch", "prerender", "preview"))


def signs_at_picture(request: HttpRequest) -> Iterator[str]:
    """The same where a mail's picture is asked for; or, of who asks in the place of a reader, their name alone."""
    browser = request.headers.get("User-Agent", "")[:1_000]
    instead = next((name for name, pattern in INSTEAD.items() if pattern.search(browser)), "")
    if instead:
        yield instead
    else:
        yield from signs(request)


def signs(request: HttpRequest) -> Iterator[str]:
    """What speaks for a machine."""
    browser = request.headers.get("User-Agent", "")[:1_000]
    if is_crawler(browser) or MAIL_SCANNERS.search(browser):
        yield "scanner"
    if len(browser) < len("Mozilla/5.0 (X)"):
        yield "no browser"
    if not request.headers.get("Accept-Language"):
        yield "no language"
