"""A finished mail taken apart again, for services that take no mails but fields: what we wrote, without what they write themselves."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import quote
from typing import Any

from django.core.mail import EmailMultiAlternatives

from regulars.delivery.carrier import Envelope

OF_THEIR_MAKING = ("from", "to", "subject", "mime-version", "dkim-signature")


def composed(envelope: Envelope) -> EmailMultiAlternatives:
    """Sender, recipient, subject, both bodies and all other headers as we wrote them; `raw` holds the mail itself."""
    mail: EmailMessage = message_from_bytes(envelope.content, policy=policy.default)
    made = EmailMultiAlternatives(
        subject=str(mail["subject"] or ""),
        body=_body(mail, "plain"),
        from_email=str(mail["from"]),
        to=[_recipient(mail, envelope.recipient)],
        headers={name: str(value) for name, value in mail.items() if _ours(name)},
    )
    if html := _body(mail, "html"):
        made.attach_alternative(html, "text/html")
    made.raw = envelope.content  # type: ignore[attr-defined]
    return made


def unsigned(content: bytes) -> bytes:
    """A mail without DKIM signatures, for services that change what they cover."""
    head, between, body = content.partition(b"\r\n\r\n")
    kept: list[bytes] = []
    dropping = False
    for line in head.split(b"\r\n"):
        if line[:1] not in (b" ", b"\t"):
            dropping = line[:15].lower() == b"dkim-signature:"
        if not dropping:
            kept.append(line)
    return b"\r\n".join(kept) + between + body


def _ours(name: str) -> bool:
    return name.lower() not in OF_THEIR_MAKING and not name.lower().startswith("content-")


def _body(mail: EmailMessage, kind: Any) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def _recipient(mail: EmailMessage, address: str) -> str:
    known = mail["to"].addresses if mail["to"] is not None else ()
    name = known[0].display_name if known else ""
    return f'"{quote(name)}" <{address}>' if name else address
