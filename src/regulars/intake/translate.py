"""Waiting deliveries become facts. What cannot be translated is parked with one sentence that says why, and can be tried again."""

import logging
from collections.abc import Callable

from django.db import OperationalError, transaction

from regulars.facts.models import RawDelivery
from regulars.facts.record import FromTheFuture, record
from regulars.intake import came_back, mail_event, mail_events
from regulars.intake.document import CannotTranslate, Document
from regulars.intake.order_customer import people_facts
from regulars.intake.orders_json import OrderDocument
from regulars.kernel.clock import Clock

log = logging.getLogger(__name__)
WAITING, TRANSLATED, PARKED = "waiting", "translated", "parked"
AT_ONCE = 50


def waiting(clock: Clock, limit: int = 500) -> int:
    """Translate up to `limit` waiting deliveries in the order they came; returns how many were looked at."""
    looked_at = 0
    while looked_at < limit:
        with transaction.atomic():
            held = RawDelivery.objects.select_for_update(skip_locked=True).filter(state=WAITING)
            batch = list(held.order_by("id")[: min(AT_ONCE, limit - looked_at)])
            for delivery in batch:
                _translate(delivery, clock)
        looked_at += len(batch)
        if not batch:
            break
    return looked_at


def replay(delivery_id: int, clock: Clock) -> str:
    """Translate a delivery again, e.g. a parked one after the cause was mended; returns its state."""
    with transaction.atomic():
        delivery = RawDelivery.objects.select_for_update().get(id=delivery_id)
        _translate(delivery, clock)
    return delivery.state


def _translate(delivery: RawDelivery, clock: Clock) -> None:
    try:
        with transaction.atomic():
            FORMATS[delivery.source](delivery, clock)
        delivery.state, delivery.error = TRANSLATED, ""
    except (CannotTranslate, FromTheFuture) as wrong:
        delivery.state, delivery.error = PARKED, str(wrong)
    except OperationalError:
        raise  # the database is busy or gone: the delivery is not to blame, and waits
    except Exception as wrong:
        log.exception("delivery %s could not be translated", delivery.pk)
        delivery.state, delivery.error = PARKED, f"an error of ours: {type(wrong).__name__}"
    delivery.save(update_fields=["state", "error", "storefront", "customer_id", "body"])


def _order(delivery: RawDelivery, clock: Clock) -> None:
    order = OrderDocument.of(Document.read(bytes(delivery.body)))
    people = people_facts(order, clock)
    delivery.storefront, delivery.customer_id = order.store.key, order.about["customer_id"]
    said = order.said.inner("customer")
    if delivery.customer_id is None and (said.text("id", "") or said.text("email", "")):
        delivery.body = b""  # erased since: the order counts, and nothing of the person is kept
    record([*people, *order.facts()], clock.now())


FORMATS: dict[str, Callable[[RawDelivery, Clock], None]] = {
    "api": _order,
    came_back.SOURCE: came_back.translate,
    **dict.fromkeys(mail_events.names(), mail_event.translate),
}
"""What each source delivers."""
