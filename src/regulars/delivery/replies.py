"""What an SMTP server's answer means, by the stage it was given at (STANDARDS A6.3, A7.1, B3)."""

import re
from functools import lru_cache

from regulars.delivery.carrier import Answer
from regulars.kernel.refused import CONTENT, MAILBOX, NO_SUCH_MAILBOX, NO_SUCH_WORDS, OUR_FAULT

ENHANCED = re.compile(r"^\s*([245]\.\d{1,3}\.\d{1,3})\b")


def understood(stage: str, code: int, text: str) -> Answer:
    """The answer a final reply at `stage` (connect, mail, rcpt, data or dot) amounts to."""
    enhanced = match[1] if (match := ENHANCED.match(text)) else ""
    status = f"{stage} {code} {enhanced}".rstrip()
    if 200 <= code < 300:
        return _accepted(status)
    if 400 <= code < 500:
        return Answer(kind="deferred", status=status)
    if not 500 <= code < 600:
        return Answer(kind="uncertain" if stage == "dot" else "deferred", status=status)
    cause = _cause(stage, code, enhanced, text)
    if stage == "mail" and cause != "content":
        return Answer(
            kind="deferred", status=status
        )  # they refuse our sender: the message is not to blame, and may go once that is mended
    return Answer(kind="rejected", status=status, cause=cause)


@lru_cache(maxsize=1000)
def _accepted(status: str) -> Answer:
    return Answer(kind="accepted", status=status)


def _cause(stage: str, code: int, enhanced: str, text: str) -> str:
    if OUR_FAULT.match(enhanced):
        return "policy"
    if CONTENT.match(enhanced) or (not enhanced and code in (552, 554) and stage != "rcpt"):
        return "content"
    no_such = bool(NO_SUCH_WORDS.search(text))
    if (
        enhanced in NO_SUCH_MAILBOX
        or code == 556
        or (enhanced == "5.2.1" and no_such)
        or (stage == "rcpt" and not enhanced and no_such)
    ):
        return "hard"
    return "mailbox" if MAILBOX.match(enhanced) else "other"
