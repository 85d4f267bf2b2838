"""A mail as its reader sees it: who wrote, what it says, what can be pressed."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

URL = re.compile(r"https?://[^\s<>\"')]+")


@dataclass(frozen=True)
class Letter:
    """One mail in a mailbox. `one_click` is where its List-Unsubscribe header says a POST ends all offers."""

    to: str
    subject: str
    text: str
    links: tuple[str, ...]
    one_click: str | None
    message_id: str


def read(raw: bytes) -> Letter:
    """Open a mail: the address it came to, its subject and plain text, its links."""
    message = message_from_bytes(raw)  # the old policy: a play reads thousands
    headers = {name.lower(): str(value) for name, value in message.items()}
    text = next((_text(part) for part in message.walk() if part.get_content_type() == "text/plain"), "")
    offered = URL.findall(headers.get("list-unsubscribe", ""))
    return Letter(
        to=headers.get("to", "").rpartition("<")[2].rstrip("> "),
        subject=str(make_header(decode_header(headers.get("subject", "")))),
        text=text,
        links=tuple(dict.fromkeys(URL.findall(text))),
        one_click=offered[0] if offered and "list-unsubscribe-post" in headers else None,
        message_id=headers.get("message-id", ""),
    )


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode(part.get_content_charset("utf-8"))
