"""Brevo: knows passwords only."""

from typing import Any

from anymail.webhooks.brevo import BrevoTrackingWebhookView

from regulars.intake.told_by_service import Teller

WORDS = {
    "hard_bounce": "hard",
    "invalid_email": "hard",
    "soft_bounce": "other",
    "blocked": "mailbox",
    "error": "other",
}


class Brevo(Teller):
    """See Teller."""

    view = BrevoTrackingWebhookView

    def own_word(self, event: Any) -> str:
        """See Teller."""
        return WORDS.get(event.esp_event.get("event", ""), "")
