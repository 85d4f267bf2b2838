"""What was decided: the numbers of a day's plans by reason and program, its winners, and the last month at a glance."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString

from regulars.engine.models import Plan, Verdict
from regulars.office import charts, shop, words
from regulars.office.people import Customer, summed

SENT = "sent"
WINNERS_SHOWN = 12
DAYS_SHOWN = 30


@dataclass(frozen=True)
class Line:
    """One bar: what it counts, how many, and the bar itself."""

    says: str
    number: int
    bar: SafeString


@dataclass(frozen=True)
class OfProgram:
    """What became of a program's proposals that day."""

    key: str
    title: str
    proposed: int
    sent: int
    mostly: str


@dataclass(frozen=True)
class Winner:
    """A message that was decided on, to whom, and why."""

    verdict: Verdict
    customer: Customer
    title: str
    because: str


@dataclass(frozen=True)
class Decided:
    """A day's decisions."""

    day: date
    sent: int
    refused: int
    lines: list[Line]
    programs: list[OfProgram]
    errors: dict[str, str]

    @property
    def proposed(self) -> int:
        """All candidates of the day."""
        return self.sent + self.refused


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


def decided() -> Decided | None:
    """The last day on which anything was decided; None before the first."""
    plans = Plan.objects.exclude(kind="dry").exclude(finished_at=None)
    day = plans.order_by("-local_date").values_list("local_date", flat=True).first()
    if day is None:
        return None
    counts: dict[str, Counter[str]] = {}
    errors: dict[str, str] = {}
    for plan_counts, plan_errors in (
        plans.filter(local_date=day).order_by("started_at").values_list("counts", "errors")
    ):
        errors |= plan_errors
        for program, became in plan_counts.items():
            counts.setdefault(program, Counter()).update(became)
    return _summed_up(day, counts, errors)


def winners(day: date) -> list[Winner]:
    """The latest messages decided on that day."""
    rows = list(
        Verdict.objects.filter(verdict="send", local_date=day).order_by("-decided_at", "-id")[:WINNERS_SHOWN]
    )
    people = {each.customer_id: each for each in summed(list({row.customer_id for row in rows}))}
    return [
        Winner(
            row,
            people[row.customer_id],
            words.program_title(row.program),
            words.told_because(row.program, row.because),
        )
        for row in rows
    ]


def month(last: date) -> Month:
    """The thirty days up to `last`."""
    days = [last - timedelta(days=n) for n in range(DAYS_SHOWN - 1, -1, -1)]
    service, marketing, silent = Counter[date](), Counter[date](), Counter[date]()
    plans = Plan.objects.filter(kind__in=("day", "moment"), local_date__gte=days[0], local_date__lte=last)
    for day, counts in plans.values_list("local_date", "counts"):
        for program, became in counts.items():
            mails = service if _is_service(program) else marketing
            mails[day] += became.get(SENT, 0)
            silent[day] += sum(became.values()) - became.get(SENT, 0)
    return _drawn(days, service, marketing, silent)


def _summed_up(day: date, counts: dict[str, Counter[str]], errors: dict[str, str]) -> Decided:
    became = sum(counts.values(), Counter[str]())
    sent = became.pop(SENT, 0)
    most = max([sent, *became.values()], default=0)
    lines = [
        Line(words.told_reason(key), n, charts.bar(n, most, "silence")) for key, n in became.most_common()
    ]
    return Decided(
        day=day,
        sent=sent,
        refused=became.total(),
        lines=[Line("will be sent", sent, charts.bar(sent, most, "mail")), *lines],
        programs=[
            _of_program(key, of) for key, of in sorted(counts.items(), key=lambda each: -each[1].total())
        ],
        errors=errors,
    )


def _of_program(key: str, became: Counter[str]) -> OfProgram:
    refused = Counter({reason: n for reason, n in became.items() if reason != SENT})
    mostly = words.told_reason(refused.most_common(1)[0][0]) if refused else ""
    return OfProgram(key, words.program_title(key), became.total(), became[SENT], mostly)


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
