"""What is on sale: only what changed becomes a fact."""

from datetime import timedelta

import pytest
from django.conf import settings

from regulars.facts.kinds import VariantCosted, VariantDescribed, VariantPriced, VariantStocked
from regulars.intake.csv_file import NotReadable
from regulars.intake.csv_products import import_products
from regulars.kernel.clock import PlayedClock
from tests.intake.exports import NOW, SHOP, aside, facts, written

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db, pytest.mark.usefixtures("shop")]

TABLE = "sku,product,title,maker,category,size,colour,price,cost,stock,currency\n"
TEA = "TEA-100,TEA,Green tea,Sencha,tea,100 g,,9.90,4.105,12,EUR\n"
POT = "POT,POT,Teapot,,pots,,blue,35,,,\n"


def took_stock(path, days=0, **wishes):
    clock = PlayedClock(NOW + timedelta(days=days))
    return import_products(
        path, SHOP, "GBP", clock, settings.REGULARS_HOME, **({"encoding": "utf-8", "dry_run": False} | wishes)
    )


def test_each_column_becomes_a_fact(tmp_path):
    took_stock(written(tmp_path, TABLE + TEA + POT))
    assert sorted(
        facts(VariantDescribed, "variant", "product", "title", "maker", "category", "size", "colour")
    ) == [
        ("POT", "POT", "Teapot", None, "pots", None, "blue"),
        ("TEA-100", "TEA", "Green tea", "Sencha", "tea", "100 g", None),
    ]
    assert sorted(facts(VariantPriced, "variant", "currency", "unit_price_millionths")) == [
        ("POT", "GBP", 35_000_000),
        ("TEA-100", "EUR", 9_900_000),
    ]
    assert facts(VariantCosted, "variant", "currency", "unit_cost_millionths", "at") == [
        ("TEA-100", "EUR", 4_105_000, NOW)
    ]
    assert facts(VariantStocked, "variant", "quantity") == [("TEA-100", 12)]


def test_only_what_changed_is_recorded_and_an_empty_cell_says_nothing(tmp_path):
    path = written(tmp_path, TABLE + TEA + POT)
    took_stock(path)
    assert took_stock(path, days=1).new.total() == 0
    took_stock(written(tmp_path, "SKU,price,stock\nTEA-100,9.90,11\nPOT,30,\n", "more.csv"), days=2)
    assert facts(VariantStocked, "quantity") == [(12,), (11,)]
    assert sorted(facts(VariantPriced, "variant", "unit_price_millionths")) == [
        ("POT", 30_000_000),
        ("POT", 35_000_000),
        ("TEA-100", 9_900_000),
    ]
    took_stock(written(tmp_path, "sku,title\nTEA-100,Sencha tea\n", "title.csv"), days=3)
    assert facts(VariantDescribed, "title", "maker")[-1] == ("Sencha tea", "Sencha")
    took_stock(path, days=4)
    assert facts(VariantStocked, "quantity") == [(12,), (11,), (12,)]


def test_a_dry_run_records_nothing(tmp_path):
    assert took_stock(written(tmp_path, TABLE + TEA), dry_run=True).new.total() == 4
    assert facts(VariantStocked, "quantity") == []


def test_bad_rows_are_set_aside(tmp_path):
    more = "A,,,,,,,-1,,,\nB,,,,,,,1,,,XBT\n,,,,,,,1,,,\nPOT,,,,,,,1,,,\n"
    done = took_stock(
        written(tmp_path, TABLE + TEA + POT + "".join(f"X{n},,,,,,,1,,,\n" for n in range(4)) + more)
    )
    assert aside(done) == [
        (8, "“-1” is no price: it is below nothing"),
        (9, "“XBT” is not a currency of ISO 4217"),
        (10, "names no sku"),
        (11, "is about the same sku as line 3"),
    ]
    assert [path.parent.name for path in done.kept_in] == ["set-aside"]


def test_another_table_is_refused(tmp_path):
    with pytest.raises(
        NotReadable, match=r"these columns are not known; expected are a table of products \(sku\)"
    ):
        took_stock(written(tmp_path, "a,b\n1,2\n"))
