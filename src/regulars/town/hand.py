"""Mail carried by hand: into the local mailbox without a network between, for quick plays. Says what a mail server would say."""

from collections.abc import Callable

from regulars.delivery.carriers import Answer, Envelope
from regulars.delivery.replies import understood
from regulars.town.mailbox import TAKEN, Mailbox


class ByHand:
    """A carrier that puts each mail into the mailbox itself."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    def send(self, envelope: Envelope, before_dot: Callable[[], None]) -> Answer:
        """Hand over one message, or bring it back as undeliverable."""
        said = self.mailbox.answer(envelope.recipient)
        if said != TAKEN:
            return _understood("rcpt", said)
        before_dot()
        self.mailbox.keep(envelope.content)
        return _understood("dot", said)

    def close(self) -> None:
        """There is nothing to let go of."""


def _understood(stage: str, said: str) -> Answer:
    code, _, words = said.partition(" ")
    return understood(stage, int(code), words)
