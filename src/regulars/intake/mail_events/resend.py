"""Resend: signs by Standard Webhooks, under names of its own."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from anymail.webhooks.resend import ResendTrackingWebhookView
from django.http import HttpRequest

from regulars.intake.mail_events.ses import SUBTYPES
from regulars.intake.told_by_service import Teller
from regulars.intake.webhook import checked
from regulars.kernel.mail_service import MailService


class Resend(Teller):
    """See Teller."""

    view = ResendTrackingWebhookView

    def check(self, request: HttpRequest, account: MailService, now: datetime) -> None:
        """See Teller."""
        said = {name.lower().replace("svix-", "webhook-"): value for name, value in request.headers.items()}
        checked(said, request.body, [account.secret.encode()], now)

    def split(self, request: HttpRequest) -> Iterator[tuple[str, bytes]]:
        """See Teller."""
        yield request.headers["svix-id"], request.body

    def own_word(self, event: Any) -> str:
        """See Teller. Resend tells in the words of Amazon, through whom it sends."""
        bounce = event.esp_event.get("data", {}).get("bounce") or {}
        return SUBTYPES.get((bounce.get("type", ""), bounce.get("subType", "")), "other" if bounce else "")
