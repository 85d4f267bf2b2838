"""What is going to happen at the simulated shop, in the order of time."""

import heapq
from collections.abc import Callable
from datetime import datetime

from regulars.kernel.clock import PlayedClock


class Agenda:
    """Things to be done at their time; of two at the same time, the one noted first."""

    def __init__(self, clock: PlayedClock) -> None:
        self.clock = clock
        self._noted = 0
        self._waiting: list[tuple[datetime, int, Callable[[], object]]] = []

    def at(self, moment: datetime, do: Callable[[], object]) -> None:
        """Note something to be done then."""
        self._noted += 1
        heapq.heappush(self._waiting, (moment, self._noted, do))

    def until(self, moment: datetime) -> None:
        """Let time go by until then, doing what falls due, each at its time."""
        while self._waiting and self._waiting[0][0] <= moment:
            due, _, do = heapq.heappop(self._waiting)
            self.clock.move_to(due)
            do()
        self.clock.move_to(moment)
