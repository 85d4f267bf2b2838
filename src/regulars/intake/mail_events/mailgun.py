"""Mailgun: signs a token that is used once, and a moment; not what it tells. So a token is taken once."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from anymail.webhooks.mailgun import MailgunTrackingWebhookView
from django.http import HttpRequest

from regulars.intake.told_by_service import Teller, fresh
from regulars.kernel.mail_service import MailService

WORDS = {"suppress-bounce": "hard", "suppress-complaint": "complaint", "suppress-unsubscribe": "unsubscribed"}


class Mailgun(Teller):
    """See Teller."""

    view = MailgunTrackingWebhookView

    def check(self, request: HttpRequest, account: MailService, now: datetime) -> None:
        """See Teller."""
        self.validate(request, webhook_signing_key=account.secret.encode())
        fresh(float(json.loads(request.body)["signature"]["timestamp"]), now, at_most=300)

    def split(self, request: HttpRequest) -> Iterator[tuple[str, bytes]]:
        """See Teller."""
        yield str(json.loads(request.body)["signature"]["token"]), request.body

    def own_word(self, event: Any) -> str:
        """See Teller."""
        said = event.esp_event.get("event-data", {})
        if said.get("event") == "rejected":
            return "policy"
        return WORDS.get(said.get("reason", ""), "")
