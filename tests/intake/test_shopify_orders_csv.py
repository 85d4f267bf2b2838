"""Shopify's export: an order over several rows, what belongs to the order in the first of them only."""

import pytest

from regulars.facts import chain, standing
from regulars.facts.identity import address_of, find
from regulars.facts.kinds import (
    ConsentRecorded,
    CustomerKnown,
    MailboxUsed,
    OrderLine,
    OrderPlaced,
    OrderStep,
    PostalAddressUsed,
    RefundPaid,
)
from regulars.facts.models import Person
from regulars.facts.postal import written_of
from regulars.kernel.postal import Postal
from tests.intake.exports import NOW, aside, at, facts, imported, written

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db, pytest.mark.usefixtures("shop")]

HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
    "Lineitem discount,Billing Name,Shipping Country,Cancelled at,Refunded Amount,Id\n"
)
ANA = (
    "#1001,Ana@Example.TEST,paid,2025-03-01 10:01:00 +0100,fulfilled,2025-03-02 09:00:00 +0100,{says},EUR,35.00,4.90,6.37,39.90,,0.00,DHL,"
    "2025-03-01 10:00:00 +0100,2,Green tea,10.00,TEA,0.00,Ana Áder,DE,,{refunded},555\n"
    "#1001,Ana@Example.TEST,,,,,,,,,,,,,,2025-03-01 10:00:00 +0100,1,Teapot,15.00,,0.00,,,,,\n"
)
BEN = "#1002,ben@example.test,voided,,unfulfilled,,no,JPY,1000,0,0,1000,,0,,2025-03-02 10:00:00 +0100,1,Cup,1000,CUP,0,Ben,JP,,0,556\n"


def export(folder, says="yes", refunded="0.00", more="", name="orders.csv"):
    return written(folder, HEADER + ANA.format(says=says, refunded=refunded) + more, name)


def test_the_rows_of_an_order_become_one_order(tmp_path):
    done = imported(export(tmp_path, more=BEN))
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
        ("#1001", at(2025, 3, 1, 9), "EUR", 3990, 490, 637, 0),
        ("#1002", at(2025, 3, 2, 9), "JPY", 1000, 0, 0, 0),
    ]
    # The prices hold the tax, so each line has its share: 637 of 3990.
    assert sorted(
        facts(
            OrderLine,
            "order_ref",
            "variant",
            "title",
            "quantity",
            "unit_price_millionths",
            "total_minor",
            "tax_minor",
        )
    ) == [
        ("#1001", "TEA", "Green tea", 2, 10_000_000, 2000, 319),
        ("#1001", "Teapot", "Teapot", 1, 15_000_000, 1500, 239),
        ("#1002", "CUP", "Cup", 1, 1_000_000_000, 1000, 0),
    ]
    assert facts(OrderStep, "order_ref", "step", "at") == [
        ("#1001", "approved", at(2025, 3, 1, 9, 1)),
        ("#1001", "on_truck", at(2025, 3, 2, 8)),
        ("#1002", "cancelled", at(2025, 3, 2, 9)),
    ]
    assert facts(CustomerKnown, "country") == [("DE",), ("JP",)]
    assert (done.rows, done.recorded, done.layout.source) == (3, 3, "import-shopify")


def test_names_and_addresses_go_to_the_erasable_store_only(tmp_path):
    imported(export(tmp_path))
    [(customer_id, mailbox_id)] = facts(MailboxUsed, "customer_id", "mailbox_id")
    assert address_of(mailbox_id) == "Ana@example.test"
    assert Person.objects.get(customer_id=customer_id).name == "Ana Áder"
    assert find("shop", "mailbox", "Ana@example.test") == customer_id


def test_accepted_marketing_is_a_claim_that_allows_nothing(tmp_path):
    imported(export(tmp_path, more=BEN))
    [(action, ground, actor, purpose, evidence, mailbox_id)] = facts(
        ConsentRecorded, "action", "ground", "actor", "purpose", "evidence", "mailbox_id"
    )
    assert (action, ground, actor, purpose) == ("claim", "consent", "import", "marketing")
    assert evidence.startswith("sha256 ")
    assert standing.may_send_each({(mailbox_id, "marketing")}, NOW)[mailbox_id, "marketing"] == "no_consent"
    assert list(chain.breaks()) == []


def test_a_newer_no_takes_a_claim_back(tmp_path):
    imported(export(tmp_path, more=BEN))
    again = "#1003,ana@EXAMPLE.test,paid,,,,no,EUR,1,0,0,1,,0,,2025-04-01 10:00:00 +0200,1,Cup,1,CUP,0,Ana,DE,,0,557\n"
    imported(written(tmp_path, HEADER + again.replace("ana@", "Ana@"), "april.csv"))
    assert facts(ConsentRecorded, "action", "at") == [
        ("claim", at(2025, 3, 1, 9)),
        ("withdraw", at(2025, 4, 1, 8)),
    ]
    [(mailbox_id,)] = set(facts(ConsentRecorded, "mailbox_id"))
    assert standing.may_send_each({(mailbox_id, "marketing")}, NOW)[mailbox_id, "marketing"] == "no_consent"


def test_the_same_export_later_records_only_what_came_since(tmp_path):
    imported(export(tmp_path))
    done = imported(export(tmp_path, refunded="5.00", name="later.csv"))
    assert facts(RefundPaid, "order_ref", "total_minor", "currency", "at") == [
        ("#1001", 500, "EUR", at(2025, 3, 2, 8))
    ]
    assert done.tally.new == 1
    assert imported(export(tmp_path, refunded="5.00", name="later.csv")).tally.new == 0
    imported(export(tmp_path, refunded="12.50", name="last.csv"))
    assert sorted(facts(RefundPaid, "total_minor")) == [(500,), (750,)]


def test_rows_of_an_order_may_lie_apart(tmp_path):
    first, second = ANA.format(says="no", refunded="0").splitlines(keepends=True)
    imported(written(tmp_path, HEADER + second + BEN + first))
    assert sorted(facts(OrderPlaced, "order_ref", "total_minor")) == [("#1001", 3990), ("#1002", 1000)]
    assert len(facts(OrderLine, "key")) == 3


def test_a_line_of_text_over_several_lines_is_one_row(tmp_path):
    long = BEN.replace("Cup", '"Cup\nof ""China"""')
    wrong = BEN.replace("#1002", "#1003").replace(",1000,CUP", ",much,CUP")
    done = imported(written(tmp_path, HEADER + long + ANA.format(says="no", refunded="0") + wrong))
    assert aside(done) == [(6, "“much” is not an amount")]
    assert ('Cup\nof "China"',) in facts(OrderLine, "title")


@pytest.mark.parametrize(
    ("said", "instead", "reason"),
    [
        ("ben@example.test", "ben at example", "“ben at example” is not an e-mail address"),
        ("JPY", "XBT", "“XBT” is not a currency of ISO 4217"),
        ("2025-03-02 10:00:00 +0100", "", "no row of order #1002 says when it was placed"),
        (
            "2025-03-02 10:00:00 +0100",
            "2025-02-30 10:00:00 +0100",
            "“2025-02-30 10:00:00 +0100” is not a date and time",
        ),
        (",1,Cup", ",one,Cup", "“one” is not a number of pieces"),
        ("Cup,1000,CUP", ",1000,", "names no item"),
        ("Cup,1000,CUP", "Cup,,CUP", "gives no price"),
    ],
)
def test_what_cannot_be_meant_is_set_aside(tmp_path, said, instead, reason):
    done = imported(export(tmp_path, more=BEN.replace(said, instead)))
    assert aside(done) == [(4, reason)]
    assert facts(OrderPlaced, "order_ref") == [("#1001",)]


def test_an_order_of_two_people_is_set_aside_as_a_whole(tmp_path):
    torn = ANA.format(says="no", refunded="0").replace("Ana@Example.TEST,,", "eve@example.test,,")
    done = imported(written(tmp_path, HEADER + torn + BEN + BEN.replace("#1002", "#1003")))
    assert aside(done) == [
        (2, "names Ana@Example.TEST and eve@example.test in one order"),
        (3, "line 2, of the same order, cannot be used"),
    ]


def test_the_billing_address_is_where_letters_go(tmp_path):
    columns = "Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country"
    head, first, second = (HEADER + ANA.format(says="yes", refunded="")).splitlines()
    place = '"Lange Straße 12, c/o Birch",Lange Straße 12,c/o Birch,,Dresden,\'01067,,DE'
    rows = f"{head},{columns}\n{first},{place}\n{second},,,,,,,,\n"
    imported(written(tmp_path, rows))
    [(customer, number)] = facts(PostalAddressUsed, "customer_id", "postal_id")
    assert written_of(number) == Postal(name="Ana Áder", street="Lange Straße 12\nc/o Birch", city="Dresden", postcode="01067", country="DE")  # fmt: skip
    assert customer == find("shop", "mailbox", "Ana@example.test")
    imported(written(tmp_path, rows.replace("#1001", "#1003"), "again.csv"))
    assert len({number for (number,) in facts(PostalAddressUsed, "postal_id")}) == 1
