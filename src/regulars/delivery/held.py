"""A message on its way, as far as sending it has to know: read in rows, since every message passes here."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import QuerySet

from regulars.delivery.models import Outbox


@dataclass(slots=True)
class Held:
    """A row of the outbox as it was when we read it; `fence` is ours when we hold it."""

    intent: str
    program: str
    topic: str
    nature: str
    purpose: str
    about: str
    storefront: str
    language: str
    customer_id: int
    mailbox_id: int
    message_id: str
    dated_at: datetime | None
    expires_at: datetime
    state: str
    fence: str
    lease_until: datetime | None
    attempts: int
    doubts: int
    last_status: str
    template: str
    bytes_hash: str


COLUMNS = tuple(column.name for column in fields(Held))


def held(rows: "QuerySet[Outbox]") -> list[Held]:
    """These messages."""
    return [Held(*row) for row in rows.values_list(*COLUMNS)]
