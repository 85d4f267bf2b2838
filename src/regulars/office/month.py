"""The last month at a glance: mails by nature and silences, day by day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString

from regulars.engine.models import Plan
from regulars.office import charts, shop, words
from regulars.office.decided import SENT, TOLD

DAYS_SHOWN = 30


@dataclass(frozen=True)
class Month:
    """The last thirty days: mails by nature and silences, a chart each, and their sums."""

    mails: SafeString
    silences: SafeString
    service: int
    marketing: int
    silent: int
    most_mails: int
    most_silences: int
    first: date
    last: date


def month(last: date) -> Month:
    """The thirty days up to `last`."""
    days = [last - timedelta(days=n) for n in range(DAYS_SHOWN - 1, -1, -1)]
    service, marketing, silent = Counter[date](), Counter[date](), Counter[date]()
    plans = Plan.objects.filter(kind__in=("day", "moment"), local_date__gte=days[0], local_date__lte=last)
    for day, counts in plans.values_list("local_date", "counts"):
        for program, became in counts.items():
            mails = service if _is_service(program) else marketing
            mails[day] += became.get(SENT, 0)
            silent[day] += sum(number for key, number in became.items() if key not in (SENT, TOLD))
    return _drawn(days, service, marketing, silent)


def _is_service(key: str) -> bool:
    found = words.loaded(key)
    return bool(found and found.program and found.program.nature == "service")


def _drawn(
    days: list[date], service: Counter[date], marketing: Counter[date], silent: Counter[date]
) -> Month:
    mails = [
        charts.Column(
            f"{shop.told_day(day)}: {service[day]} service, {marketing[day]} offers",
            (("service", service[day]), ("mail", marketing[day])),
        )
        for day in days
    ]
    silences = [
        charts.Column(f"{shop.told_day(day)}: {silent[day]} silences", (("silence", silent[day]),))
        for day in days
    ]
    totals: dict[str, Any] = {
        "service": service.total(),
        "marketing": marketing.total(),
        "silent": silent.total(),
    }
    return Month(
        mails=charts.columns(
            mails,
            f"Mails a day over {len(days)} days: {totals['service']} service mails and {totals['marketing']} offers.",
        ),
        silences=charts.columns(silences, f"Silences a day over {len(days)} days: {totals['silent']}."),
        most_mails=max(column.total for column in mails),
        most_silences=max(column.total for column in silences),
        first=days[0],
        last=days[-1],
        **totals,
    )
