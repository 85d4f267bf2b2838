"""The carrier a shop chose: its mail service, or else its mail server."""

from django.conf import settings

from regulars.delivery.carrier import Carrier
from regulars.delivery.carriers.mail_service import MailServiceCarrier
from regulars.delivery.carriers.smtp import NoServer, SmtpCarrier
from regulars.delivery.mail_service import NoService
from regulars.kernel.clock import Clock


class NoCarrier(Exception):
    """Nobody takes our mail as things are set; the message says what to set."""


def chosen(clock: Clock) -> Carrier:
    """Ready to be opened. Raises NoCarrier."""
    try:
        return MailServiceCarrier.configured(clock) if settings.SERVICE.name else SmtpCarrier.configured()
    except (NoServer, NoService) as wrong:
        raise NoCarrier(str(wrong)) from wrong
