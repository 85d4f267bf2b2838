"""Permissions that an export claims. They are unproven, and never override a withdrawal (Foundation 9)."""

from collections.abc import Collection, Iterator

from regulars.facts.kinds import ConsentRecorded
from regulars.intake.order_facts import OrderFacts
from regulars.intake.orders import Order, Orders


def consents(orders: Orders, facts: OrderFacts, permitted: Collection[int]) -> Iterator[ConsentRecorded]:
    """What each mailbox's latest order says: yes is an imported permission, no takes back one of `permitted`, imported before."""
    latest = {facts.mailboxes[address]: order for order in orders.in_order() if (address := said_by(order))}
    for box, order in latest.items():
        if order.marketing or box in permitted:
            yield _consent(box, order, facts, "import" if order.marketing else "withdraw")


def said_by(order: Order) -> str:
    """The address an order speaks for, empty when it says nothing of advertising."""
    return dict(order.names).get("mailbox", "") if order.marketing is not None else ""


def _consent(box: int, order: Order, facts: OrderFacts, action: str) -> ConsentRecorded:
    return ConsentRecorded(
        source=facts.source,
        key=facts.key(order.ref),
        at=order.at,
        storefront=facts.storefront.key,
        customer_id=facts.customer(order.names, order.at),
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
