"""What we expect of a customer: when they usually order again, and what they will run out of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regulars.engine.desk import laid_out
from regulars.engine.planning import learnt
from regulars.engine.shop import shop as configured
from regulars.office import shop

RUNNING_OUT_SHOWN = 4
STILL_TOLD = timedelta(days=14)


@dataclass(frozen=True)
class Expected:
    """The next order by their own rhythm, and things with the day they run out (or did, lately), soonest first."""

    gap_days: int | None
    gaps: int
    next_on: date | None
    running_out: list[tuple[str, date, int]]


def expected(customer_ids: Sequence[int], last_on: date | None) -> Expected:
    """Of a customer, from the facts of them alone and what the last day learned about everybody."""
    now = shop.now()
    with laid_out(configured(), now, now, list(customer_ids)) as desk:
        learnt(desk, configured(), "stored")
        rhythm = desk.con.execute(
            "SELECT typical_gap_days, gaps FROM rhythm ORDER BY gaps DESC LIMIT 1"
        ).fetchall()
        things = "SELECT title, runs_out_date, interval_days FROM replenishment WHERE runs_out_date >= ? ORDER BY runs_out_date LIMIT ?"
        running_out = desk.con.execute(things, [shop.today() - STILL_TOLD, RUNNING_OUT_SHOWN]).fetchall()
    gap_days, gaps = rhythm[0] if rhythm else (None, 0)
    next_on = last_on + timedelta(days=gap_days) if gap_days and last_on else None
    return Expected(gap_days, gaps, next_on, running_out)
