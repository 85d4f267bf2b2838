"""Resend: takes fields, a hundred messages a request but few requests a second; knows a request that it took within a day."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import requests
from anymail.backends.resend import EmailBackend

from regulars.delivery.carrier import Envelope
from regulars.delivery.http_line import HttpService, Part


class Resend(HttpService):
    """See Service."""

    at_once = 100
    batch_endpoint = "emails/batch"
    knows_again = True
    can_leave_links = False
    meaning = {"concurrent_idempotent_requests": ("uncertain", "")}

    def backend(self) -> Any:
        """See HttpService."""
        return EmailBackend(api_key=self.account.key, **self.address())

    def headers(self, envelopes: Sequence[Envelope]) -> dict[str, str]:
        """The names of what is sent: the same request again is known by them."""
        named = [each.name for each in envelopes]
        return {
            "Idempotency-Key": named[0] if len(named) == 1 else sha256(" ".join(named).encode()).hexdigest()
        }

    def parts(self, response: requests.Response) -> list[Any]:
        """See HttpService."""
        return [Part(200, each) for each in response.json()["data"]]

    def code(self, said: Any) -> str:
        """See HttpService."""
        return str(said.get("name", "")) if isinstance(said, dict) else ""
