"""A line to a service that anymail reaches by HTTP: one request at a time, and how far each got.

A service takes a request when it has read its last byte. Until that byte leaves, nothing can have been taken, and another try is safe.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, cast
from urllib.parse import urljoin

import requests
from anymail.exceptions import AnymailError, AnymailRequestsAPIError
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict

from regulars.delivery.carrier import Answer, Envelope, Kind
from regulars.delivery.http_answer import Meaning, refused, retry_after
from regulars.delivery.mail_service import Line, Service

PATIENCE = (10.0, 120.0)  # seconds to connect, and to be answered: giving up early makes doubts
RESTED_TOO_LONG = timedelta(
    seconds=4
)  # services hang up on connections that rest; sooner or later just as we send
TRIES = 2
MEANT: dict[str, tuple[Kind, str]] = {
    "sent": ("accepted", ""), "queued": ("accepted", ""), "invalid": ("rejected", "hard"), "rejected": ("rejected", "mailbox"),
}  # fmt: skip
UNREAD = Answer(kind="uncertain", status="HTTP 200 unread")


class HttpService(Service):
    """A service whose anymail backend posts with `requests`."""

    batch_endpoint: ClassVar[str] = ""
    """Where several messages go in one request, as a list."""
    meaning: ClassVar[dict[str, Meaning]] = {}
    """What the service's own codes stand for (see `refused`)."""

    def backend(self) -> Any:
        """A backend of anymail for this account, not open yet."""
        raise NotImplementedError

    def open(self) -> Line:
        """See Service."""
        return HttpLine(self, PATIENCE)

    def address(self) -> dict[str, str]:
        """Where the service is, if that was set."""
        return {"api_url": self.account.endpoint} if self.account.endpoint else {}

    def headers(self, envelopes: Sequence[Envelope]) -> dict[str, str]:
        """What else a request says in its head."""
        return {}

    def parts(self, response: requests.Response) -> list[Any]:
        """The answer to a batch, as an answer to each of its messages."""
        raise NotImplementedError

    def code(self, said: Any) -> str:
        """The service's own code in a refusal, as read from JSON."""
        return str(said.get("code", "")) if isinstance(said, dict) else ""


class Part:
    """What a batch's answer says of one message, looking like an answer to it alone."""

    headers: ClassVar[CaseInsensitiveDict[str]] = CaseInsensitiveDict()
    text = reason = ""

    def __init__(self, status_code: int, said: Any) -> None:
        self.status_code, self.said = status_code, said
        self.content = b"x"

    def json(self) -> Any:
        """As of a response."""
        return self.said


class HttpLine:
    """See Line."""

    def __init__(self, service: HttpService, patience: tuple[float, float]) -> None:
        self.service, self.patience = service, patience
        self.backend = service.backend()
        self.backend.open()
        self.watch = Watch()
        self.backend.session.mount("https://", self.watch)
        self.backend.session.mount("http://", self.watch)
        self.used_at: datetime | None = None

    def close(self) -> None:
        """See Line."""
        self.backend.close()

    def send(self, envelopes: Sequence[Envelope]) -> list[Answer]:
        """See Line."""
        try:
            messages = [self.service.message(each) for each in envelopes]
            payloads = [
                self.backend.build_message_payload(each, self.backend.send_defaults) for each in messages
            ]
            asked = self._asked(envelopes, payloads)
        except (AnymailError, ValueError) as wrong:  # nothing was sent: the service cannot carry this
            if len(envelopes) > 1:
                return self._each_by_itself(envelopes)
            return [Answer(kind="rejected", status=type(wrong).__name__, cause="unsupported")]
        answer = self._exchanged(asked)
        if isinstance(answer, Answer):
            return [answer] * len(envelopes)
        if len(envelopes) == 1:
            return [self._read(answer, payloads[0], messages[0])]
        return self._read_all(answer, envelopes, payloads, messages)

    def _each_by_itself(self, envelopes: Sequence[Envelope]) -> list[Answer]:
        return [self.send([each])[0] for each in envelopes]

    def _asked(self, envelopes: Sequence[Envelope], payloads: Sequence[Any]) -> dict[str, Any]:
        asked: dict[str, Any] = payloads[0].get_request_params(self.backend.api_url)
        if len(payloads) > 1:
            asked["url"] = urljoin(self.backend.api_url, self.service.batch_endpoint)
            asked["data"] = json.dumps([json.loads(payload.serialize_data()) for payload in payloads])
        headers = {**(asked.get("headers") or {}), **self.service.headers(envelopes)}
        return {**asked, "headers": headers, "timeout": self.patience, "allow_redirects": False}

    def _exchanged(self, asked: dict[str, Any]) -> requests.Response | Answer:
        """The service's answer, or ours when there is none."""
        now = self.service.clock.now()
        if self.used_at is not None and now - self.used_at > RESTED_TOO_LONG:
            self.watch.close()
        for last in [False] * (TRIES - 1) + [True]:
            try:
                response: requests.Response = self.backend.session.request(**asked)
            except requests.RequestException as wrong:
                if last or self.watch.left:
                    return _unanswered(wrong, self.watch)
                continue
            finally:
                self.used_at = self.service.clock.now()
            if response.status_code >= 500 and not self.watch.left:
                return Answer(kind="deferred", status=f"HTTP {response.status_code}")
            return response
        raise AssertionError("the last try returns")

    def _read(self, response: Any, payload: Any, message: Any) -> Answer:
        """What an answer says of one message, as anymail understands it."""
        taken = 200 <= response.status_code < 300
        try:
            self.backend.raise_for_status(response, payload, message)
            told = self.backend.parse_recipient_status(response, payload, message)
        except AnymailRequestsAPIError:
            told = {}
        meant = next((MEANT[each.status] for each in told.values() if each.status in MEANT), None)
        if meant is None:
            return UNREAD if taken else self._refused(response)
        kind, cause = meant
        return Answer(kind=kind, status=f"HTTP {response.status_code}", cause=cause)

    def _read_all(
        self,
        response: requests.Response,
        envelopes: Sequence[Envelope],
        payloads: Sequence[Any],
        messages: Sequence[Any],
    ) -> list[Answer]:
        if not 200 <= response.status_code < 300:
            refusal = self._refused(response)
            # One of them may be what the service does not like.
            return (
                self._each_by_itself(envelopes) if refusal.kind == "rejected" else [refusal] * len(envelopes)
            )
        try:
            parts = self.service.parts(response)
        except (ValueError, KeyError, TypeError):
            parts = []
        if len(parts) != len(envelopes):
            return [UNREAD] * len(envelopes)
        return [self._read(*each) for each in zip(parts, payloads, messages, strict=True)]

    def _refused(self, response: Any) -> Answer:
        try:
            own = self.service.code(response.json())
        except ValueError:
            own = ""
        wait = retry_after(response.headers.get("Retry-After"), self.service.clock.now())
        return refused(response.status_code, own, meaning=self.service.meaning, wait_seconds=wait)


def _unanswered(wrong: requests.RequestException, watch: "Watch") -> Answer:
    name = type(wrong).__name__
    if watch.left:
        return Answer(kind="uncertain", status=name)
    return Answer(kind="deferred" if watch.begun else "unreachable", status=name)


class Watch(HTTPAdapter):
    """Sees how far a request got: `begun`, a connection stood; `left`, its last byte was handed to the socket."""

    def __init__(self) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)
        self.begun = self.left = False

    def send(self, request: requests.PreparedRequest, *args: Any, **named: Any) -> requests.Response:
        """See HTTPAdapter."""
        self.begun = self.left = False
        body = request.body.encode() if isinstance(request.body, str) else cast("bytes", request.body or b"")
        request.body = Departing(body, self._asked_for)
        return super().send(request, *args, **named)

    def _asked_for(self, *, last: bool) -> None:
        self.begun, self.left = True, self.left or last


class Departing:
    """A request's body, which tells when it is asked for, and gives its last byte by itself."""

    def __init__(self, body: bytes, asked_for: Callable[..., None]) -> None:
        self.body, self.asked_for = memoryview(body), asked_for

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes, of the last one only when nothing else is left."""
        whole = len(self.body)
        most = max(whole - 1, 1) if size < 0 else min(size, max(whole - 1, 1))
        part, self.body = bytes(self.body[:most]), self.body[most:]
        self.asked_for(last=whole <= 1)
        return part
