"""How long the parts of a plan took, for the plan's own record and for the benchmark of moments."""

from collections.abc import Iterator
from contextlib import contextmanager

from regulars.kernel.clock import Clock


class Took:
    """Seconds by part: read, compile, run, write. Without a clock it measures nothing."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, part: str) -> Iterator[None]:
        """Time a part of the work."""
        began = self.clock.now() if self.clock else None
        yield
        if self.clock and began:
            self.seconds[part] = self.seconds.get(part, 0) + (self.clock.now() - began).total_seconds()
