"""What every carrier is: it takes one message over and says what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["accepted", "deferred", "rejected", "unreachable", "uncertain"]


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """One message to one recipient, as bytes ready for the wire (lines end in CRLF)."""

    sender: str
    recipient: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a carrier said: `status` is stage and codes, never its words, which may hold an address.

    deferred: not now; unreachable: nothing can be handed over at present; uncertain: handed over, answer lost.
    `cause` of a rejection: hard (no such mailbox), mailbox, content, policy (our fault), unsupported, or other.
    """

    kind: Kind
    status: str = ""
    cause: str = ""


class Carrier(Protocol):
    """Takes messages over. To add one is to add a file in `carriers/`."""

    def send(self, envelope: Envelope, before_dot: Callable[[], None]) -> Answer:
        """Hand over one message. Calls `before_dot` when all but the last byte has gone out; if that raises, the message must not be
        accepted by anyone, and the exception goes on to the caller.
        """

    def close(self) -> None:
        """Let go of connections."""
