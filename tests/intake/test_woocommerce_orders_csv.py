"""The usual WooCommerce exports: one row an item, the order's own columns repeated."""

import pytest

from regulars.facts.kinds import MailboxUsed, OrderLine, OrderPlaced, OrderStep, PostalAddressUsed, RefundPaid
from regulars.facts.models import Person
from regulars.facts.postal import written_of
from regulars.kernel.postal import Postal
from tests.intake.exports import at, facts, imported, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]

HEADER = (
    '"Order Number","Order Status","Order Date","Customer Note","First Name (Billing)","Last Name (Billing)","Country Code (Billing)",'
    '"Email (Billing)","Cart Discount Amount","Order Subtotal Amount","Order Shipping Amount","Order Refund Amount","Order Total Amount",'
    '"Order Total Tax Amount",SKU,"Item #","Item Name","Quantity (- Refund)","Item Cost"\n'
)
ROWS = (
    "701,Completed,2025-07-01 14:05,,Ana,Áder,AT,ana@example.test,2.00,32.00,5.00,0.00,42.00,7.00,TEA,1,Green tea,2,10.00\n"
    "701,Completed,2025-07-01 14:05,,Ana,Áder,AT,ana@example.test,2.00,32.00,5.00,0.00,42.00,7.00,POT,2,Teapot,1,12.00\n"
    "702,Cancelled,2025-07-02 14:05,,Ana,Áder,AT,ana@example.test,0.00,8.00,0.00,8.00,8.00,0.00,CUP,1,Cup,1,8.00\n"
)


def test_orders_lines_people_and_steps(tmp_path):
    done = imported(written(tmp_path, HEADER + ROWS), currency="EUR")
    assert facts(
        OrderPlaced,
        "order_ref",
        "at",
        "currency",
        "total_minor",
        "shipping_minor",
        "tax_minor",
        "discount_minor",
    ) == [
        ("701", at(2025, 7, 1, 13, 5), "EUR", 4200, 500, 700, 200),
        ("702", at(2025, 7, 2, 13, 5), "EUR", 800, 0, 0, 0),
    ]
    # The prices are without tax, so no line holds any.
    assert sorted(
        facts(OrderLine, "order_ref", "variant", "title", "quantity", "total_minor", "tax_minor")
    ) == [
        ("701", "POT", "Teapot", 1, 1200, 0),
        ("701", "TEA", "Green tea", 2, 2000, 0),
        ("702", "CUP", "Cup", 1, 800, 0),
    ]
    assert facts(OrderStep, "order_ref", "step") == [("702", "cancelled")]
    assert facts(RefundPaid, "order_ref", "total_minor") == [("702", 800)]
    assert len(facts(MailboxUsed, "mailbox_id")) == 1
    assert Person.objects.get().name == "Ana Áder"
    assert done.layout.source == "import-woocommerce"
    assert imported(written(tmp_path, HEADER + ROWS), currency="EUR").tally.new == 0


def test_the_billing_address_is_where_letters_go(tmp_path):
    columns = '"Company (Billing)","Address 1&2 (Billing)","City (Billing)","State Code (Billing)","Postcode (Billing)"'
    head, *rows = (HEADER + ROWS).splitlines()
    moved = [",Am Ring 3,Wien,,1010", ",Am Ring 3,Wien,,1010", "Áder OG,Kai 4,Linz,,4020"]
    table = "\n".join([f"{head},{columns}", *(f"{row},{more}" for row, more in zip(rows, moved, strict=True)), ""])  # fmt: skip
    imported(written(tmp_path, table), currency="EUR")
    assert [written_of(number) for (number,) in facts(PostalAddressUsed, "postal_id")] == [
        Postal(name="Ana Áder", street="Am Ring 3", city="Wien", postcode="1010", country="AT"),
        Postal(name="Ana Áder", company="Áder OG", street="Kai 4", city="Linz", postcode="4020", country="AT"),
    ]  # fmt: skip
