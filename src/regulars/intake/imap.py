"""The mailbox that bounces, complaints and replies arrive in, read by IMAP: each mail is kept first, and only then marked as read.

Killed between the two, it is fetched again and known by its bytes; so nothing is lost and nothing counts twice.
"""

from datetime import datetime, timedelta
from typing import Any

from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags

from regulars.intake.account import Account
from regulars.intake.came_back import keep
from regulars.intake.returned.opened import READ_AT_MOST
from regulars.kernel.clock import Clock

EVERY = timedelta(minutes=1)
AT_ONCE = 500
PATIENCE_SECONDS = 10
OPENS: dict[str, type[BaseMailBox]] = {
    "tls": MailBox,
    "starttls": MailBoxStartTls,
    "none": MailBoxUnencrypted,
}


class Letterbox:
    """A mailbox that is looked into once a minute, however often it is asked."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.looked_at: datetime | None = None

    def look(self, clock: Clock) -> int:
        """Keep up to 500 new mails when it is time; returns how many. Raises OSError, imaplib's errors or imap-tools' when the server will not."""
        now = clock.now()
        if not self.account.host or (self.looked_at and now < self.looked_at + EVERY):
            return 0
        self.looked_at = now
        return collect(self.account, clock)


def collect(account: Account, clock: Clock, at_most: int = AT_ONCE) -> int:
    """Keep the mails that nobody has read; returns how many."""
    box: Any = OPENS[account.security]
    with box(account.host, account.port, timeout=PATIENCE_SECONDS).login(
        account.user, account.password, account.folder
    ) as opened:
        new = opened.uids(AND(seen=False))[:at_most]
        for uid in new:
            if (raw := _beginning(opened, uid)) is not None:
                keep(raw, clock)
            opened.flag([uid], [MailMessageFlags.SEEN], value=True)
    return len(new)


def _beginning(box: BaseMailBox, uid: str) -> bytes | None:
    """As much of a mail as is read, without marking it; None when it is gone."""
    _, answer = box.client.uid("fetch", uid, f"(BODY.PEEK[]<0.{READ_AT_MOST}>)")
    return next((part[1] for part in answer if isinstance(part, tuple)), None)
