"""How many marketing mails a mailbox provider gets from a new sender, day by day, as long as it does not mind (STANDARDS A7.5).

Each provider is counted by itself. What is over a day's number waits for the next; service mail is counted and never waits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

FIRST_DAY = 200
NOT_NEW_ANY_MORE = 100_000
FEW = 3  # so many people have to mind before we step back: among 200 mails one complaint is a rate of 0.5 %

# Above the first we hold, from the second on we step back. The first are the standard's, the second ours; complaints end at Google's limit.
BOUNDS = {
    "complained": (Fraction(1, 1000), Fraction(3, 1000)),
    "bounced": (Fraction(2, 100), Fraction(5, 100)),
    "deferred": (Fraction(5, 100), Fraction(20, 100)),
}


@dataclass(frozen=True)
class Signals:
    """A day at one provider: how many mails were sent there, and how many of them were minded in which way."""

    sent: int
    complained: int = 0
    bounced: int = 0
    deferred: int = 0

    @property
    def light(self) -> str:
        """green, amber or red."""
        minded = [
            (getattr(self, name), holds * self.sent, falls * self.sent)
            for name, (holds, falls) in BOUNDS.items()
        ]
        if any(count >= max(falls, FEW) for count, _, falls in minded):
            return "red"
        return "amber" if any(count > holds for count, holds, _ in minded) else "green"


def _steps() -> Iterable[int]:
    allowed = FIRST_DAY
    while allowed < NOT_NEW_ANY_MORE:
        yield allowed
        allowed += allowed // 2


STEPS = tuple(_steps())


def allowed(step: int) -> int | None:
    """How many marketing mails a day the provider gets at this step, from 0 on; None once there is no limit any more."""
    return STEPS[step] if step < len(STEPS) else None


def next_step(step: int, yesterday: Signals) -> int:
    """Half as many again after a good day, as many after a middling one, and as many as the day before after a bad one.

    A day on which less than half of what was allowed was sent proves nothing, so it takes us no further.
    """
    if yesterday.light == "red":
        return max(min(step, len(STEPS)) - 1, 0)
    used = 2 * yesterday.sent >= (allowed(step) or 0)
    return min(step + 1, len(STEPS)) if yesterday.light == "green" and used else step


def step_after(days: Iterable[Signals]) -> int:
    """Where a provider stands after these days, the oldest first; on the first day nothing came before."""
    return reduce(next_step, days, 0)


def told() -> str:
    """The plan in a few sentences, for whoever begins to send."""
    first = ", ".join(str(step) for step in STEPS[:6])
    return (
        f"A new sender begins with {STEPS[0]} marketing mails a day to each mailbox provider, and half as many again after every good day: "
        f"{first} and so on, without a limit after {len(STEPS)} good days. More than 0.1 % complaints, 2 % bounces or 5 % deferrals: as many "
        "as the day before. From 0.3 %, 5 % or 20 % on: one step back. Write to those first who lately clicked or bought."
    )
