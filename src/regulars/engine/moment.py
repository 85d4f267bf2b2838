"""Plans for whoever something just happened to, within seconds."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from regulars.engine.commit import commit, latest_moment, versions
from regulars.engine.models import Plan
from regulars.engine.planning import planning
from regulars.engine.shop import Shop
from regulars.engine.took import Took
from regulars.facts import merge
from regulars.facts.models import Due
from regulars.kernel.clock import Clock

HELD_FOR = timedelta(minutes=2)
AGAIN_AFTER = timedelta(seconds=30)
"""Whoever others decided for at every try is thought about again after this."""
TOGETHER = 200


def run(shop: Shop, clock: Clock) -> int:
    """Plan as one set for everyone who is due; returns how many customers. Killed at any point, the next run does the rest.

    Where that fails, each is thought about alone, so that one does not spoil it for all; what went wrong is raised when the rest is done.
    """
    claim, customers = take(clock, TOGETHER)
    if not customers:
        return 0
    left, troubles = _planned(shop, clock, customers)
    settle(claim, left, clock)
    if troubles:
        raise ExceptionGroup("some customers could not be planned for", troubles)
    return len(customers) - len(left)


def warm_up(shop: Shop, clock: Clock) -> None:
    """Compile everything and lay out the desk, so that the first customer need not wait for it."""
    now = clock.now()
    with planning(shop, now, now, customers=[]):
        pass


def plan_for(shop: Shop, clock: Clock, customers: Sequence[int]) -> list[int]:
    """Plan and commit for these customers, and whoever is one with them; returns those for whom somebody else decided meanwhile."""
    took = Took(clock)
    everyone = merge.family(customers, merge.roots(clock.now(), clock.now()))
    known = versions(everyone)
    now = latest_moment(clock, everyone)
    with planning(shop, now, now, customers=customers, took=took) as worked_out:
        rows = worked_out.rows()
        counts, errors = worked_out.counts(), worked_out.errors
    plan = Plan(
        id=clock.token(), kind="moment", local_date=shop.first.local_date(now), as_of=now, known_at=now, started_at=now,
        finished_at=now, counts=counts, errors=errors,
    )  # fmt: skip
    with took("write"), transaction.atomic():
        plan.save(force_insert=True)
        overtaken = commit(rows, plan, known, shop, clock).overtaken
    Plan.objects.filter(id=plan.id).update(took=took.seconds)
    return merge.family(overtaken, merge.roots(now, now))


def _planned(shop: Shop, clock: Clock, customers: Sequence[int]) -> tuple[list[int], list[Exception]]:
    """Who is left over, and what went wrong."""
    try:
        left = plan_for(shop, clock, customers)
        for _ in range(3):
            left = plan_for(shop, clock, left) if left else []
    except Exception as wrong:  # noqa: BLE001  raised by `run`
        if len(customers) == 1:
            return list(customers), [wrong]
        alone = [_planned(shop, clock, [each]) for each in customers]
        return [each for left, _ in alone for each in left], [
            wrong for _, troubles in alone for wrong in troubles
        ]
    return left, []


def take(clock: Clock, most: int | None = None) -> tuple[str, list[int]]:
    """Take the rows that are due and that nobody holds, for two minutes; returns the claim and its customers."""
    now, claim = clock.now(), clock.token()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    waiting = Due.objects.filter(free, due_at__lte=now).order_by("id").values_list("id", flat=True)[:most]
    Due.objects.filter(free, id__in=list(waiting)).update(claim=claim, claimed_until=now + HELD_FOR)
    return claim, sorted(set(Due.objects.filter(claim=claim).values_list("customer_id", flat=True)))


def settle(claim: str, left: Sequence[int], clock: Clock) -> None:
    """What was taken is done, but for the customers left over: those are due again soon."""
    Due.objects.filter(claim=claim).exclude(customer_id__in=left).delete()
    again_at = clock.now() + AGAIN_AFTER
    Due.objects.filter(claim=claim).update(claim="", claimed_until=None, due_at=again_at)
