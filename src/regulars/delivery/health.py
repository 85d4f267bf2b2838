"""Whether a mail service is well. One that is not gets no mail for a while, and then one message at a time until it answers again.

Without this a service that answers 500 for an hour would leave a day's messages in doubt (STANDARDS A7.4).
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from threading import Lock

from regulars.delivery.carrier import Answer
from regulars.kernel.clock import Clock

TROUBLE_AFTER = 3
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(minutes=15)


class Health:
    """Counts what goes wrong in a row; asked by many threads."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock, self.one_at_a_time = Lock(), Lock()
        self.in_a_row = 0
        self.until: datetime | None = None
        self.status = ""

    @property
    def resting(self) -> bool:
        """Nothing may be asked of the service now."""
        return self.until is not None and self.clock.now() < self.until

    def turn(self) -> AbstractContextManager[object]:
        """To be held while asking: all at once while the service is well."""
        return self.one_at_a_time if self.in_a_row else nullcontext()

    def heard(self, answers: list[Answer]) -> None:
        """What came of a request."""
        kinds = {answer.kind for answer in answers}
        with self.lock:
            if "unreachable" not in kinds and kinds != {"uncertain"}:
                self.in_a_row, self.until = 0, None
                return
            self.in_a_row += 1
            self.status = answers[0].status
            if "unreachable" in kinds or self.in_a_row >= TROUBLE_AFTER:
                self.until = self.clock.now() + self._rest()

    def _rest(self) -> timedelta:
        longer = min(max(0, self.in_a_row - TROUBLE_AFTER), 8)
        return min(LONGEST_REST, FIRST_REST * (1 << longer))
