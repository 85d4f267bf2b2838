"""The headers of a mail, each as RFC and mailbox providers want it (STANDARDS A2)."""

import re
from datetime import UTC
from email.utils import format_datetime

from regulars.delivery import mime
from regulars.delivery.filling import clean
from regulars.delivery.models import Outbox
from regulars.kernel.storefront import Storefront

NAME_OF_ANY_SENDER = "regulars"


def headers(
    row: Outbox, store: Storefront, *, subject: str, to: str, unsubscribe: str
) -> list[tuple[str, str]]:
    """All but MIME's own; `to` is written already. Service mail carries the one-click unsubscribe too: it ends advertising, not receipts."""
    assert row.dated_at is not None, "the claim dates a message"
    domain = store.sender.rpartition("@")[2]
    fields = [
        ("From", mime.mailbox(clean(store.name), store.sender)),
        ("To", to),
        ("Subject", mime.words(subject)),
        ("Date", format_datetime(row.dated_at.astimezone(UTC))),
        ("Message-ID", row.message_id),
        ("Auto-Submitted", "auto-generated"),
        (
            "Feedback-ID",
            ":".join(map(_field, (row.program, row.nature, f"from-{store.key}", NAME_OF_ANY_SENDER))),
        ),
        ("List-Unsubscribe", f"<{unsubscribe}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]
    return (
        fields if row.nature == "service" else [*fields, ("List-Id", f"<news.{_field(store.key)}.{domain}>")]
    )


def _field(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "-", text)
