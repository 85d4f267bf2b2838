"""Mail carried by hand: into the local mailbox without a network between, for quick plays. Says what a mail server would say."""

from regulars.delivery.carrier import Answer, Envelope, OneByOne
from regulars.delivery.replies import understood
from regulars.town.mailbox import TAKEN, Mailbox


class ByHand(OneByOne):
    """A carrier that puts each mail into the mailbox itself."""

    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__()
        self.mailbox = mailbox

    def send(self, envelope: Envelope) -> Answer:
        """Hand over one message, or bring it back as undeliverable."""
        said = self.mailbox.answer(envelope.recipient)
        if said != TAKEN:
            return _understood("rcpt", said)
        self.mailbox.keep(envelope.content)
        return _understood("dot", said)


def _understood(stage: str, said: str) -> Answer:
    code, _, words = said.partition(" ")
    return understood(stage, int(code), words)
