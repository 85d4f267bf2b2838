"""What a program would say and to whom, with settings nobody saved yet: planned for real, and nothing is committed."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from liquid.exceptions import LiquidError

from regulars.delivery.render import Rendered, preview
from regulars.delivery.words import NoWords
from regulars.engine import compile as sql
from regulars.engine import silence
from regulars.engine.models import Verdict
from regulars.engine.planning import Planning, because, planning, reason_values
from regulars.engine.shop import shop as configured
from regulars.facts.kinds import CustomerKnown
from regulars.facts.models import facts_of
from regulars.office import people, shop, words
from regulars.programs.base import CANDIDATE, Program

PICKED = 8
LATELY = timedelta(days=30)


class CannotPropose(Exception):
    """The program's audience cannot be worked out; the message says why."""


@dataclass(frozen=True)
class Rehearsed:
    """What a customer would get now: the mail, or why not. `certain` when they would really get it today."""

    customer: people.Customer
    certain: bool
    sentence: str
    values: dict[str, Any] | None = None
    mail: Rendered | None = None
    no_words: str = ""


@dataclass(frozen=True)
class Reach:
    """How many a program would write to now, and how many it would propose in vain, by reason."""

    sent: int
    refused: list[tuple[str, int]] = field(default_factory=list)
    some: list[people.Customer] = field(default_factory=list)

    @property
    def proposed(self) -> int:
        """All candidates."""
        return self.sent + sum(number for _, number in self.refused)


def rehearse(program: Program, customer: people.Customer) -> Rehearsed:
    """The program as set, for one customer, now. Raises CannotPropose."""
    certain, sentence, values = _considered(program, customer.customer_id)
    if values is None:
        return Rehearsed(customer, certain, sentence)
    try:
        mail = preview(
            program.key,
            _language(customer),
            values,
            customer_name=customer.name,
            storefront=customer.storefront or None,
        )
    except (NoWords, LiquidError) as wrong:
        return Rehearsed(customer, certain, sentence, values, no_words=str(wrong))
    return Rehearsed(customer, certain, sentence, values, mail)


def reach(program: Program) -> Reach:
    """How many would get it now, were it the only program, and some of them. Raises CannotPropose."""
    now = shop.now()
    with planning(configured(), now, now, only=program) as plan:
        _whole(plan, program)
        became = plan.counts().get(program.key, {})
        some = plan.asked(
            "SELECT DISTINCT customer_id FROM judged WHERE verdict = 'send' ORDER BY customer_id LIMIT 8"
        )
    refused = [(words.told_reason(key), number) for key, number in became.items() if key != "sent"]
    return Reach(
        became.get("sent", 0),
        sorted(refused, key=lambda each: -each[1]),
        people.summed([row["customer_id"] for row in some]),
    )


def picked(program: Program) -> list[people.Customer]:
    """Customers to look at it with: who heard from it lately, and who ordered last."""
    lately = Verdict.objects.filter(
        verdict="send", decided_at__gt=shop.now() - LATELY, program=program.key
    ).order_by("-decided_at")
    ids = [*lately.values_list("customer_id", flat=True)[:PICKED], *people.lately(None, PICKED)[0]]
    return people.summed(list(dict.fromkeys(ids))[:PICKED])


def _considered(program: Program, customer_id: int) -> tuple[bool, str, dict[str, Any] | None]:
    """Whether they would get it, why or why not, and the values of its words where there are any."""
    now = shop.now()
    with planning(configured(), now, now, customers=[customer_id], only=program) as plan:
        _whole(plan, program)
        for row in plan.rows():
            said = because(row)
            if row["verdict"] == "send":
                return True, words.told_because(program.key, said), said
            return False, words.told_refusal(row["reason_key"], reason_values(row)), said
        for row in plan.asked(f"SELECT to_json(one) AS considered FROM ({sql.nearest(program)[0]}) AS one"):  # noqa: S608
            said = json.loads(row["considered"])
            key = said.pop("unmet_key")
            return (
                False,
                words.told_unmet(program.key, key, said),
                {name: value for name, value in said.items() if name not in CANDIDATE},
            )
        if unseen := silence.unseen(plan.con, configured(), program, customer_id, words.LANGUAGE):
            return False, unseen, None
    return False, "This program has nothing to say to them.", None


def _whole(plan: Planning, program: Program) -> None:
    if error := plan.errors.get(program.key):
        raise CannotPropose(error)


def _language(customer: people.Customer) -> str:
    known = (
        facts_of(CustomerKnown)
        .filter(customer_id=customer.customer_id, language__isnull=False)
        .order_by("-at", "-id")
    )
    spoken = known.values_list("language", flat=True).first()
    return spoken or shop.front(customer.storefront).language
