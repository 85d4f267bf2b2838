"""Permissions that an export of orders claims. It shows no words, so a yes in it is unproven and allows nothing (STANDARDS C1.5)."""

from collections.abc import Collection, Iterator

from regulars.facts.kinds import ConsentRecorded
from regulars.intake.order_facts import OrderFacts
from regulars.intake.orders import Order, by_time


def consents(facts: OrderFacts, permitted: Collection[int]) -> Iterator[ConsentRecorded]:
    """What each mailbox's latest order says: yes is a claim, no takes back what an import of `permitted` said before."""
    for address, order in sorted(facts.spoken.items(), key=lambda each: by_time(each[1])):
        box = facts.mailboxes[address]
        if order.marketing or box in permitted:
            yield _consent(box, order, facts, "claim" if order.marketing else "withdraw")


def _consent(box: int, order: Order, facts: OrderFacts, action: str) -> ConsentRecorded:
    return ConsentRecorded(
        **facts.about(order),
        mailbox_id=box,
        purpose="marketing",
        channel="email",
        scope=facts.storefront.key,
        action=action,
        ground="consent",
        actor="import",
        form="order export",
        text_hash="",
        text_version="",
        language="",
        controls="",
        page="",
        evidence=order.evidence,
    )
