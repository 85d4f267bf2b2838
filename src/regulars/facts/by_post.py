"""Who may be written a letter: what a person said of letters under any mailbox or postal address of theirs is one log (decision 0024).

The knowledge stage says the same as a table expression (`knowledge/by_post.py`); a property test compares the two.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from regulars.facts.kinds import TAKES, ConsentRecorded, MailboxUsed, PostalAddressUsed
from regulars.facts.models import Standing, facts_of
from regulars.facts.standing import consents_in, fold
from regulars.kernel.purposes import EMAIL, POST, covering


def names_of(customers: Collection[int]) -> set[int]:
    """The numbers of every mailbox and postal address these customers ever gave."""
    boxes = facts_of(MailboxUsed).filter(customer_id__in=customers).values_list("mailbox_id", flat=True)
    homes = facts_of(PostalAddressUsed).filter(customer_id__in=customers).values_list("postal_id", flat=True)
    return {*boxes, *homes}


def refusal(customers: Collection[int], postal_id: int, purpose: str, at: datetime) -> str | None:
    """None when a letter for this purpose may go there now to a person with these numbers, else what forbids it: suppressed (letters come
    back from there), complained, no_consent.
    """
    names = names_of(customers) | {postal_id}
    said_no = Standing.objects.filter(may=False)
    if said_no.filter(mailbox_id=postal_id, channel=POST, purpose="all").exists():
        return "suppressed"
    if said_no.filter(mailbox_id__in=names, channel=EMAIL, purpose="complaint").exists():
        return "complained"
    last = ground(log_of(names), purpose)
    in_time = last is not None and (last["expires_at"] is None or last["expires_at"] > at)
    return None if last is not None and last["may"] and in_time else "no_consent"


def log_of(names: Collection[int]) -> "QuerySet[Any]":
    """All that was said under these names."""
    return facts_of(ConsentRecorded).filter(mailbox_id__in=names)


def ground(log: "QuerySet[Any]", purpose: str) -> dict[str, Any] | None:
    """What a person's log, or some of it, adds up to about letters for a purpose; see `fold_letters`."""
    about = log.filter(purpose__in=covering(purpose)).order_by("at", "recorded_at", "id")
    return fold_letters(consents_in(about, "channel"))


def fold_letters(told: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """What consents about a purpose add up to for letters; see `standing.fold`.

    A no to mail is not walked around: after one, only an explicit yes to letters counts.
    """
    refused = any(each["action"] in TAKES for each in told if each["channel"] == EMAIL)
    return fold([each for each in told if each["channel"] == POST], refused=refused)
