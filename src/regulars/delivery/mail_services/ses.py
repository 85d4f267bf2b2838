"""Amazon SES: takes our mail as it is, but writes Message-ID and Date anew; so our signatures, which cover them, stay at home."""

from collections.abc import Sequence
from typing import Any

from anymail.backends.amazon_ses import AmazonSESV2SendEmailPayload, EmailBackend
from anymail.exceptions import AnymailAPIError, AnymailError
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    PartialCredentialsError,
    ProxyConnectionError,
    SSLError,
)

from regulars.delivery.carrier import Answer, Envelope, Kind
from regulars.delivery.composed import unsigned
from regulars.delivery.http_answer import Meaning, refused
from regulars.delivery.http_line import PATIENCE
from regulars.delivery.mail_service import NAME, Line, Service

NOT_CONNECTED = (
    ConnectTimeoutError, EndpointConnectionError, NoCredentialsError, PartialCredentialsError, ProxyConnectionError, SSLError,
)  # fmt: skip
OUR_ACCOUNT = (
    "AccountSuspendedException", "SendingPausedException", "MailFromDomainNotVerifiedException", "NotFoundException", "AccessDeniedException",
    "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException",
)  # fmt: skip
NOT_NOW = ("LimitExceededException", "ThrottlingException", "TooManyRequestsException")
MEANING: dict[str, Meaning] = dict.fromkeys(OUR_ACCOUNT, ("unreachable", "")) | dict.fromkeys(
    NOT_NOW, ("deferred", "")
)


class Ses(Service):
    """`user` and `key` are an access key's id and secret; without them, those of the machine count. `stream` is a configuration set."""

    needs = ("region",)
    can_leave_links = False

    def open(self) -> Line:
        """See Service."""
        return SesLine(self, PATIENCE)

    def backend(self, patience: tuple[float, float]) -> Any:
        """A backend of anymail for this account. Its client must not try again by itself: that would double mails."""
        connect, answer = patience
        config = {"retries": {"total_max_attempts": 1}, "connect_timeout": connect, "read_timeout": answer}
        client: dict[str, Any] = {"region_name": self.account.region, "config": config}
        if self.account.endpoint:
            client["endpoint_url"] = self.account.endpoint
        keys = {"aws_access_key_id": self.account.user, "aws_secret_access_key": self.account.key}
        return WholeMails(
            session_params=keys if self.account.user else {},
            client_params=client,
            configuration_set_name=self.account.stream or None,
        )


class SesLine:
    """See Line."""

    def __init__(self, service: Ses, patience: tuple[float, float]) -> None:
        self.service = service
        self.backend = service.backend(patience)
        self.backend.open()

    def close(self) -> None:
        """See Line."""
        self.backend.close()

    def send(self, envelopes: Sequence[Envelope]) -> list[Answer]:
        """See Line."""
        return [self._send(each) for each in envelopes]

    def _send(self, envelope: Envelope) -> Answer:
        try:
            message = self.service.message(envelope)
            payload = self.backend.build_message_payload(message, self.backend.send_defaults)
        except (AnymailError, ValueError) as wrong:
            return Answer(kind="rejected", status=type(wrong).__name__, cause="unsupported")
        try:
            response = self.backend.post_to_esp(payload, message)
            self.backend.parse_recipient_status(response, payload, message)
        except AnymailAPIError as wrong:
            return _meant(wrong.__cause__)
        return Answer(kind="accepted", status="HTTP 200")


def _meant(wrong: BaseException | None) -> Answer:
    if isinstance(wrong, ClientError):
        code = int(wrong.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500))
        return refused(code, str(wrong.response.get("Error", {}).get("Code", "")), meaning=MEANING)
    kind: Kind = "unreachable" if isinstance(wrong, NOT_CONNECTED) else "uncertain"
    return Answer(kind=kind, status=type(wrong).__name__ if wrong else "HTTP 200 unread")


class WholeMails(EmailBackend):  # type: ignore[misc]
    """Anymail's backend, for mails as they are."""

    def build_message_payload(self, message: Any, defaults: Any) -> Any:
        """See AnymailBaseBackend."""
        return WholeMail(message, defaults, self)


class WholeMail(AmazonSESV2SendEmailPayload):  # type: ignore[misc]
    """The mail itself; our name of it travels beside it as a tag, which SES sends along with its events."""

    def generate_raw_message(self) -> bytes:
        """See AmazonSESV2SendEmailPayload."""
        return unsigned(self.message.raw)

    def set_metadata(self, metadata: dict[str, str]) -> None:
        """See BasePayload."""
        self.params["EmailTags"] = [{"Name": NAME, "Value": metadata[NAME]}]
