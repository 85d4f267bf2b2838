"""How many marketing mails a new sender's providers may still get today: the warm-up plan, held (STANDARDS A7.5).

What is over a day's number waits for the next day; nothing is dropped. Service mail counts and never waits.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from regulars.delivery import answered, warm_up
from regulars.delivery.answered import Received
from regulars.delivery.providers import DOMAINS, OTHERS
from regulars.delivery.warm_up import Signals


@dataclass(frozen=True)
class Plan:
    """Where a provider stands: the step of the plan, how many mails that allows today (None: any number), and how many were sent today."""

    step: int
    allowed: int | None
    sent: int


def plans(now: datetime) -> dict[str, Plan]:
    """Every provider's plan for today; nothing when the shop is no new sender."""
    since: date | None = settings.WARM_UP
    if since is None:
        return {}
    sent = _sent(_begins(_day(now)))
    return {name: Plan(step, warm_up.allowed(step), sent[name]) for name, step in _steps(since, now).items()}


class Allowance:
    """Hands out what is left of a day, for one round of sending."""

    def __init__(self) -> None:
        self.day: date | None = None
        self.steps: dict[str, int] = {}
        self.left: dict[str, int] = {}

    def look(self, now: datetime, under_way: Mapping[str, int]) -> None:
        """See what is left at this moment; `under_way` are messages by provider that are not counted as answered yet."""
        since: date | None = settings.WARM_UP
        if since is None:
            return
        if self.day != _day(now):
            self.day, self.steps = _day(now), _steps(since, now)
        sent = _sent(_begins(self.day))
        limits = {name: warm_up.allowed(step) for name, step in self.steps.items()}
        self.left = {
            name: limit - sent[name] - under_way.get(name, 0)
            for name, limit in limits.items()
            if limit is not None
        }

    def take(self, name: str) -> bool:
        """One more to this provider, if it may get one more."""
        if name not in self.left:
            return True
        self.left[name] -= 1
        return self.left[name] >= 0

    def until(self) -> datetime:
        """When the next day begins."""
        assert self.day is not None, "only who looked can be refused"
        return _begins(self.day + timedelta(days=1))


def _steps(since: date, now: datetime) -> dict[str, int]:
    """What each provider's days so far led to."""
    first = max(since, _day(now - answered.KEPT))
    days: defaultdict[str, defaultdict[date, Received]] = defaultdict(lambda: defaultdict(Received))
    for at, (_, name), received in answered.slots(_begins(first)):
        days[name][_day(at)] += received
    so_far = [first + timedelta(days=n) for n in range((_day(now) - first).days)]
    return {
        name: warm_up.step_after(_signals(days[name][day]) for day in so_far) for name in (*DOMAINS, OTHERS)
    }


def _signals(day: Received) -> Signals:
    return Signals(day.sent, day.complained, day.bounced + day.blamed, day.deferred)


def _sent(since: datetime) -> Counter[str]:
    sent: Counter[str] = Counter()
    for (_, name), received in answered.since(since).items():
        sent[name] += received.sent
    return sent


def _day(at: datetime) -> date:
    return at.astimezone(_zone()).date()


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), _zone()).astimezone(UTC)


def _zone() -> ZoneInfo:
    return ZoneInfo(next(iter(settings.STOREFRONTS.values())).zone)
