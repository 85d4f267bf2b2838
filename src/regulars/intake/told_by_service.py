"""What every mail service is to us when it tells of a message: whether it was they who spoke, and what they say, in anymail's words.

To add one is to add a file in `mail_events/`; it holds one class. A service's own word for why mail came back counts only as far as the
words of the mail server do not say better (STANDARDS B2.2).
"""

import base64
import hmac
import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar

from anymail.utils import collect_all_methods
from django.http import HttpRequest

from regulars.intake.returned.report import status_in
from regulars.intake.webhook import NotSigned
from regulars.kernel.mail_service import MailService
from regulars.kernel.refused import why

NAME = "regulars"
USER = "regulars"
"""Who a service that knows passwords only says it is."""


class Teller:
    """A service that tells of events."""

    view: ClassVar[Any]
    """Anymail's webhook, which checks and reads."""
    proof: ClassVar[str] = "secret"
    """What must be set under [service] for events to be believed."""

    def check(self, request: HttpRequest, account: MailService, now: datetime) -> None:
        """Raises NotSigned (or whatever reading nonsense raises) unless the service sent this, and just now. By default: by password."""
        given = request.headers.get("Authorization", "").encode()
        expected = b"Basic " + base64.b64encode(f"{USER}:{account.secret}".encode())
        if not hmac.compare_digest(given, expected):
            raise NotSigned("the password is missing or wrong")

    def address(self, url: str, name: str) -> str:
        """What the service is to be given for its events; SECRET stands where the secret must be part of it."""
        where = f"{url.rstrip('/')}/api/mail-events/{name}"
        by_password = type(self).check is Teller.check
        return where.replace("://", f"://{USER}:SECRET@", 1) if by_password else where

    def split(self, request: HttpRequest) -> Iterator[tuple[str, bytes]]:
        """Each event by itself, as it came, with a name that it bears again when it is delivered again."""
        yield sha256(request.body).hexdigest(), request.body

    def read(self, key: str, body: bytes) -> list[Any]:
        """A kept event in anymail's words."""
        return list(self.reader().parse_events(as_request(key, body)))

    def reader(self) -> Any:
        """Anymail's webhook without the settings it would look for."""
        return object.__new__(self.view)

    def validate(self, request: HttpRequest, **secrets: Any) -> None:
        """Check a signature as anymail does. Raises what anymail raises."""
        checking = self.reader()
        vars(checking).update(secrets, validators=collect_all_methods(self.view, "validate_request"))
        checking.run_validators(request)

    def own_word(self, event: Any) -> str:
        """Why mail came back, by the service: hard, mailbox, content, policy, network or other; complaint or unsubscribed; or nothing."""
        return ""

    def names(self, event: Any) -> str:
        """Our signed name of the message, as the service kept it."""
        metadata = event.metadata if isinstance(event.metadata, dict) else {}
        return str(metadata.get(NAME, ""))

    def cause(self, event: Any) -> tuple[str, str]:
        """Why mail came back, and the mail server's status."""
        own = self.own_word(event)
        words = str(event.mta_response or ("" if own else event.description or ""))[:10_000]
        status = status_in(words)
        said = why(status, words) if words else "other"
        if own in ("complaint", "unsubscribed", "policy"):
            return own, status
        if said in ("policy", "content", "mailbox", "network"):
            return said, status
        return own or said, status


def as_request(key: str, body: bytes) -> HttpRequest:
    """A kept event as the request it came by."""
    request = HttpRequest()
    request.method, request.content_type = "POST", "application/json"
    request.META = {"CONTENT_TYPE": "application/json", "HTTP_SVIX_ID": key}
    request._body = body  # noqa: SLF001  where Django keeps what was read
    return request


def fresh(seconds: float, now: datetime, *, at_most: float) -> None:
    """Raises NotSigned when something was signed too long ago, or in the future."""
    age = now.timestamp() - seconds
    if not -300 <= age <= at_most:
        raise NotSigned("it was signed too long ago, or in the future")


def each_of(body: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The events of a list, each as a list of one, by the name each bears in it."""
    for event in json.loads(body):
        alone = json.dumps([event]).encode()
        yield str(event.get(name) or sha256(alone).hexdigest()), alone
