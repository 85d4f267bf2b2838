"""What every mail service is to us: somebody to open lines to, each of which hands over some messages in one request.

To add one is to add a file in `mail_services/`; it holds one class.
"""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from django.core.mail import EmailMultiAlternatives

from regulars.delivery.carrier import Answer, Envelope
from regulars.delivery.composed import composed
from regulars.kernel import verp
from regulars.kernel.clock import Clock
from regulars.kernel.mail_service import MailService

NAME = "regulars"
"""What our name of a message is called where the service keeps it for its events."""


class NoService(Exception):
    """The mail service cannot be used as it is set; the message says what to set."""


class Line(Protocol):
    """One connection to a service."""

    def send(self, envelopes: Sequence[Envelope]) -> list[Answer]:
        """Hand over messages in one request; an answer for each, in their order."""

    def close(self) -> None:
        """Hang up."""


class Service:
    """A mail service with the shop's account there."""

    needs: ClassVar[tuple[str, ...]] = ("key",)
    """What must be set under [service] besides the name."""
    at_once: ClassVar[int] = 1
    """How many messages a request can hold."""
    knows_again: ClassVar[bool] = False
    """Whether the service knows a request that it took before, so that one may ask again when an answer was lost."""
    can_leave_links: ClassVar[bool] = True
    """Whether it can be told for each message to leave links and pictures as they are."""

    def __init__(self, account: MailService, link_keys: Sequence[bytes], clock: Clock) -> None:
        self.account, self.link_keys, self.clock = account, link_keys, clock

    def open(self) -> Line:
        """One more connection. Raises NoService."""
        raise NotImplementedError

    def message(self, envelope: Envelope) -> EmailMultiAlternatives:
        """The message as anymail wants it, with our signed name of it."""
        made = composed(envelope)
        if envelope.name:
            made.metadata = {NAME: verp.token(envelope.name, self.link_keys)}  # type: ignore[attr-defined]
        if self.can_leave_links:
            made.track_clicks = made.track_opens = False  # type: ignore[attr-defined]
        return made
