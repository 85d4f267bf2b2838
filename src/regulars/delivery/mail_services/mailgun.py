"""Mailgun: takes our mail as it is, and adds its own signature."""

from typing import Any

from anymail.backends.mailgun import EmailBackend, MailgunPayload

from regulars.delivery.http_line import HttpService


class Mailgun(HttpService):
    """`domain` is the one registered there, if it is not the sender's."""

    def backend(self) -> Any:
        """See HttpService."""
        domain = {"sender_domain": self.account.domain} if self.account.domain else {}
        return WholeMails(api_key=self.account.key, **domain, **self.address())


class WholeMails(EmailBackend):  # type: ignore[misc]
    """Anymail's backend, for mails as they are."""

    def build_message_payload(self, message: Any, defaults: Any) -> Any:
        """See AnymailBaseBackend."""
        return WholeMail(message, defaults, self)


class WholeMail(MailgunPayload):  # type: ignore[misc]
    """The mail, its recipient, and what Mailgun shall know of it; not the fields it would make a mail of."""

    def get_api_endpoint(self) -> str:
        """See RequestsPayload."""
        return f"{super().get_api_endpoint()}.mime"

    def serialize_data(self) -> Any:
        """See RequestsPayload."""
        said = super().serialize_data()
        self.files = [("message", ("message.mime", self.message.raw, "message/rfc822"))]
        return {name: value for name, value in said.items() if name == "to" or name[:2] in ("v:", "o:")}
