"""What an earlier import recorded of the same orders."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from regulars.facts.kinds import ConsentRecorded, Fact, LineReturned, OrderLine, OrderPlaced, RefundPaid
from regulars.facts.models import MODEL_OF
from regulars.intake.returns import Shelf, Thing, put

AT_ONCE = 5_000
FEW = 50_000


class Already:
    """Looks up facts of one source and storefront."""

    def __init__(self, source: str, storefront: str) -> None:
        self.mine = {"source": source, "storefront": storefront}
        self.storefront = storefront

    def keys(self, kind: type[Fact], asked: Collection[str]) -> set[str]:
        """Which of the asked keys are recorded: a few are asked for one by one, many by reading all there are."""
        rows = MODEL_OF[kind]._default_manager.filter(**self.mine)
        if len(asked) > FEW:
            return (
                set(asked) & set(rows.values_list("key", flat=True).iterator(chunk_size=AT_ONCE))
                if rows.exists()
                else set()
            )
        return {
            key for part in _parts(asked) for key in rows.filter(key__in=part).values_list("key", flat=True)
        }

    def orders(self, asked: Collection[str]) -> set[str]:
        """Which of the asked orders are recorded."""
        prefix = f"{self.storefront}/"
        return {key.removeprefix(prefix) for key in self.keys(OrderPlaced, [prefix + ref for ref in asked])}

    def shelf(self, wanted: Collection[Thing]) -> Shelf:
        """What these customers bought of these things before, from whatever source, less what came back."""
        shelf: Shelf = {}
        for kind, sign in ((OrderLine, 1), (LineReturned, -1)):
            for part in _parts({customer_id for customer_id, _ in wanted}):
                rows = MODEL_OF[kind]._default_manager.filter(
                    storefront=self.storefront, customer_id__in=part, order_ref__isnull=False
                )
                for customer_id, variant, at, ref, quantity in rows.values_list(
                    "customer_id", "variant", "at", "order_ref", "quantity"
                ):
                    if (customer_id, variant) in wanted:
                        put(shelf, (customer_id, variant), at, ref, sign * quantity)
        return shelf

    def refunded(self, asked: Collection[str]) -> dict[str, int]:
        """How much of each order was paid back, in minor units."""
        paid: dict[str, int] = {}
        for part in _parts(asked):
            rows = MODEL_OF[RefundPaid]._default_manager.filter(**self.mine, order_ref__in=part)
            for ref, minor in rows.values_list("order_ref", "total_minor"):
                paid[ref] = paid.get(ref, 0) + minor
        return paid

    def permitted(self, asked: Collection[int]) -> set[int]:
        """Which of these mailboxes an import gave permission for."""
        rows = MODEL_OF[ConsentRecorded]._default_manager.filter(**self.mine, action="import")
        return {
            box
            for part in _parts(asked)
            for box in rows.filter(mailbox_id__in=part).values_list("mailbox_id", flat=True)
        }


def _parts(values: Iterable[object]) -> Iterator[list[object]]:
    left = iter(values)
    while part := list(islice(left, AT_ONCE)):
        yield part
