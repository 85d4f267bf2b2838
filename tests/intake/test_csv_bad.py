"""Bad files: one clear sentence with file and line, and nothing recorded. Bad rows: set aside, and the rest is recorded."""

import gzip

import pytest

from regulars.facts.kinds import OrderLine, OrderPlaced
from regulars.intake.csv_file import CsvFile, NotReadable
from tests.intake.exports import RETAIL, aside, facts, imported, retail, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]

GOOD = "1,22,CUP,1,2010-12-01 08:26:00,1.00,7,France"
ROW = f"{GOOD}\n".encode()
HEAD = RETAIL.encode()

BAD_FILES = {
    "empty": (b"", "orders.csv is empty: the first line must name the columns"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "orders.csv holds zero bytes, so it is not text; save the table as CSV in UTF-8"),
    "workbook": (b"PK\x03\x04\x14\0", "orders.csv is an Excel workbook or a ZIP archive; save the table as CSV in UTF-8"),
    "utf-16": ("InvoiceNo,StockCode".encode("utf-16"), "orders.csv, line 1: is UTF-16; save the table as CSV in UTF-8"),
    "other columns": (b"a,b,c\n1,2,3\n", "orders.csv, line 1: these columns are not known; expected are UCI Online Retail (InvoiceNo, StockCode,"),
    "page": (b"<!doctype html><html>", "orders.csv, line 1: these columns are not known"),
    "near miss": (HEAD.replace(b"UnitPrice", b"Preis") + ROW, "orders.csv, line 1: looks like UCI Online Retail, but has no column “UnitPrice”"),
    "column twice": (HEAD.replace(b"Country", b"StockCode") + ROW, "orders.csv, line 1: the column “StockCode” comes twice"),
    "broken letters": (HEAD + ROW + b"2,22,T\xe9e,1,2010-12-01 08:26:00,1.00,7,France\n", "orders.csv, line 3: byte 0xE9 is not UTF-8; a file from Windows is often read with --encoding cp1252"),
    "open quote": (HEAD + b'1,22,"CUP,1,2010-12-01\n' + ROW * 3, "orders.csv, line 5: not CSV ("),
    "endless quote": (HEAD + b'1,22,"CUP,1\n' + ROW * 9000, "orders.csv, line "),
    "endless line": (HEAD + ROW + b"x" * 3_000_000, "orders.csv, line 3: is longer than a million bytes, so it is no row of a table"),
    "cut-off gzip": (gzip.compress(HEAD + ROW * 50)[:-20], "orders.csv is a damaged or cut-off gzip file ("),
    "damaged gzip": (gzip.compress(HEAD + ROW * 50)[:-6] + b"123456", "orders.csv is a damaged or cut-off gzip file ("),
    "mostly bad rows": (HEAD + ROW + b"2,22,CUP,x,2010-12-01 08:26:00,1,7,France\n3,22,CUP,y,2010-12-01 08:26:00,1,7,France\n", "orders.csv, line 3: “x” is not a number of pieces (2 of 3 rows cannot be used; is this the right file?)"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_cannot_be_imported_says_why_and_leaves_nothing(tmp_path, settings, kind):
    content, sentence = BAD_FILES[kind]
    with pytest.raises(NotReadable) as wrong:
        imported(written(tmp_path, content))
    assert str(wrong.value).startswith(sentence)
    assert "\n" not in str(wrong.value)
    assert facts(OrderLine, "key") == []
    assert not (settings.REGULARS_HOME / "set-aside").exists()


def test_two_kinds_of_tables_are_imported_one_after_the_other(tmp_path):
    other = written(
        tmp_path,
        "Name,Created at,Lineitem quantity,Lineitem name,Lineitem price,Currency,Total,Email\n",
        "s.csv",
    )
    with pytest.raises(NotReadable, match="import them one after the other"):
        imported(retail(tmp_path, GOOD), other)


def test_a_line_of_fifty_megabytes_does_not_fill_the_memory(tmp_path):
    import tracemalloc

    path = written(tmp_path, gzip.compress(HEAD + b"1,22," + b"x" * 50_000_000 + b"\n", 1))
    tracemalloc.start()
    with pytest.raises(NotReadable, match="line 2: is longer than a million bytes"):
        list(CsvFile(path).rows(lambda _bytes: None))
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,22,CUP,1,2010-02-30 08:26:00,1.00,7,France", "“2010-02-30 08:26:00” is not a date and time"),
        ("2,22,CUP,1,0001-01-01 00:00:00,1.00,7,France", "“0001-01-01 00:00:00” is not a date a shop could mean"),
        ("2,22,CUP,1,2126-01-01 00:00:00,1.00,7,France", "is dated 2126-01-01 00:00:00, which is still to come"),
        ("2,22,CUP,many,2010-12-01 08:26:00,1.00,7,France", "“many” is not a number of pieces"),
        ("2,22,CUP,1_0,2010-12-01 08:26:00,1.00,7,France", "“1_0” is not a number of pieces"),
        ("2,22,CUP,99999999999,2010-12-01 08:26:00,1.00,7,France", "“99999999999” is not a number of pieces a shop could mean"),
        ("2,22,CUP,1,2010-12-01 08:26:00,free,7,France", "“free” is not an amount"),
        ("2,22,CUP,1,2010-12-01 08:26:00,nan,7,France", "“nan” is not an amount a shop could mean"),
        ("2,22,CUP,1,2010-12-01 08:26:00,1e30,7,France", "“1e30” is not an amount a shop could mean"),
        ("2,22,CUP,9999999,2010-12-01 08:26:00,9999999,7,France", "99999980000001 GBP is not an amount a shop could mean"),
        (",22,CUP,1,2010-12-01 08:26:00,1.00,7,France", "names no invoice"),
        ("2,,CUP,1,2010-12-01 08:26:00,1.00,7,France", "names no item"),
        ("2,22,CUP,1,2010-12-01 08:26:00,1.00,7", "has 7 cells where the first line names 8"),
        ("2,22,CUP,1,2010-12-01 08:26:00,1.00,7,Korea, Republic of", "has 9 cells where the first line names 8"),
        ("C2,22,CUP,1,2010-12-01 08:26:00,1.00,7,France", "is a cancellation of a positive quantity"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_set_aside_with_its_line_and_reason(tmp_path, row, reason):
    done = imported(retail(tmp_path, GOOD, row, "3,22,CUP,1,2010-12-02 08:26:00,1.00,7,France"))
    assert aside(done) == [(3, reason)]
    assert [ref for (ref,) in facts(OrderPlaced, "order_ref")] == ["1", "3"]
    assert (done.rows, done.recorded, done.aside.others) == (3, 2, 1)


def test_an_order_with_a_bad_row_is_set_aside_as_a_whole_and_the_corrected_file_is_imported(tmp_path):
    rows = [
        GOOD,
        "2,22,CUP,1,2010-12-01 08:26:00,1.00,7,France",
        "2,23,POT,x,2010-12-01 08:26:00,2.00,7,France",
    ]
    done = imported(retail(tmp_path, *rows, "2,24,LID,1,2010-12-01 08:26:00,3.00,7,France", GOOD))
    [kept] = done.kept_in
    assert kept.read_text() == (
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,line,reason\n"
        '2,22,CUP,1,2010-12-01 08:26:00,1.00,7,France,3,"line 4, of the same order, cannot be used"\n'
        "2,23,POT,x,2010-12-01 08:26:00,2.00,7,France,4,“x” is not a number of pieces\n"
        '2,24,LID,1,2010-12-01 08:26:00,3.00,7,France,5,"line 4, of the same order, cannot be used"\n'
        "1,22,CUP,1,2010-12-01 08:26:00,1.00,7,France,6,same as line 2\n"
    )
    assert kept.stat().st_mode & 0o777 == 0o600
    assert (done.recorded, len(done.aside.rows)) == (1, 4)
    kept.write_text(kept.read_text().replace(",x,", ",5,"))
    again = imported(kept)
    assert facts(OrderPlaced, "order_ref", "total_minor") == [("1", 100), ("2", 1400)]
    assert (again.rows, again.recorded, len(again.aside.rows), again.kept_in) == (4, 4, 0, [])


def test_a_bad_row_far_from_its_order_takes_the_order_along(tmp_path, monkeypatch):
    monkeypatch.setattr("regulars.intake.read_orders.ROWS_AT_ONCE", 2)
    monkeypatch.setattr("regulars.intake.read_orders.ORDERS_AT_ONCE", 2)
    others = [f"{n},22,CUP,1,2010-12-01 08:26:00,1.00,7,France" for n in range(10, 20)]
    done = imported(retail(tmp_path, GOOD, *others, "1,23,POT,x,2010-12-01 08:26:00,2.00,7,France"))
    assert aside(done) == [
        (2, "line 13, of the same order, cannot be used"),
        (13, "“x” is not a number of pieces"),
    ]
    assert len(facts(OrderPlaced, "order_ref")) == 10


def test_letters_of_windows_are_read_when_told_so(tmp_path):
    text = RETAIL + GOOD.replace("CUP", "Tée €")
    imported(written(tmp_path, text.encode("cp1252")), encoding="cp1252")
    assert facts(OrderLine, "title") == [("Tée €",)]


def test_a_byte_order_mark_blank_lines_and_returns_of_the_carriage_do_no_harm(tmp_path):
    text = (RETAIL + GOOD + "\n\n").replace("\n", "\r\n")
    done = imported(written(tmp_path, text.encode("utf-8-sig")))
    assert (done.rows, done.recorded) == (1, 1)


def test_a_header_alone_is_an_import_of_nothing(tmp_path):
    done = imported(written(tmp_path, RETAIL))
    assert (done.rows, done.recorded, done.tally.new) == (0, 0, 0)
