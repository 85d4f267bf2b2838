"""Amazon SES, by SNS, which signs every message with a certificate of its own; anymail does not look at that."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from anymail.webhooks.amazon_ses import AmazonSESTrackingWebhookView
from django.http import HttpRequest

from regulars.intake import sns
from regulars.intake.told_by_service import NAME, Teller
from regulars.kernel.mail_service import MailService

SUBTYPES = {
    ("Permanent", "General"): "hard", ("Permanent", "NoEmail"): "hard", ("Permanent", "Suppressed"): "hard",
    ("Permanent", "OnAccountSuppressionList"): "mailbox", ("Permanent", "UnsubscribedRecipient"): "unsubscribed",
    ("Transient", "General"): "network", ("Transient", "MailboxFull"): "mailbox", ("Transient", "MessageTooLarge"): "content",
    ("Transient", "ContentRejected"): "content", ("Transient", "AttachmentRejected"): "content",
}  # fmt: skip


class Ses(Teller):
    """See Teller."""

    view = AmazonSESTrackingWebhookView
    proof = "topic"

    def check(self, request: HttpRequest, account: MailService, now: datetime) -> None:
        """See Teller. A subscription of our topic is confirmed."""
        message = json.loads(request.body)
        sns.check(message, account.topic, now)
        self.validate(request)
        if message["Type"] == "SubscriptionConfirmation":
            sns.confirm(message)

    def split(self, request: HttpRequest) -> Iterator[tuple[str, bytes]]:
        """See Teller."""
        message = json.loads(request.body)
        if message["Type"] == "Notification":
            yield str(message["MessageId"]), request.body

    def own_word(self, event: Any) -> str:
        """See Teller."""
        bounce = event.esp_event.get("bounce")
        if not bounce:
            return "content" if event.event_type == "rejected" else ""
        return SUBTYPES.get((bounce.get("bounceType", ""), bounce.get("bounceSubType", "")), "other")

    def names(self, event: Any) -> str:
        """See Teller."""
        tags = event.esp_event.get("mail", {}).get("tags") or {}
        return str(next(iter(tags.get(NAME, ())), ""))
