"""Every trap of a real shop's bookkeeping, one by one, with the facts written out."""

import pytest

from regulars.facts.kinds import CustomerKnown, LineReturned, OrderLine, OrderPlaced, VariantDescribed
from regulars.facts.models import Due, Person
from tests.intake.exports import aside, at, facts, imported, retail

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db, pytest.mark.usefixtures("shop")]


def lines(*names):
    return facts(OrderLine, *names)


def test_an_invoice_becomes_one_order_with_its_lines(tmp_path):
    done = imported(
        retail(
            tmp_path,
            "536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
            "536365,71053,WHITE LANTERN,3,2010-12-01 08:26:00,3.39,17850.0,United Kingdom",
        )
    )
    assert facts(
        OrderPlaced, "order_ref", "at", "storefront", "currency", "total_minor", "shipping_minor"
    ) == [("536365", at(2010, 12, 1, 8, 26), "shop", "GBP", 2547, 0)]
    assert sorted(lines("variant", "title", "sort", "quantity", "unit_price_millionths", "total_minor")) == [
        ("71053", "WHITE LANTERN", "goods", 3, 3_390_000, 1017),
        ("85123A", "WHITE HEART", "goods", 6, 2_550_000, 1530),
    ]
    assert facts(CustomerKnown, "country", "at") == [("GB", at(2010, 12, 1, 8, 26))]
    assert sorted(facts(VariantDescribed, "variant", "title")) == [
        ("71053", "WHITE LANTERN"),
        ("85123A", "WHITE HEART"),
    ]
    assert (done.rows, done.recorded, done.tally.customers, done.tally.new) == (2, 2, 1, 6)


def test_history_wakes_nobody_and_the_shops_number_is_kept_apart_from_the_facts(tmp_path):
    imported(retail(tmp_path, "1,22,CUP,1,2010-12-01 08:26:00,1.00,17850.0,France"))
    [(customer_id,)] = facts(OrderPlaced, "customer_id")
    assert list(Person.objects.values_list("customer_id", "reference")) == [(customer_id, "17850")]
    assert not Due.objects.exists()


def test_times_are_the_storefronts(tmp_path):
    imported(
        retail(
            tmp_path,
            "1,22,CUP,1,2011-07-01 00:30:00,1.00,7,France",
            "2,22,CUP,1,2011-03-27 01:30:00,1.00,7,France",  # skipped by the clocks: the next valid instant
            "3,22,CUP,1,2011-10-30 01:30:00,1.00,7,France",  # comes twice: the first
            "4,22,CUP,1,12/9/2011 12:50,1.00,7,France",  # as the workbook writes it
        )
    )
    assert sorted(facts(OrderPlaced, "order_ref", "at")) == [
        ("1", at(2011, 6, 30, 23, 30)),
        ("2", at(2011, 3, 27, 1, 0)),
        ("3", at(2011, 10, 30, 0, 30)),
        ("4", at(2011, 12, 9, 12, 50)),
    ]
    days = [f"{day:%Y-%m-%d}" for (day,) in lines("local_date")]
    assert days == ["2011-03-27", "2011-07-01", "2011-10-30", "2011-12-09"]


def test_an_exact_duplicate_is_set_aside_as_the_same_as_an_earlier_line(tmp_path):
    row = "1,22,CUP,1,2010-12-01 08:26:00,1.00,7,France"
    done = imported(retail(tmp_path, row, "1,23,POT,1,2010-12-01 08:26:00,2.00,7,France", row, row))
    assert aside(done) == [(4, "same as line 2"), (5, "same as line 2")]
    assert facts(OrderPlaced, "total_minor") == [(300,)]
    assert (done.rows, done.recorded, done.aside.duplicates, done.aside.others) == (4, 2, 2, 0)


def test_duplicates_can_be_kept(tmp_path):
    row = "1,22,CUP,1,2010-12-01 08:26:00,1.00,7,France"
    done = imported(retail(tmp_path, row, row, row), keep_duplicates=True)
    keys = [key for (key,) in lines("key")]
    assert keys == [keys[0], f"{keys[0]}.2", f"{keys[0]}.3"]
    assert facts(OrderPlaced, "total_minor") == [(300,)]
    assert aside(done) == []


def test_a_duplicate_in_another_file_of_the_same_call_counts_too(tmp_path):
    row = "1,22,CUP,1,2010-12-01 08:26:00,1.00,7,France"
    done = imported(retail(tmp_path, row, name="a.csv"), retail(tmp_path, row, name="b.csv"))
    assert aside(done) == [(2, "same as a.csv line 2")]
    assert [path.name.partition("-")[0] for path in done.kept_in] == ["b"]


def test_the_same_thing_twice_in_an_invoice_is_no_duplicate_when_anything_differs(tmp_path):
    imported(
        retail(
            tmp_path,
            "1,22,CUP,1,2010-12-01 08:26:00,1.00,7,France",
            "1,22,CUP,2,2010-12-01 08:26:00,1.00,7,France",
            "1,22,CUP,1,2010-12-01 08:26:00,0.95,7,France",
        )
    )
    assert facts(OrderPlaced, "total_minor") == [(395,)]


def test_an_invoice_with_two_times_is_one_order_at_the_first(tmp_path):
    imported(
        retail(
            tmp_path,
            "1,22,CUP,1,2010-12-01 08:27:00,1.00,7,France",
            "1,23,POT,1,2010-12-01 08:26:00,2.00,7,France",
        )
    )
    assert facts(OrderPlaced, "at", "total_minor") == [(at(2010, 12, 1, 8, 26), 300)]
    assert lines("at") == [(at(2010, 12, 1, 8, 26),)] * 2


def test_postage_fees_adjustments_and_vouchers_are_sorts_of_their_own(tmp_path):
    done = imported(
        retail(
            tmp_path,
            "1,22,CUP,1,2010-12-01 08:26:00,1.00,7,France",
            "1,POST,POSTAGE,2,2010-12-01 08:26:00,18.00,7,France",
            "1,C2,CARRIAGE,1,2010-12-01 08:26:00,50.00,7,France",
            "1,m,Manual,1,2010-12-01 08:26:00,2.55,7,France",
            "1,BANK CHARGES,Bank Charges,1,2010-12-01 08:26:00,0.001,7,France",
            "1,gift_0001_20,Voucher,1,2010-12-01 08:26:00,17.02,7,France",
            "2,DOT,DOTCOM POSTAGE,1,2010-12-01 08:26:00,4.00,,United Kingdom",
            "2,AMAZONFEE,AMAZON FEE,1,2010-12-01 08:26:00,9.99,,United Kingdom",
        )
    )
    assert sorted(lines("order_ref", "sort", "variant")) == [
        ("1", "adjustment", "M"),
        ("1", "fee", "BANK CHARGES"),
        ("1", "gift_card", "GIFT_0001_20"),
        ("1", "goods", "22"),
        ("1", "postage", "C2"),
        ("1", "postage", "POST"),
        ("2", "fee", "AMAZONFEE"),
        ("2", "postage", "DOT"),
    ]
    assert sorted(facts(OrderPlaced, "order_ref", "total_minor", "shipping_minor")) == [
        ("1", 10657, 8600),
        ("2", 1399, 400),
    ]
    assert {variant for (variant,) in facts(VariantDescribed, "variant")} == {"22", "GIFT_0001_20"}
    assert done.tally.sorts == {"goods": 1, "postage": 3, "adjustment": 1, "fee": 2, "gift_card": 1}


def test_bookkeeping_without_a_buyer_is_no_order_but_every_row_is_a_fact(tmp_path):
    done = imported(
        retail(
            tmp_path,
            "1,22,damaged,-10,2010-12-01 08:26:00,0.0,,United Kingdom",
            "2,22,found,5,2010-12-01 08:26:00,0.0,,United Kingdom",
            "A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,United Kingdom",
            "A563186,B,Adjust bad debt,1,2011-08-12 14:51:00,-11062.06,,United Kingdom",
        )
    )
    assert lines("order_ref", "sort", "quantity", "total_minor", "customer_id") == [
        ("1", "write_off", -10, 0, None),
        ("2", "adjustment", 5, 0, None),
        ("A563185", "adjustment", 1, 1_106_206, None),
        ("A563186", "adjustment", 1, -1_106_206, None),
    ]
    assert facts(OrderPlaced, "order_ref") == []
    assert facts(VariantDescribed, "variant") == []
    assert (done.tally.orders, done.tally.entries, done.tally.unnamed) == (0, 4, 4)


def test_an_order_without_a_customer_has_none(tmp_path):
    done = imported(retail(tmp_path, "1,22,CUP,1,2010-12-01 08:26:00,1.00,,United Kingdom"))
    assert facts(OrderPlaced, "order_ref", "customer_id") == [("1", None)]
    assert facts(CustomerKnown, "country") == []
    assert (done.tally.orders, done.tally.customers, done.tally.unnamed) == (1, 0, 1)


def test_a_gift_to_a_known_customer_stays_goods_at_no_price(tmp_path):
    imported(retail(tmp_path, "1,22,CUP,3,2010-12-01 08:26:00,0.0,7,France"))
    assert lines("sort", "total_minor") == [("goods", 0)]


def test_a_price_of_a_tenth_of_a_penny_is_kept_exactly_and_adds_nothing(tmp_path):
    imported(retail(tmp_path, "1,PADS,PADS TO MATCH ALL CUSHIONS,1,2010-12-01 08:26:00,0.001,7,France"))
    assert lines("sort", "unit_price_millionths", "total_minor") == [("goods", 1000, 0)]


def test_a_code_in_either_case_is_one_thing_called_what_it_is_mostly_sold_as(tmp_path):
    imported(
        retail(
            tmp_path,
            "1,85123A,WHITE HEART,1,2010-12-02 08:26:00,1.00,7,France",
            "2,85123a,CREAM  HEART ,1,2010-12-01 08:26:00,1.00,7,France",
            "3,85123A,CREAM HEART,1,2010-12-03 08:26:00,1.00,7,France",
            "4,85123A,wrongly marked,9,2010-12-03 08:26:00,0.00,,France",
        )
    )
    assert facts(VariantDescribed, "variant", "product", "title", "at") == [
        ("85123A", "85123A", "CREAM HEART", at(2010, 12, 1, 8, 26))
    ]


def test_a_country_is_told_each_time_it_changes_and_unspecified_is_none(tmp_path):
    imported(
        retail(
            tmp_path,
            "3,22,CUP,1,2010-12-03 08:26:00,1.00,7,EIRE",
            "1,22,CUP,1,2010-12-01 08:26:00,1.00,7,France",
            "2,22,CUP,1,2010-12-02 08:26:00,1.00,7,France",
            "4,22,CUP,1,2010-12-04 08:26:00,1.00,7,Unspecified",
        )
    )
    assert facts(CustomerKnown, "at", "country") == [
        (at(2010, 12, 1, 8, 26), "FR"),
        (at(2010, 12, 3, 8, 26), "IE"),
    ]


def test_a_cancellation_comes_back_from_the_latest_earlier_order_with_enough(tmp_path):
    done = imported(
        retail(
            tmp_path,
            "1,22,CUP,6,2010-12-01 08:00:00,1.00,7,France",
            "2,22,CUP,2,2010-12-02 08:00:00,1.00,7,France",
            "3,22,CUP,6,2010-12-05 08:00:00,1.00,7,France",
            "C4,22,CUP,-4,2010-12-03 08:00:00,1.00,7,France",  # only order 1 has four
            "C5,22,CUP,-2,2010-12-04 08:00:00,1.00,7,France",  # orders 1 and 2 have two: the latest
            "C6,22,CUP,-1,2010-12-04 09:00:00,1.00,7,France",  # order 2 has none left
            "C7,22,CUP,-9,2010-12-06 08:00:00,1.00,7,France",  # nobody bought nine
            "C8,22,CUP,-1,2010-12-06 08:00:00,1.00,8,France",  # another customer
            "C9,22,CUP,-1,2010-12-06 08:00:00,1.00,,France",  # nobody
        )
    )
    assert facts(LineReturned, "key", "order_ref", "match", "quantity", "total_minor", "sort") == [
        (key, *told)
        for (key,), told in zip(
            facts(LineReturned, "key"),
            [
                ("1", "matched", 4, 400, "goods"),
                ("2", "ambiguous", 2, 200, "goods"),
                ("1", "matched", 1, 100, "goods"),
                (None, "unmatched", 9, 900, "goods"),
                (None, "unmatched", 1, 100, "goods"),
                (None, "unmatched", 1, 100, "goods"),
            ],
            strict=True,
        )
    ]
    assert done.tally.matches == {"matched": 2, "ambiguous": 1, "unmatched": 3, "known": 0}
    assert (done.rows, done.recorded, done.tally.unnamed) == (9, 9, 1)


def test_a_return_in_a_later_file_finds_the_order_of_an_earlier_one(tmp_path):
    imported(retail(tmp_path, "1,22,CUP,6,2010-12-01 08:00:00,1.00,7,France"))
    imported(retail(tmp_path, "C2,22,CUP,-4,2010-12-03 08:00:00,1.00,7,France"))
    done = imported(retail(tmp_path, "C3,22,CUP,-3,2010-12-04 08:00:00,1.00,7,France"))
    assert facts(LineReturned, "order_ref", "match") == [("1", "matched"), (None, "unmatched")]
    assert done.tally.matches["unmatched"] == 1


def test_the_same_cancellation_twice_is_a_duplicate(tmp_path):
    row = "C2,22,CUP,-1,2010-12-03 08:00:00,1.00,7,France"
    done = imported(retail(tmp_path, row, row))
    assert aside(done) == [(3, "same as line 2")]
    assert facts(LineReturned, "quantity") == [(1,)]
