"""Postmark: takes fields, hundreds of messages a request; keeps our Message-ID when asked to."""

from typing import Any

import requests
from anymail.backends.postmark import EmailBackend
from django.core.mail import EmailMultiAlternatives

from regulars.delivery.carrier import Envelope
from regulars.delivery.http_answer import Meaning
from regulars.delivery.http_line import HttpService, Part

OUR_ACCOUNT: Meaning = ("unreachable", "")


class Postmark(HttpService):
    """`stream` is the message stream that marketing goes through."""

    at_once = 500
    batch_endpoint = "email/batch"
    meaning = {
        "10": OUR_ACCOUNT, "405": OUR_ACCOUNT, "412": OUR_ACCOUNT, "413": OUR_ACCOUNT, "100": ("deferred", ""), "406": ("rejected", "mailbox"),
    }  # fmt: skip

    def backend(self) -> Any:
        """See HttpService."""
        return EmailBackend(server_token=self.account.key, **self.address())

    def message(self, envelope: Envelope) -> EmailMultiAlternatives:
        """See Service."""
        made = super().message(envelope)
        if self.account.stream and "list-id" in {name.lower() for name in made.extra_headers}:
            made.esp_extra = {"MessageStream": self.account.stream}  # type: ignore[attr-defined]
        made.extra_headers["X-PM-KeepID"] = "true"
        return made

    def parts(self, response: requests.Response) -> list[Any]:
        """See HttpService."""
        return [Part(422 if each["ErrorCode"] else 200, each) for each in response.json()]

    def code(self, said: Any) -> str:
        """See HttpService."""
        return str(said.get("ErrorCode", "")) if isinstance(said, dict) else ""
