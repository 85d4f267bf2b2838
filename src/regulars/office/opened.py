"""Mails that were opened, as their readers let us see it; words for it that nobody takes for a rate of all mail."""

from collections.abc import Sequence
from datetime import datetime

from regulars.delivery.models import Opening
from regulars.delivery.openings import Opened, allowed, by_program
from regulars.office import shop
from regulars.office.telling import Happening

PROVIDERS = {"apple": "Apple", "google": "Google", "yahoo": "Yahoo"}


def lately(since: datetime) -> dict[str, Opened]:
    """What was opened of each program's mail since then."""
    return by_program(since, shop.now())


def altogether(since: datetime) -> Opened:
    """The same for all programs."""
    each = lately(since).values()
    return Opened(
        sum(one.people for one in each), sum(one.machines for one in each), sum(one.told for one in each)
    )


def of_message(intent: str) -> list[tuple[datetime, str]]:
    """When a message was opened, each in a sentence."""
    return [(row.at, _sentence(row, "Opened")) for row in allowed(shop.now()).filter(intent=intent)]


def happenings(customer_ids: Sequence[int], before: datetime, limit: int) -> list[Happening]:
    """The mails a customer opened, for their timeline."""
    rows = allowed(shop.now()).filter(customer_id__in=customer_ids, at__lt=before).order_by("-at", "-id")
    return [
        Happening(row.at, "followed", _sentence(row, "Opened our mail"), intent=row.intent)
        for row in rows[:limit]
    ]


def _sentence(row: Opening, opened: str) -> str:
    provider = PROVIDERS.get(row.via, "")
    if row.sign == row.via and provider:
        return f"{provider} fetched the mail’s picture, as it does for every mail; nobody may have read it."
    if row.sign:
        return f"A machine fetched the mail’s picture ({row.sign})."
    return (
        f"{opened}, at about this time: {provider} fetched its picture for them."
        if provider
        else f"{opened}."
    )
