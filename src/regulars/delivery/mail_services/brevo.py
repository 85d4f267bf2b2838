"""Brevo: takes fields; knows a request that it took within the last quarter of an hour."""

from typing import Any
from uuid import UUID

from anymail.backends.brevo import EmailBackend
from django.core.mail import EmailMultiAlternatives

from regulars.delivery.carrier import Envelope
from regulars.delivery.http_line import HttpService


class Brevo(HttpService):
    """See Service."""

    knows_again = True
    can_leave_links = False
    meaning = {
        "duplicate_request": ("accepted", ""), "not_enough_credits": ("unreachable", ""), "account_under_validation": ("unreachable", ""),
    }  # fmt: skip

    def backend(self) -> Any:
        """See HttpService."""
        return EmailBackend(api_key=self.account.key, **self.address())

    def message(self, envelope: Envelope) -> EmailMultiAlternatives:
        """See Service. The key by which Brevo knows a request is a header that it takes out."""
        made = super().message(envelope)
        if envelope.name:
            made.extra_headers["idempotencyKey"] = str(UUID(envelope.name))
        return made
