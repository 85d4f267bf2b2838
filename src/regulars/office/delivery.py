"""Delivery: what waits, what goes out, and how each provider receives it; and the switch that stops it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from regulars.delivery import answered, pace
from regulars.delivery import batch as contract
from regulars.delivery.allowance import plans
from regulars.delivery.answered import Received
from regulars.delivery.models import UNCERTAIN, Outbox
from regulars.delivery.pace import Lane
from regulars.delivery.providers import DOMAINS, EVERYBODY, OTHERS
from regulars.delivery.queue import Queue, queue
from regulars.delivery.warm_up import BOUNDS
from regulars.office import charts, pauses, shop
from regulars.office.staff import staff

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURS_SHOWN = 48
LIMITS = BOUNDS | {"blamed": (Fraction(1, 100), Fraction(5, 100))}
COLUMNS = {
    "deferred": "Put off",
    "bounced": "Came back",
    "blamed": "Refused because of us",
    "complained": "Marked as spam",
}


@dataclass(frozen=True)
class Rate:
    """A share of what was sent in a day, and how it looks: warn from where a sender holds on, bad from where it stops, else nothing."""

    title: str
    says: str
    looks: str
    number: int


@dataclass(frozen=True)
class Row:
    """How mail of a stream fares at a provider. `wait` is the pause that holds for it, if one does."""

    title: str
    waiting: int
    oldest: datetime | None
    last_hour: int
    last_day: int
    rates: list[Rate]
    wait: pauses.Wait | None


@staff
def page(request: HttpRequest) -> HttpResponse:
    """The whole page, or what changes by the moment."""
    now = shop.now()
    shown = _now(now)
    if request.headers.get("HX-Target") == "now":
        return render(request, "office/delivery_now.html", shown)
    every = [(key, pauses.provider(key)) for key in (EVERYBODY, *DOMAINS, OTHERS)]
    return render(request, "office/delivery.html", shown | {"providers": every, "streams": pauses.STREAMS})


@staff
@require_POST
def stopped(request: HttpRequest) -> HttpResponse:
    """Stop a stream to a provider, or to everybody, until somebody lets it go on."""
    nature, name = request.POST.get("nature", ""), request.POST.get("provider", "")
    if nature not in pauses.STREAMS or name not in (EVERYBODY, *DOMAINS, OTHERS):
        messages.error(request, "There is no such stream of mail.")
        return redirect("office:delivery")
    now = shop.now()
    pace.pause((nature, name), pace.Stop("hand", now + pace.BY_HAND), now)
    messages.info(
        request, f"{pauses.lane(nature, name)}: stopped. What is on the wire this second still goes out."
    )
    return redirect("office:delivery")


@staff
@require_POST
def resumed(request: HttpRequest, pause_id: int) -> HttpResponse:
    """End a pause before its time."""
    ended = pace.resume(pause_id, shop.now())
    messages.info(request, "Sending there goes on in a moment." if ended else "That pause is over already.")
    return redirect("office:today" if request.POST.get("from") == "today" else "office:delivery")


def _now(now: datetime) -> dict[str, object]:
    waiting, lasting = queue(now), pauses.waits(now)
    hour, day = answered.since(answered.slot(now - HOUR)), answered.since(answered.slot(now - DAY))
    rows = {
        nature: [_row(lane, waiting, hour, day, lasting) for lane in _lanes(nature, waiting, day)]
        for nature in pauses.STREAMS
    }
    return {
        "now": now,
        "waiting": waiting,
        "oldest": min(waiting.oldest.values(), default=None),
        "last_hour": sum(each.sent for each in hour.values()),
        "uncertain": Outbox.objects.filter(state=UNCERTAIN, doubts__gt=0, dated_at__gt=now - 7 * DAY).count(),
        "streams_shown": [(pauses.STREAMS[nature], lines) for nature, lines in rows.items() if lines],
        "pauses": lasting,
        "plans": [
            (pauses.provider(name), plan, charts.bar(min(plan.sent, plan.allowed), plan.allowed, "mail"))
            for name, plan in plans(now).items()
            if plan.allowed is not None
        ],
        "letters": contract.due(now).count(),
        "plot": _plot(now),
        "hours": HOURS_SHOWN,
        "first": now - (HOURS_SHOWN - 1) * HOUR,
    }


def _lanes(nature: str, waiting: Queue, day: dict[Lane, Received]) -> list[Lane]:
    """Those something happens on, the busiest first, all other providers last."""
    lanes = {lane for lane in (*waiting.counts, *day) if lane[0] == nature}
    busy = {lane: waiting.counts[lane] + day.get(lane, Received()).sent for lane in lanes}
    return sorted(lanes, key=lambda lane: (lane[1] == OTHERS, -busy[lane], lane))


def _row(
    lane: Lane,
    waiting: Queue,
    hour: dict[Lane, Received],
    day: dict[Lane, Received],
    lasting: list[pauses.Wait],
) -> Row:
    (nature, name), lately = lane, day.get(lane, Received())
    wait = next((each for each in lasting if each.lane in ((nature, name), (nature, EVERYBODY))), None)
    return Row(
        pauses.provider(name),
        waiting.counts[lane],
        waiting.oldest.get(lane),
        hour.get(lane, Received()).sent,
        lately.sent,
        [_rate(way, title, lately) for way, title in COLUMNS.items()],
        wait,
    )


def _rate(way: str, title: str, received: Received) -> Rate:
    share, number = received.rate(way), getattr(received, way)
    holds, falls = LIMITS[way]
    looks = "bad" if share >= falls else "warn" if share > holds else ""
    digits = 2 if way == "complained" else 1
    return Rate(title, f"{share:.{digits}%}" if number else "0", looks, number)


def _plot(now: datetime) -> SafeString:
    begins = now - (HOURS_SHOWN - 1) * HOUR
    hours = [Received() for _ in range(HOURS_SHOWN)]
    for at, _, received in answered.slots(begins.replace(minute=0, second=0, microsecond=0)):
        hours[min(int((at - begins.replace(minute=0, second=0, microsecond=0)) / HOUR), HOURS_SHOWN - 1)] += (
            received
        )
    taken = sum(each.accepted for each in hours)
    return charts.columns(
        list(_columns(hours, begins)),
        f"Mails an hour over {HOURS_SHOWN} hours: {taken:,} taken, {sum(each.deferred for each in hours):,} times put off, "
        f"{sum(each.bounced + each.blamed for each in hours):,} refused or come back.",
    )


def _columns(hours: list[Received], begins: datetime) -> Iterator[charts.Column]:
    for number, each in enumerate(hours):
        back = each.bounced + each.blamed
        at = shop.local(begins + number * HOUR)
        says = f"{shop.told_day(at.date())} {at:%H}:00: {each.accepted:,} taken, {each.deferred:,} put off, {back:,} refused or come back"
        yield charts.Column(says, (("mail", each.accepted), ("silence", each.deferred), ("refused", back)))
