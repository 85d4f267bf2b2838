"""What was decided on a day: the numbers of its plans by reason and program, and who hears from us."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from regulars.engine.models import Plan, Verdict
from regulars.office import charts, words
from regulars.office.people import Customer, summed

SENT, TOLD = "sent", "already_said"
WINNERS_SHOWN = 12


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
    """A day's decisions: what is sent, what had been told before, and where silence was better."""

    day: date
    sent: int
    told: int
    silent: int
    lines: list[Line]
    programs: list[OfProgram]
    errors: dict[str, str]

    @property
    def proposed(self) -> int:
        """All candidates of the day."""
        return self.sent + self.told + self.silent


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


def _summed_up(day: date, counts: dict[str, Counter[str]], errors: dict[str, str]) -> Decided:
    became = sum(counts.values(), Counter[str]())
    sent, told = became.pop(SENT, 0), became.pop(TOLD, 0)
    most = max([sent, told, *became.values()], default=0)
    shown = [
        ("will be sent", sent, "mail"),
        *((words.told_reason(key), n, "silence") for key, n in became.most_common()),
    ]
    shown += [(words.told_reason(TOLD), told, "before")] if told else []
    return Decided(
        day=day,
        sent=sent,
        told=told,
        silent=became.total(),
        lines=[Line(says, number, charts.bar(number, most, sort)) for says, number, sort in shown],
        programs=[
            _of_program(key, of) for key, of in sorted(counts.items(), key=lambda each: -each[1].total())
        ],
        errors=errors,
    )


def _of_program(key: str, became: Counter[str]) -> OfProgram:
    refused = Counter({reason: n for reason, n in became.items() if reason != SENT})
    mostly = words.told_reason(refused.most_common(1)[0][0]) if refused else ""
    return OfProgram(key, words.program_title(key), became.total(), became[SENT], mostly)
