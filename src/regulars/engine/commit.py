"""Commits decisions, one customer at a time: nobody is decided for twice on the same knowledge (Foundation 6)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Max

from regulars.delivery import outbox
from regulars.delivery.message import Message
from regulars.engine.models import Plan, Verdict
from regulars.engine.planning import because, reason_values
from regulars.engine.shop import Shop
from regulars.facts.kinds import MessageDecided
from regulars.facts.models import PlanVersion, facts_of
from regulars.kernel.clock import Clock
from regulars.kernel.language import pick
from regulars.kernel.purposes import SERVICE
from regulars.kernel.quiet import zone_for

CUSTOMERS_A_TRANSACTION = 100


@dataclass
class Committed:
    """How many customers were decided for, and whom somebody else decided for meanwhile."""

    customers: int = 0
    overtaken: list[int] = field(default_factory=list)


def versions(customers: Sequence[int] | None) -> dict[int, int]:
    """Each customer's plan version; to be read before the facts are."""
    rows = (
        PlanVersion.objects.all()
        if customers is None
        else PlanVersion.objects.filter(customer_id__in=customers)
    )
    return dict(rows.values_list("customer_id", "version"))


def latest_moment(clock: Clock, customers: Sequence[int] | None) -> datetime:
    """Now, or when something was last decided for these customers if another machine's clock runs ahead: a plan must see every decision
    before it. To be asked after `versions`.
    """
    decided = facts_of(MessageDecided)
    if customers is not None:
        decided = decided.filter(customer_id__in=customers)
    last: datetime | None = decided.aggregate(last=Max("recorded_at"))["last"]
    return max(clock.now(), last) if last else clock.now()


def commit(
    rows: Iterable[dict[str, Any]], plan: Plan, known: dict[int, int], shop: Shop, clock: Clock
) -> Committed:
    """Commit verdict rows (sorted by customer): winners go to the outbox, all are kept. The version read before must still be the one in force."""
    done = Committed()
    people = groupby(rows, key=lambda row: int(row["customer_id"]))
    for batch in _batches((customer_id, list(verdicts)) for customer_id, verdicts in people):
        with transaction.atomic():
            for customer_id, verdicts in batch:
                if _decided(verdicts, known.get(customer_id, 0), plan, shop, clock):
                    done.customers += 1
                else:
                    done.overtaken.append(customer_id)
    return done


def intent_of(row: dict[str, Any]) -> str:
    """The name of a message for ever: who is told what on which occasion."""
    said = (row["storefront"], row["program"], row["about"], str(row["customer_id"]), row["occasion"])
    return sha256("\0".join(said).encode()).hexdigest()[:32]


def _decided(verdicts: list[dict[str, Any]], version: int, plan: Plan, shop: Shop, clock: Clock) -> bool:
    try:
        with transaction.atomic():
            if not _claim(verdicts[0]["customer_id"], version):
                return False
            _keep(verdicts, plan, shop, clock)
            return True
    except outbox.AlreadySaid:
        return False


def _claim(customer_id: int, version: int) -> bool:
    if version == 0:
        PlanVersion.objects.bulk_create([PlanVersion(customer_id=customer_id)], ignore_conflicts=True)
    return (
        PlanVersion.objects.filter(customer_id=customer_id, version=version).update(version=version + 1) == 1
    )


def _keep(verdicts: list[dict[str, Any]], plan: Plan, shop: Shop, clock: Clock) -> None:
    kept = []
    for row in verdicts:
        intent = None
        if row["verdict"] == "send":
            intent = intent_of(row)
            outbox.accept(_message(row, intent, plan, shop), clock)
        kept.append(_verdict(row, intent, plan))
    Verdict.objects.bulk_create(kept)


def _message(row: dict[str, Any], intent: str, plan: Plan, shop: Shop) -> Message:
    store = shop.storefronts[row["storefront"]]
    marketing = row["nature"] == "marketing"
    zone = zone_for(row["zone"], row["country"], store.zone)
    return Message(
        intent=intent,
        customer_id=row["customer_id"],
        channel=row["channel"],
        mailbox_id=row["mailbox_id"],
        storefront=store.key,
        language=pick(row["language"], store.language),
        values=because(row),
        worth_minor=round(row["worth_minor"] or 0),
        currency=row["currency"],
        decided_at=plan.as_of,
        send_after=shop.quiet.next_allowed(plan.as_of, zone) if marketing else plan.as_of,
        expires_at=plan.as_of + timedelta(days=row["keeps_days"]),
        plan_id=plan.id,
        purpose=row["purpose"] if marketing else SERVICE,
        **{name: row[name] for name in ("program", "topic", "nature", "about", "occasion")},
    )


def _verdict(row: dict[str, Any], intent: str | None, plan: Plan) -> Verdict:
    same = (
        "customer_id",
        "storefront",
        "program",
        "about",
        "occasion",
        "verdict",
        "reason_key",
        "worth_minor",
        "currency",
    )
    return Verdict(
        plan=plan,
        reason_values=reason_values(row),
        because=because(row),
        decided_at=plan.as_of,
        local_date=plan.local_date,
        intent=intent,
        **{name: row[name] for name in same},
    )


def _batches(
    people: Iterable[tuple[int, list[dict[str, Any]]]],
) -> Iterator[list[tuple[int, list[dict[str, Any]]]]]:
    batch = []
    for person in people:
        batch.append(person)
        if len(batch) == CUSTOMERS_A_TRANSACTION:
            yield batch
            batch = []
    if batch:
        yield batch
