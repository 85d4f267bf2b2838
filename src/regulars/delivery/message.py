"""What the arbiter hands over: one message to one customer, decided and ready to be put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regulars.kernel.purposes import EMAIL


@dataclass(frozen=True, kw_only=True)
class Message:
    """`intent` names it for ever. It is sent from `send_after` on and dies at `expires_at`; `values` fill its words (JSON).

    By the channel `post` it is a letter, and `mailbox_id` is the number of a postal address.
    """

    intent: str
    program: str
    topic: str
    nature: str
    purpose: str
    about: str
    occasion: str
    customer_id: int
    mailbox_id: int
    storefront: str
    language: str
    values: Mapping[str, Any]
    worth_minor: int
    currency: str
    decided_at: datetime
    send_after: datetime
    expires_at: datetime
    plan_id: str
    channel: str = EMAIL
