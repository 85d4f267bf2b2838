"""What a program would do with other dials, before they are set."""

from regulars.engine.planning import planning
from regulars.engine.shop import Shop
from regulars.kernel.clock import Clock
from regulars.programs.base import Program


def count(shop: Shop, program: Program, clock: Clock) -> dict[str, int]:
    """How many messages the program would send if everybody were thought about now, and how many would be refused for which reason."""
    now = clock.now()
    with planning(shop, now, now, learn="stored", only=program) as plan:
        return plan.counts().get(program.key, {})


def examples(shop: Shop, program: Program, clock: Clock, most: int = 20) -> list[dict[str, object]]:
    """Some candidates with the values their words are filled with."""
    now = clock.now()
    with planning(shop, now, now, learn="stored", only=program) as plan:
        return plan.rows()[:most]
