"""SendGrid: takes fields. Anymail's authors no longer look after it."""

import warnings
from typing import Any

from anymail.backends.sendgrid import EmailBackend
from anymail.exceptions import AnymailNotSupportedWarning

from regulars.delivery.http_line import HttpService


class SendGrid(HttpService):
    """See Service."""

    def backend(self) -> Any:
        """See HttpService."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", AnymailNotSupportedWarning)
            return EmailBackend(api_key=self.account.key, generate_message_id=False, **self.address())
