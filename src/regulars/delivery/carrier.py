"""What every carrier is: it takes messages over and says what became of each."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["accepted", "deferred", "rejected", "unreachable", "uncertain"]


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """One message to one recipient, as bytes ready for the wire. `name` is the sender's for it.

    `tidy`: every line of the content is known to end in CRLF, and none begins with a dot.
    """

    name: str = ""
    sender: str
    recipient: str
    content: bytes
    tidy: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a carrier said: `status` is stage and codes, never its words, which may hold an address.

    deferred: not now; unreachable: nothing can be handed over at present; uncertain: handed over, answer lost.
    `cause` of a rejection: hard (no such mailbox), mailbox, content, policy (our fault), unsupported, or other.
    `wait_seconds`: how long a deferred one is asked to wait, if that was said.
    """

    kind: Kind
    status: str = ""
    cause: str = ""
    wait_seconds: float = 0


def nothing() -> bool:
    """Nothing to do while a carrier waits."""
    return False


class Carrier(Protocol):
    """Takes messages over, many at a time. To add one is to add a file in `carriers/`."""

    def open(self, sender: str) -> Answer | None:
        """Get ready to take mail of this sender; when that cannot be done, why (the answer is `unreachable`)."""

    def take(self, envelopes: Sequence[Envelope]) -> None:
        """Take these over. From here on each may have been accepted by somebody, until its answer says otherwise."""

    def answers(self, least: int, meanwhile: Callable[[], bool] = nothing) -> list[tuple[Envelope, Answer]]:
        """Wait for at least so many answers and until `meanwhile`, which is called all the while, says that it has no more to do; or for all
        the answers there are. What `meanwhile` raises goes on to the caller, and no answer is lost.
        """

    def close(self) -> None:
        """Let go of connections."""


class OneByOne:
    """A carrier that takes over one message after the other, each by `send`."""

    def __init__(self) -> None:
        self.waiting: deque[Envelope] = deque()

    def open(self, sender: str) -> Answer | None:
        """Always ready."""
        return None

    def send(self, envelope: Envelope) -> Answer:
        """Hand over one message."""
        raise NotImplementedError

    def take(self, envelopes: Sequence[Envelope]) -> None:
        """Put them where `answers` finds them."""
        self.waiting.extend(envelopes)

    def answers(self, least: int, meanwhile: Callable[[], bool] = nothing) -> list[tuple[Envelope, Answer]]:
        """Hand over so many."""
        return [(each, self.send(each)) for each in self._next(least)]

    def close(self) -> None:
        """There is nothing to let go of."""

    def _next(self, count: int) -> list[Envelope]:
        return [self.waiting.popleft() for _ in range(min(count, len(self.waiting)))]
