"""Any other table, by a small file that says which column means what."""

import pytest

from regulars.facts.kinds import LineReturned, OrderLine, OrderPlaced
from regulars.intake.csv_file import NotReadable
from tests.intake.exports import at, facts, imported, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]

MAPPING = """
source = "till"
date_format = "%d.%m.%Y %H:%M"
decimal = ","
[columns]
order = "Bon"
placed = "Datum"
item = "Artikel"
title = "Bezeichnung"
quantity = "Menge"
line_total = "Betrag"
customer = "Kunde"
[sorts]
VERSAND = "postage"
"""
TABLE = """Bon;Datum;Artikel;Bezeichnung;Menge;Betrag;Kunde
9;01.03.2025 14:05;T1;"Tee; grün";3;1.030,00;17
9;01.03.2025 14:05;VERSAND;;1;4,90;17
10;02.03.2025 10:00;T1;"Tee; grün";-1;-343,33;17
"""


def test_a_table_by_its_mapping(tmp_path):
    done = imported(written(tmp_path, TABLE), mapping=written(tmp_path, MAPPING, "till.toml"), currency="EUR")
    assert facts(OrderPlaced, "order_ref", "at", "total_minor", "shipping_minor", "source") == [
        ("9", at(2025, 3, 1, 14, 5), 103_490, 490, "import-till")
    ]
    assert sorted(facts(OrderLine, "variant", "title", "sort", "quantity", "total_minor")) == [
        ("T1", "Tee; grün", "goods", 3, 103_000),
        ("VERSAND", "VERSAND", "postage", 1, 490),
    ]
    assert facts(LineReturned, "order_ref", "match", "quantity", "total_minor") == [
        ("9", "matched", 1, 34_333)
    ]
    assert (done.rows, done.recorded) == (3, 3)


@pytest.mark.parametrize(
    ("said", "instead", "sentence"),
    [
        ('order = "Bon"', "order = Bon", "till.toml is not TOML: "),
        (
            'source = "till"',
            'sauce = "till"',
            "till.toml: knows source, date_format, decimal, columns, sorts, not “sauce”",
        ),
        ('customer = "Kunde"', 'buyer = "Kunde"', "till.toml: [columns] knows order, placed, "),
        (
            'item = "Artikel"\n',
            "",
            "till.toml: [columns] must name order, placed, item, quantity and unit_price or line_total",
        ),
        ('line_total = "Betrag"\n', "", "till.toml: [columns] must name unit_price or line_total"),
        ('"postage"', '"stamps"', "till.toml: [sorts] knows goods, postage, "),
        ('decimal = ","', 'decimal = "_"', 'till.toml: decimal must be "." or ","'),
        (
            'customer = "Kunde"',
            'customer = "Käufer"',
            "orders.csv, line 1: looks like the table of till.toml, but has no column “Käufer”",
        ),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong_with_it(tmp_path, said, instead, sentence):
    with pytest.raises(NotReadable) as wrong:
        imported(
            written(tmp_path, TABLE), mapping=written(tmp_path, MAPPING.replace(said, instead), "till.toml")
        )
    assert str(wrong.value).startswith(sentence)
    assert facts(OrderPlaced, "order_ref") == []
