"""The day: facts to the lake, what they mean for everybody, what is proposed, what is decided, handed over."""

from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from regulars.engine import moment, population
from regulars.engine.commit import commit, latest_moment, versions
from regulars.engine.models import Plan
from regulars.engine.planning import planning
from regulars.engine.shop import Shop
from regulars.engine.took import Took
from regulars.facts import lake
from regulars.kernel.clock import Clock

DAY_AT = time(4)
HELD_FOR = timedelta(hours=2)
WORTH_A_COPY = 100_000
"""So many new facts are copied to the lake at once; fewer are read from the database as they are."""


def run_if_due(shop: Shop, clock: Clock) -> Plan | None:
    """Plan the storefront's day if it has begun and nobody has planned it or is about to."""
    now = clock.now()
    today = shop.first.local_date(now)
    if now < _begins(shop, today):
        return None
    plan = _hold(clock, today)
    return _carry_out(plan, shop, clock) if plan else None


def is_quick(shop: Shop) -> bool:
    """Whether a day takes no longer than a moment: at a shop so small that its facts were never copied to the lake."""
    return lake.Manifest.read(shop.lake).version == 0


def rehearse(shop: Shop, clock: Clock, as_of: datetime) -> Plan:
    """A dry run: the plan for everybody as of a time, kept apart; nobody hears of it."""
    now = clock.now()
    plan = Plan(
        id=clock.token()[:12],
        kind="dry",
        local_date=shop.first.local_date(as_of),
        as_of=as_of,
        known_at=now,
        started_at=now,
    )
    plan.lake_version = lake.copy(shop.lake, shop.database, at_least=WORTH_A_COPY).version
    took = Took(clock)
    with planning(shop, as_of, now, learn="anew", took=took) as worked_out:
        path = shop.home / "plans" / f"{plan.id}.parquet"
        worked_out.write(path)
        plan.place, plan.counts, plan.errors = f"plans/{path.name}", worked_out.counts(), worked_out.errors
    plan.finished_at, plan.took = clock.now(), took.seconds
    plan.save(force_insert=True)
    return plan


def _carry_out(plan: Plan, shop: Shop, clock: Clock) -> Plan:
    plan.lake_version = lake.copy(shop.lake, shop.database, at_least=WORTH_A_COPY).version
    due = moment.take(clock)[0] if is_quick(shop) else ""
    known = versions(None)
    plan.as_of = plan.known_at = latest_moment(clock, None)
    took = Took(clock)
    with planning(shop, plan.as_of, plan.known_at, learn="anew", took=took) as worked_out:
        population.store(worked_out.con, shop.population, plan.id, plan.as_of)
        path = shop.home / "verdicts" / plan.local_date.isoformat() / f"{plan.id}.parquet"
        worked_out.write(path)
        plan.place = str(path.relative_to(shop.home))
        plan.counts, plan.errors = worked_out.counts(), worked_out.errors
        winners = worked_out.rows("verdict = 'send'")
    plan.save()
    with took("write"):
        left = commit(winners, plan, known, shop, clock).overtaken
    if left:
        left = moment.plan_for(shop, clock, left)
    if due:
        moment.settle(due, left, clock)
    plan.finished_at, plan.took = clock.now(), took.seconds
    plan.save(update_fields=["finished_at", "took"])
    return plan


def _hold(clock: Clock, today: date) -> Plan | None:
    """Make the day's row ours: a new one, or one whose holder seems to have died."""
    now = clock.now()
    made = Plan.objects.filter(kind="day", local_date=today).first()
    if made and (made.finished_at or (made.held_until and made.held_until >= now)):
        return None
    fresh = {"as_of": now, "known_at": now, "started_at": now, "held_until": now + HELD_FOR}
    try:
        with transaction.atomic():
            return Plan.objects.create(id=clock.token(), kind="day", local_date=today, **fresh)
    except IntegrityError:
        abandoned = Plan.objects.filter(Q(held_until__lt=now), kind="day", local_date=today, finished_at=None)
        return Plan.objects.get(kind="day", local_date=today) if abandoned.update(**fresh) else None


def _begins(shop: Shop, today: date) -> datetime:
    return shop.first.localise(datetime.combine(today, DAY_AT))
