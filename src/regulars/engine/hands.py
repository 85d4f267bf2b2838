"""Who writes on a small desk: two hands, since a statement on few rows keeps one processor busy and leaves the other idle."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import duckdb

Filling = tuple[str, str]
"""A place, and the question whose answer goes there."""


class Hand:
    """A connection of its own, with its statements prepared and the optimiser off."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self.con.execute("PRAGMA disable_optimizer")
        self._prepared: dict[Filling, str] = {}

    def fill(self, filling: Filling) -> None:
        """Add the answer to the question to what is in the place."""
        if filling not in self._prepared:
            place, question = filling
            name = f"s{len(self._prepared)}"
            self.con.execute(f"PREPARE {name} AS INSERT INTO {place} {question}")
            self._prepared[filling] = name
        self.con.execute(f"EXECUTE {self._prepared[filling]}")


class Hands:
    """Both hands of a desk."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.one = Hand(con)
        self.other = Hand(con.cursor())

    def fill(self, fillings: Sequence[Filling]) -> list[Exception | None]:
        """Fill places that do not rest on each other; returns what went wrong with each, if anything did."""
        wrong: list[Exception | None] = [None] * len(fillings)
        left = deque(enumerate(fillings))
        if len(left) == 1:
            _work(self.one, left, wrong)
            return wrong
        helping = self._helper.submit(_work, self.other, left, wrong)
        _work(self.one, left, wrong)
        helping.result()
        return wrong

    @cached_property
    def _helper(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, "desk")


def _work(hand: Hand, left: deque[tuple[int, Filling]], wrong: list[Exception | None]) -> None:
    while True:
        try:
            number, filling = left.popleft()
        except IndexError:
            return
        try:
            hand.fill(filling)
        except Exception as error:  # noqa: BLE001  told to whoever asked
            wrong[number] = error
