"""Postmark: knows passwords only. What it calls a complaint may be a filter's word (SpamNotification), which is no reader's."""

from typing import Any

from anymail.webhooks.postmark import PostmarkTrackingWebhookView

from regulars.intake.told_by_service import Teller

WORDS = {
    "HardBounce": "hard", "BadEmailAddress": "hard", "SoftBounce": "other", "Transient": "network", "DnsError": "network",
    "ManuallyDeactivated": "mailbox", "SpamNotification": "policy", "DMARCPolicy": "policy", "Blocked": "policy", "VirusNotification": "content",
}  # fmt: skip


class Postmark(Teller):
    """See Teller."""

    view = PostmarkTrackingWebhookView

    def own_word(self, event: Any) -> str:
        """See Teller."""
        return WORDS.get(event.esp_event.get("Type", ""), "")
