"""The shop as its office shows it: its storefront, what day it is there, and moments on its clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront


def front(key: str | None = None) -> Storefront:
    """The storefront of that key, else the shop's first."""
    fronts: dict[str, Storefront] = settings.STOREFRONTS
    return fronts.get(key or "") or next(iter(fronts.values()))


def clock() -> Clock:
    """The clock of the screens."""
    running: Clock = settings.CLOCK
    return running


def now() -> datetime:
    """What time it is, in UTC."""
    return clock().now()


def today() -> date:
    """The shop's calendar day."""
    return front().local_date(now())


def local(at: datetime) -> datetime:
    """A moment on the shop's own clock."""
    return at.astimezone(ZoneInfo(front().zone))


def told_day(day: date) -> str:
    """`today`, `yesterday`, `Tue 17 Nov`, or with its year when that is another one."""
    away = (today() - day).days
    if away in (0, 1, -1):
        return {0: "today", 1: "yesterday", -1: "tomorrow"}[away]
    spelled = f"{day:%a} {day.day} {day:%b}"
    return spelled if day.year == today().year else f"{spelled} {day.year}"


def told_moment(at: datetime) -> str:
    """`today 14:05`, on the shop's clock."""
    placed = local(at)
    return f"{told_day(placed.date())} {placed:%H:%M}"


def told_span(days: int) -> str:
    """`5 days`, `3 weeks`, `4 months`, `2 years`: about how long that is."""
    for name, length, least in (("year", 365, 730), ("month", 30, 90), ("week", 7, 21)):
        if days >= least:
            return f"{round(days / length)} {name}s"
    return f"{days} day" if days == 1 else f"{days} days"
