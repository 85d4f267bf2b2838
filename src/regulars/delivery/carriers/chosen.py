"""The carrier a shop chose: its mail service, or else its mail server, or several."""

from django.conf import settings

from regulars.delivery.carrier import Carrier
from regulars.delivery.carriers.mail_service import MailServiceCarrier
from regulars.delivery.carriers.relays import Relays
from regulars.delivery.carriers.smtp import NoServer, SmtpCarrier
from regulars.delivery.mail_service import NoService
from regulars.kernel.clock import Clock


class NoCarrier(Exception):
    """Nobody takes our mail as things are set; the message says what to set."""


def chosen(clock: Clock) -> Carrier:
    """Ready to be opened. Raises NoCarrier."""
    try:
        if settings.SERVICE.name:
            return MailServiceCarrier.configured(clock)
        servers = [SmtpCarrier.configured(place) for place in range(len(settings.RELAYS))]
        return servers[0] if len(servers) == 1 else Relays(servers, clock)
    except (NoServer, NoService) as wrong:
        raise NoCarrier(str(wrong)) from wrong
