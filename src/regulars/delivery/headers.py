"""The headers of a mail, each as RFC and mailbox providers want it (STANDARDS A2)."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import NamedTuple

from regulars.delivery import mime
from regulars.delivery.clean import clean
from regulars.delivery.held import Held
from regulars.kernel.storefront import Storefront

NAME_OF_ANY_SENDER = "regulars"


class Head(NamedTuple):
    """The head of a mail: its fields, and the bytes they make, without the empty line after them."""

    fields: tuple[tuple[str, str], ...]
    raw: bytes


def headers(row: Held, store: Storefront, *, subject: str, to: str, unsubscribe: str) -> Head:
    """All the fields of a mail. Service mail carries the one-click unsubscribe too: it ends advertising, not receipts. Raises BadHeader."""
    assert row.dated_at is not None, "the claim dates a message"
    own = (
        ("To", to),
        ("Subject", mime.words(subject)),
        ("Message-ID", row.message_id),
        ("List-Unsubscribe", f"<{unsubscribe}>"),
    )
    shared = _of_all(row.dated_at, row.program, row.nature, store)
    return Head(own + shared.fields, mime.head(own) + shared.raw)


@lru_cache(maxsize=1000)
def _of_all(dated_at: datetime, program: str, nature: str, store: Storefront) -> Head:
    """What stands in every mail of a program that was claimed at the same time."""
    domain = store.sender.rpartition("@")[2]
    feedback_id = (program, nature, f"from-{store.key}", NAME_OF_ANY_SENDER)
    fields = [
        ("Date", format_datetime(dated_at.astimezone(UTC))),
        ("From", mime.mailbox(clean(store.name), store.sender)),
        ("Auto-Submitted", "auto-generated"),
        ("Feedback-ID", ":".join(map(_field, feedback_id))),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        *mime.TWO_PARTS,
    ]
    if nature != "service":
        fields.append(("List-Id", f"<news.{_field(store.key)}.{domain}>"))
    return Head(tuple(fields), mime.head(fields))


def _field(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "-", text)
