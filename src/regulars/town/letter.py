"""A mail as its reader sees it: who wrote, what it says, what can be pressed."""

import email.policy
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage

URL = re.compile(r"https?://[^\s<>\"')]+")


@dataclass(frozen=True)
class Letter:
    """One mail in a mailbox. `one_click` is where its List-Unsubscribe header says a POST ends all offers."""

    to: str
    subject: str
    text: str
    links: tuple[str, ...]
    one_click: str | None
    headers: dict[str, str]

    @property
    def message_id(self) -> str:
        """The mail's own number."""
        return self.headers.get("message-id", "")


def read(raw: bytes) -> Letter:
    """Open a mail: the address it came to, its subject and plain text, its links."""
    message = message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    headers = {name.lower(): str(value) for name, value in message.items()}
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body is not None else ""
    offered = URL.findall(headers.get("list-unsubscribe", ""))
    return Letter(
        to=headers.get("to", "").rpartition("<")[2].rstrip("> "),
        subject=headers.get("subject", ""),
        text=text,
        links=tuple(dict.fromkeys(URL.findall(text))),
        one_click=offered[0] if offered and "list-unsubscribe-post" in headers else None,
        headers=headers,
    )
