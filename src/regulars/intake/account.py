"""Where the mailbox is that bounces and replies arrive in."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Account:
    """A mailbox reached by IMAP; without a host there is none. `security` is tls, starttls or none (none only for a server on this machine).

    A mail that is posted to us instead may have `largest_megabytes`.
    """

    host: str = ""
    port: int = 993
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    security: str = "tls"
    largest_megabytes: int = 30
