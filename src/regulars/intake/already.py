"""What an earlier import recorded of the same orders."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import connection

from regulars.facts.kinds import ConsentRecorded, Fact, LineReturned, OrderLine, OrderPlaced, RefundPaid
from regulars.facts.models import MODEL_OF, facts_of
from regulars.intake.returns import Shelf, Thing, put

AT_ONCE = 5_000
T = TypeVar("T")


class Already:
    """Looks up facts of one source and storefront."""

    def __init__(self, source: str, storefront: str) -> None:
        self.mine = {"source": source, "storefront": storefront}
        self.storefront = storefront
        self.anything = facts_of(OrderLine).filter(storefront=storefront).exists()

    def keys(self, kind: type[Fact], asked: Collection[str]) -> set[str]:
        """Which of the asked keys are recorded. Half a million are asked for at times, too many for Django to take one by one."""
        found: set[str] = set()
        quote = connection.ops.quote_name
        table, key = quote(MODEL_OF[kind]._meta.db_table), quote("key")
        with connection.cursor() as cursor:
            for part in _parts(asked):
                places = ", ".join(["%s"] * len(part))
                sql = f"SELECT {key} FROM {table} WHERE source = %s AND {key} IN ({places})"  # noqa: S608
                cursor.execute(sql, [self.mine["source"], *part])
                found.update(recorded for (recorded,) in cursor.fetchall())
        return found

    def orders(self, asked: Collection[str]) -> set[str]:
        """Which of the asked orders are recorded."""
        prefix = f"{self.storefront}/"
        return {key.removeprefix(prefix) for key in self.keys(OrderPlaced, [prefix + ref for ref in asked])}

    def shelf(self, wanted: Collection[Thing], placed: dict[str, datetime]) -> Shelf:
        """What these customers bought of these things, from whatever source, less what came back; `placed` tells when where it can."""
        rows = list(self._bought(wanted))
        at = self._placed({ref for _, _, ref, _ in rows} - placed.keys()) | placed
        shelf: Shelf = {}
        for customer_id, variant, ref, quantity in rows:
            if ref in at:
                put(shelf, (customer_id, variant), at[ref], ref, quantity)
        return shelf

    def _bought(self, wanted: Collection[Thing]) -> Iterator[tuple[int, str, str, int]]:
        things = {variant for _, variant in wanted}
        for kind, sign in ((OrderLine, 1), (LineReturned, -1)):
            for part in _parts({customer_id for customer_id, _ in wanted}):
                rows = facts_of(kind).filter(
                    storefront=self.storefront, customer_id__in=part, order_ref__isnull=False
                )
                for variants in _parts(things):
                    found = rows.filter(variant__in=variants).values_list(
                        "customer_id", "variant", "order_ref", "quantity"
                    )
                    yield from ((*row[:3], sign * row[3]) for row in found if row[:2] in wanted)

    def _placed(self, refs: Collection[str]) -> dict[str, datetime]:
        rows = facts_of(OrderPlaced).filter(storefront=self.storefront)
        return {
            ref: at
            for part in _parts(refs)
            for ref, at in rows.filter(order_ref__in=part).values_list("order_ref", "at")
        }

    def refunded(self, asked: Collection[str]) -> dict[str, int]:
        """How much of each order was paid back, in minor units."""
        paid: dict[str, int] = {}
        for part in _parts(asked):
            rows = facts_of(RefundPaid).filter(**self.mine, order_ref__in=part)
            for ref, minor in rows.values_list("order_ref", "total_minor"):
                paid[ref] = paid.get(ref, 0) + minor
        return paid

    def permitted(self, asked: Collection[int]) -> set[int]:
        """Which of these mailboxes an import said yes for, proven or not."""
        rows = facts_of(ConsentRecorded).filter(**self.mine, action__in=("import", "claim"))
        return {
            box
            for part in _parts(asked)
            for box in rows.filter(mailbox_id__in=part).values_list("mailbox_id", flat=True)
        }


def _parts(values: Iterable[T]) -> Iterator[list[T]]:
    left = iter(values)
    while part := list(islice(left, AT_ONCE)):
        yield part
