"""The account at a mail service, as the shop sets it under [service]: whom its mail goes through, and how their word is known."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class MailService:
    """`name` is the service's, in lower case; empty where mail goes to a mail server.

    `key` sends, and `user` beside it where the service wants two; `secret` proves that an event comes from the service (at SES, `topic`
    does). `domain`, `region` and `stream` are what some services ask for; `endpoint` is where theirs is not the usual one.
    """

    name: str = ""
    key: str = field(default="", repr=False)
    user: str = ""
    secret: str = field(default="", repr=False)
    topic: str = ""
    domain: str = ""
    region: str = ""
    stream: str = ""
    endpoint: str = ""
    connections: int = 8
    in_hand: int = 64
