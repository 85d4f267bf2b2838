"""`regulars import` as somebody types it."""

import gzip

import pytest
from click.testing import CliRunner

from regulars.facts.kinds import OrderPlaced
from regulars.project.commands.import_ import command
from tests.intake.exports import RETAIL, facts, retail, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]

GOOD = "1,22,CUP,1,2010-12-01 08:26:00,1.00,7,France"
BAD = "2,22,CUP,x,2010-12-01 08:26:00,1.00,7,France"


def said(*words):
    return CliRunner().invoke(command, [str(word) for word in words])


def test_all_rows_recorded_ends_well_and_says_where_each_went(tmp_path):
    path = written(tmp_path, gzip.compress((RETAIL + f"{GOOD}\n{GOOD}\n").encode()), "orders.csv.gz")
    done = said("orders", path, "--currency", "EUR")
    assert done.exit_code == 0, done.output
    told = done.output.splitlines()
    assert told[0].startswith("UCI Online Retail: 2 rows in ")
    assert told[1:] == [
        "Amounts without a currency of their own are in EUR (--currency).",
        "",
        "          1  rows recorded or known before",
        "            1  goods",
        "            0  of these rows name no customer",
        "          1  rows set aside",
        "            1  say exactly what another says (--keep-duplicates records them)",
        "            0  cannot be used",
        "",
        "1 order of 1 customer.",
        "Facts: 4 new, 0 known before.",
        told[-1],
    ]
    assert told[-1].startswith("Rows set aside are kept in ")
    assert facts(OrderPlaced, "currency") == [("EUR",)]


def test_rows_that_cannot_be_used_are_told_by_the_exit_code(tmp_path):
    done = said("orders", retail(tmp_path, GOOD, BAD))
    assert done.exit_code == 3
    assert (
        done.output.splitlines()[-1]
        == "The first that cannot be used: orders.csv, line 3: “x” is not a number of pieces."
    )


def test_a_file_that_cannot_be_imported_is_one_sentence(tmp_path):
    done = said("orders", written(tmp_path, "a,b\n"))
    assert done.exit_code == 1
    assert done.stderr.startswith(
        "regulars: orders.csv, line 1: these columns are not known; expected are UCI Online Retail ("
    )
    assert done.stderr.endswith(
        "; any other table can be read with --mapping FILE.toml. Nothing was recorded.\n"
    )
    assert (
        said("orders", tmp_path / "nothing.csv").stderr
        == "regulars: nothing.csv cannot be opened: No such file or directory. Nothing was recorded.\n"
    )


def test_an_unknown_currency_or_storefront_is_refused(tmp_path):
    path = retail(tmp_path, GOOD)
    assert (
        said("orders", path, "--currency", "XBT").stderr
        == "regulars: “XBT” is not a currency of ISO 4217. Nothing was recorded.\n"
    )
    assert (
        said("orders", path, "--storefront", "moon").stderr
        == "regulars: there is no storefront “moon”; there is shop. Nothing was recorded.\n"
    )


def test_a_dry_run_says_so(tmp_path):
    done = said("orders", retail(tmp_path, GOOD), "--dry-run")
    assert (
        done.output.splitlines()[-1]
        == "Facts: 4 new, 0 known before. Nothing was recorded: this was a dry run."
    )
    assert facts(OrderPlaced, "order_ref") == []


def test_products_too(tmp_path):
    done = said("products", written(tmp_path, "sku,title,stock\nTEA,Tea,3\nPOT,Pot,x\n"))
    assert done.exit_code == 3
    assert done.output.splitlines()[:2] == [
        "2 rows: 1 read, 1 set aside.",
        "New facts: described 1, priced 0, costed 0, stocked 1.",
    ]


def test_help_reads_like_a_manual_page():
    assert "Online Retail" in said("orders", "--help").output
    assert "sku" in said("products", "--help").output
