"""SendGrid: signs the whole body, which holds many events."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from anymail.webhooks.sendgrid import SendGridTrackingWebhookView
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.http import HttpRequest

from regulars.intake.returned.report import status_in
from regulars.intake.told_by_service import Teller, each_of, fresh
from regulars.kernel.mail_service import MailService
from regulars.kernel.refused import why

DROPPED = {
    "invalid": "hard", "bounced address": "hard", "bounce": "hard", "spam reporting address": "complaint",
    "unsubscribed address": "unsubscribed", "group unsubscribe": "unsubscribed",
}  # fmt: skip
A_DAY = 86_400  # for as long SendGrid tries again


class SendGrid(Teller):
    """See Teller."""

    view = SendGridTrackingWebhookView

    def check(self, request: HttpRequest, account: MailService, now: datetime) -> None:
        """See Teller."""
        pem = f"-----BEGIN PUBLIC KEY-----\n{account.secret}\n-----END PUBLIC KEY-----"
        self.validate(request, webhook_verification_key=load_pem_public_key(pem.encode()))
        fresh(float(request.headers["X-Twilio-Email-Event-Webhook-Timestamp"]), now, at_most=A_DAY)

    def split(self, request: HttpRequest) -> Iterator[tuple[str, bytes]]:
        """See Teller."""
        return each_of(request.body, "sg_event_id")

    def own_word(self, event: Any) -> str:
        """See Teller."""
        said = event.esp_event
        if said.get("event") == "dropped":
            return DROPPED.get(str(said.get("reason", "")).lower(), "other")
        if said.get("type") == "blocked":
            return (
                "policy"
                if why(str(said.get("status", "")), str(said.get("reason", ""))) == "policy"
                else "other"
            )
        return (
            why(status_in(str(said.get("status", ""))), str(said.get("reason", "")))
            if said.get("status")
            else ""
        )
