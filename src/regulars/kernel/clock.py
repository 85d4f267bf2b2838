"""Time and chance enter the program here and nowhere else, so that any day can be played again."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Self, overload


class Clock:
    """What the time is, how to wait, and where chance comes from."""

    def __init__(
        self, now: Callable[[], datetime], sleep: Callable[[float], None], chance: random.Random
    ) -> None:
        self.now = now
        self.sleep = sleep
        self.chance = chance

    @classmethod
    def system(cls) -> Self:
        """The machine's own clock, with chance from the operating system."""
        return cls(lambda: datetime.now(UTC), time.sleep, random.SystemRandom())

    def number(self) -> int:
        """A random positive 63-bit integer, for ids that must tell nothing."""
        return self.chance.getrandbits(63) or 1

    def token(self) -> str:
        """128 random bits as 32 hexadecimal digits."""
        return f"{self.chance.getrandbits(128):032x}"


@overload
def aware(stored: datetime) -> datetime: ...
@overload
def aware(stored: datetime | None) -> datetime | None: ...
def aware(stored: datetime | None) -> datetime | None:
    """A moment as we know it, from what a database gives: SQLite's has no zone, and is in UTC."""
    return stored.replace(tzinfo=UTC) if stored is not None and stored.tzinfo is None else stored


class PlayedClock(Clock):
    """A clock that moves only when told to; equal seeds give equal chance. For the town and for tests."""

    def __init__(self, start: datetime, seed: int = 0) -> None:
        self.moment = start
        super().__init__(lambda: self.moment, self.pass_seconds, random.Random(seed))

    def pass_seconds(self, seconds: float) -> None:
        """Let that much time go by at once."""
        self.moment += timedelta(seconds=seconds)

    def move_to(self, moment: datetime) -> None:
        """Let time go by until `moment`; a clock never goes back."""
        self.moment = max(self.moment, moment)
