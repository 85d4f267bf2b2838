"""How often links of offers were followed, by people and by machines."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from regulars.facts.kinds import LinkFollowed
from regulars.facts.models import facts_of

A_PERSON = Q(sign="")


@dataclass(frozen=True)
class Followed:
    """Messages in which a link was followed; without a name each counts once a day."""

    people: int = 0
    machines: int = 0


def by_program(since: datetime) -> dict[str, Followed]:
    """What was followed since then."""
    rows = facts_of(LinkFollowed).filter(at__gt=since).values("program").order_by()
    counted = rows.annotate(people=Count("id", filter=A_PERSON), machines=Count("id", filter=~A_PERSON))
    return {row["program"]: Followed(row["people"], row["machines"]) for row in counted}


def altogether(since: datetime) -> Followed:
    """The same for all programs."""
    each = by_program(since).values()
    return Followed(sum(one.people for one in each), sum(one.machines for one in each))
