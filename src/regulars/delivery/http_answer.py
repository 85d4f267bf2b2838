"""What an exchange by HTTP says about a message: by its code and the service's own, never by its words, which may hold an address.

Only what a service surely did not take may be tried again: its refusals, and requests whose last byte never left us (STANDARDS A8).
"""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from regulars.delivery.carrier import Answer, Kind

Meaning = tuple[Kind, str]
"""The kind of an answer, and the cause where it is a rejection."""

NOT_NOW = {408, 420, 425, 429}
OUR_ACCOUNT = {401, 402, 403, 404, 405, 407}
LONGEST_WAIT = 86_400
CODE = re.compile(r"[A-Za-z0-9_.:-]{1,60}")


def refused(
    code: int, own: str = "", *, meaning: Mapping[str, Meaning] | None = None, wait_seconds: float = 0
) -> Answer:
    """What an answer other than 2xx says. `own` is the service's code; `meaning` tells those apart that say more than their class.

    What is refused for our account's sake (the key, the domain, the bill) is `unreachable`: it waits until somebody mends that.
    """
    more = own if CODE.fullmatch(own) and own != str(code) else ""
    status = f"HTTP {code} {more}".strip()
    kind, cause = (meaning or {}).get(own) or _by_class(code)
    return Answer(
        kind=kind, status=status, cause=cause, wait_seconds=wait_seconds if kind == "deferred" else 0
    )


def _by_class(code: int) -> Meaning:
    if code in NOT_NOW:
        return "deferred", ""
    if code in OUR_ACCOUNT or 300 <= code < 400:
        return "unreachable", ""
    if code >= 500:
        return "uncertain", ""
    return "rejected", "content" if code == 413 else "policy"


def retry_after(said: str | None, now: datetime) -> float:
    """Seconds to wait, by a header Retry-After: a number, or a date (RFC 9110 §10.2.3)."""
    if not said:
        return 0
    if said.strip().isdecimal():
        seconds = float(said)
    else:
        try:
            seconds = (parsedate_to_datetime(said) - now).total_seconds()
        except (ValueError, TypeError):
            return 0
    return min(max(seconds, 0), LONGEST_WAIT)
