"""The servers that take our mail: whether they are there, encrypt, and are who they say they are."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from regulars.delivery.domain.finding import Asked, Finding, Relay, advice, good, wrong

PATIENCE_SECONDS = 10.0
SOON = timedelta(days=14)
CERTIFICATES: Callable[[], ssl.SSLContext] = ssl.create_default_context


def relay(asked: Asked) -> Iterator[Finding]:
    """Say hello over TLS, check the certificate for the server's name, and leave; each of them."""
    for server in asked.relays:
        yield from _looked_at(server, asked)


def _looked_at(server: Relay, asked: Asked) -> Iterator[Finding]:
    if not server.host:
        yield wrong("No mail server is set: put host, port, user and password under [smtp] in regulars.toml.")
        return
    if server.security == "none" and not server.is_this_machine:
        yield wrong(
            f'Mail goes to {server.host} unencrypted. Write security = "starttls" under [smtp] in regulars.toml.'
        )
        return
    try:
        ends = _certified_until(server, asked.domain)
    except ssl.SSLCertVerificationError as refused:
        yield wrong(
            f"The certificate of {server.host} is not valid for it: {refused.verify_message.rstrip('.')}."
        )
    except smtplib.SMTPNotSupportedError:
        yield wrong(
            f"{server.host} offers no encryption (STARTTLS) on port {server.port}, so no mail is handed to it."
        )
    except (OSError, smtplib.SMTPException) as lost:
        yield wrong(
            f"{server.host} does not answer as a mail server on port {server.port} ({type(lost).__name__})."
        )
    else:
        yield from _told(server, ends, asked.as_of)


def _told(server: Relay, ends: datetime | None, as_of: datetime) -> Iterator[Finding]:
    if ends is None:
        yield good(f"TLS: {server.host} is this machine and needs none.")
    elif ends - as_of < SOON:
        yield advice(f"The certificate of {server.host} ends on {ends:%Y-%m-%d}.")
    else:
        yield good(f"TLS: the certificate of {server.host} is valid until {ends:%Y-%m-%d}.")


def _certified_until(server: Relay, name: str) -> datetime | None:
    """When its certificate ends; None where there is none to check. Raises OSError and SMTPException."""
    context = CERTIFICATES()
    if server.security == "tls":
        with smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=name, timeout=PATIENCE_SECONDS, context=context
        ) as greeted:
            return _ends(greeted)
    with smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=PATIENCE_SECONDS) as greeted:
        if server.security == "none":
            return None
        greeted.starttls(context=context)
        return _ends(greeted)


def _ends(greeted: smtplib.SMTP) -> datetime | None:
    certificate = greeted.sock.getpeercert() if isinstance(greeted.sock, ssl.SSLSocket) else None
    return (
        datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
        if certificate
        else None
    )
