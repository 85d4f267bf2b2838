"""Quiet hours: they decide when a message goes out, never whether (STANDARDS A7.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from babel.core import get_global


@dataclass(frozen=True)
class Quiet:
    """The hours of the night in which marketing waits, by the customer's own clock; equal hours mean there are none."""

    begins: time = time(20)
    ends: time = time(8)

    @classmethod
    def of(cls, policy: Mapping[str, str]) -> Self:
        """From a policy's `quiet_from` and `quiet_until`, written `20:00`."""
        return cls.between(policy.get("quiet_from", "20:00"), policy.get("quiet_until", "08:00"))

    @classmethod
    @cache
    def between(cls, begins: str, ends: str) -> Self:
        """From two times of day."""
        return cls(time.fromisoformat(begins), time.fromisoformat(ends))

    def next_allowed(self, at: datetime, zone: str) -> datetime:
        """`at` itself when it is not in the quiet hours there, else the moment they end, in UTC."""
        return next_allowed(at, zone, self.begins, self.ends)


@lru_cache(maxsize=1000)
def next_allowed(at: datetime, zone: str, begins: time, ends: time) -> datetime:
    """The first moment from `at` on whose local time in `zone` lies outside `begins`–`ends` (which may span midnight)."""
    local = at.astimezone(ZoneInfo(zone))
    clock = local.time()
    over_midnight = begins > ends
    quiet = (clock >= begins or clock < ends) if over_midnight else begins <= clock < ends
    if not quiet:
        return at
    day = local.date() + timedelta(days=1 if over_midnight and clock >= begins else 0)
    return datetime.combine(day, ends, tzinfo=local.tzinfo).astimezone(UTC)


def zone_for(stated: str | None, country: str | None, otherwise: str) -> str:
    """Where a customer's clock hangs: the zone they stated, else their country's only one, else the shop's."""
    if stated and _is_zone(stated):
        return stated
    zones = get_global("territory_zones").get(country or "", [])
    return zones[0] if len(zones) == 1 else otherwise


def _is_zone(name: str) -> bool:
    try:
        return ZoneInfo(name).key == name
    except (KeyError, ValueError, OSError):
        return False
