"""The lake holds every committed fact once, whatever happens while it is copied."""

import subprocess
import sys
import threading
from datetime import UTC, date, datetime

import duckdb
import pytest
from django.db import connection, transaction

from regulars.facts import lake
from regulars.facts.columns import Column
from regulars.facts.kinds import KINDS, ConsentRecorded, OrderLine, OrderPlaced, name_of
from regulars.facts.models import facts_of
from regulars.facts.record import record
from tests.facts.tell import NOON, consent, days, mailbox, order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
LATE = NOON + days(365)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "lake"


def copy(folder, **how):
    return lake.copy(folder, connection.settings_dict, **how)


def told(con, question="SELECT order_ref FROM order_placed ORDER BY ALL"):
    return [row[0] for row in con.execute(question).fetchall()]


def opened(as_of=LATE, known_at=LATE):
    con = duckdb.connect()
    con.execute("CREATE TABLE now (as_of TIMESTAMP, known_at TIMESTAMP)")
    con.execute("INSERT INTO now VALUES (?, ?)", [as_of.replace(tzinfo=None), known_at.replace(tzinfo=None)])
    return con


def attached(folder, **when):
    con = opened(**when)
    lake.attach(con, folder, connection.settings_dict)
    return con


def filled(customers=None, **when):
    con = opened(**when)
    lake.lay_out(con)
    lake.fill(con, connection.settings_dict, customers)
    return con


def everything(con):
    return {
        name_of(kind): con.execute(f"SELECT * FROM {name_of(kind)} ORDER BY id").fetchall() for kind in KINDS
    }


def in_files(folder, kind=OrderPlaced):
    names = lake.Manifest.read(folder).files.get(name_of(kind), [])
    return sorted(
        ref for name in names for ref in told(duckdb.connect(), f"SELECT order_ref FROM '{folder / name}'")
    )


def test_copied_twice_a_fact_is_in_the_lake_once(folder):
    record(order(7, "1001", NOON), NOON)
    assert copy(folder).version == 1
    assert copy(folder).version == 1
    record(order(7, "1002", NOON), NOON)
    assert copy(folder).version == 2
    assert in_files(folder) == ["1001", "1002"]


def test_a_few_facts_are_not_worth_a_copy_and_are_read_all_the_same(folder):
    record(order(7, "1001", NOON), NOON)
    assert copy(folder, at_least=3).version == 0
    assert told(attached(folder)) == ["1001"]
    assert copy(folder, at_least=2).version == 1


def test_a_copy_killed_before_its_manifest_leaves_the_old_one_valid_and_is_swept_by_the_next(
    folder, monkeypatch
):
    record(order(7, "1001", NOON), NOON)
    before = copy(folder)
    record(order(7, "1002", NOON), NOON)
    monkeypatch.setattr(lake.Manifest, "publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        copy(folder)
    monkeypatch.undo()
    assert lake.Manifest.read(folder) == before
    assert told(attached(folder)) == ["1001", "1002"]
    record(order(7, "1003", NOON), NOON)
    copy(folder)
    assert in_files(folder) == ["1001", "1002", "1003"]
    left_over = {path.name for path in folder.glob("*.parquet")} - {
        name for names in lake.Manifest.read(folder).files.values() for name in names
    }
    assert left_over == set()


def test_many_small_files_become_one(folder):
    for n in range(lake.FILES_AT_MOST + 2):
        record(order(7, f"{n:04}", NOON), NOON)
        copy(folder)
    files = lake.Manifest.read(folder).files
    assert [len(files[name]) for name in ("order_placed", "order_line")] == [2, 2]
    assert told(attached(folder)) == [f"{n:04}" for n in range(lake.FILES_AT_MOST + 2)]


def test_a_plan_that_reads_the_files_survives_their_being_put_together(folder):
    for n in range(lake.FILES_AT_MOST):
        record(order(7, f"{n:04}", NOON), NOON)
        copy(folder)
    reading = attached(folder)
    record(order(7, "9999", NOON), NOON)
    copy(folder)
    assert len(lake.Manifest.read(folder).files["order_placed"]) == 1
    assert told(reading) == [f"{n:04}" for n in range(lake.FILES_AT_MOST)]


def test_lake_and_tail_together_say_what_the_database_says(folder):
    record([*order(7, "1001", NOON), consent(7, 1, NOON), mailbox(7, 1, NOON)], NOON)
    copy(folder)
    record(
        [*order(8, "1002", NOON.replace(microsecond=250)), *order(None, "1003", NOON), consent(8, 2, NOON)],
        NOON + days(1),
    )
    assert everything(attached(folder)) == everything(filled())
    assert told(attached(folder)) == ["1001", "1002", "1003"]


@pytest.mark.parametrize("copied", [True, False])
def test_as_of_one_time_as_known_at_another(folder, copied):
    record(order(7, "1001", NOON), NOON)
    record(order(7, "late", NOON), NOON + days(5))
    if copied:
        copy(folder)
    for read in (lambda **when: attached(folder, **when), filled):
        assert told(read(as_of=NOON, known_at=NOON)) == ["1001"]
        assert told(read(as_of=NOON, known_at=LATE)) == ["1001", "late"]
        assert told(read(as_of=NOON - days(1), known_at=LATE)) == []


def test_some_customers_bring_their_own_facts_and_what_concerns_their_mailboxes():
    record([*order(7, "1001", NOON), *order(8, "1002", NOON), mailbox(7, 1, NOON), mailbox(8, 2, NOON)], NOON)
    record([consent(None, 1, NOON), consent(None, 2, NOON)], NOON)
    con = filled([7])
    assert told(con) == ["1001"]
    assert told(con, "SELECT mailbox_id FROM consent_recorded") == [1]
    assert told(filled([])) == []


def test_values_arrive_as_they_were_told(folder):
    at = datetime(2026, 10, 1, 22, 30, 1, 250, tzinfo=UTC)
    record(
        [*order(7, "Nº 1001", at, ("TÉ", "Thé “Ida”, 250 g", 2, -150)), consent(7, 1, at, expires_at=at)], at
    )
    for con in (filled(), (copy(folder), attached(folder))[1]):
        assert con.execute(
            'SELECT order_ref, variant, title, quantity, total_minor, "at", local_date FROM order_line'
        ).fetchall() == [
            (
                "Nº 1001",
                "TÉ",
                "Thé “Ida”, 250 g",
                2,
                -150,
                at.replace(tzinfo=None),
                date(2026, 10, 2),
            )
        ]
        assert con.execute("SELECT expires_at, customer_id FROM consent_recorded").fetchall() == [
            (at.replace(tzinfo=None), 7)
        ]


def test_a_column_added_later_is_empty_in_what_was_copied_before(folder, monkeypatch):
    record([consent(7, 1, NOON)], NOON)
    copy(folder)
    [name] = lake.Manifest.read(folder).files["consent_recorded"]
    old = folder / name
    con = duckdb.connect()
    con.execute(f"CREATE TABLE old AS SELECT * EXCLUDE (policy_version, expires_at) FROM '{old}'")
    con.execute(f"COPY old TO '{old}' (FORMAT parquet)")
    record([consent(8, 2, NOON, expires_at=NOON)], NOON)
    copy(folder)
    rows = (
        attached(folder)
        .execute("SELECT customer_id, policy_version, expires_at FROM consent_recorded ORDER BY 1")
        .fetchall()
    )
    assert rows == [(7, None, None), (8, "", NOON.replace(tzinfo=None))]


def test_a_column_that_no_file_has_yet_is_empty(folder, monkeypatch):
    """An update adds a column; until the next copy the lake's files are all older than it."""
    record(order(7, "1001", NOON), NOON)
    copy(folder)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE fact_order_placed ADD COLUMN channel text NULL")
    try:
        known = lake.stored_columns
        added = Column("string", "word", null=True, name="channel")
        both = lambda kind: (*known(kind), *([added] if kind is OrderPlaced else []))  # noqa: E731
        monkeypatch.setattr("regulars.facts.lake.stored_columns", both)
        monkeypatch.setattr("regulars.facts.source.stored_columns", both)
        assert attached(folder).execute("SELECT order_ref, channel FROM order_placed").fetchall() == [
            ("1001", None)
        ]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE fact_order_placed DROP COLUMN channel")


def test_all_kinds_are_copied_as_of_one_instant(folder, monkeypatch):
    """What is recorded while a copy runs is in all kinds of the next copy, in none of this one."""
    record(order(7, "1001", NOON), NOON)
    write = lake._write

    def recorded_meanwhile(con, table, path):
        if table == "order_placed":
            thread = threading.Thread(target=another)
            thread.start()
            thread.join()
        return write(con, table, path)

    def another():
        try:
            record(order(7, "1002", NOON), NOON)
        finally:
            connection.close()

    monkeypatch.setattr(lake, "_write", recorded_meanwhile)
    copy(folder)
    assert (in_files(folder, OrderPlaced), in_files(folder, OrderLine)) == (["1001"], ["1001"])
    monkeypatch.undo()
    copy(folder)
    assert (in_files(folder, OrderPlaced), in_files(folder, OrderLine)) == (
        ["1001", "1002"],
        ["1001", "1002"],
    )


def test_two_copies_at_once_are_one_after_the_other(folder):
    record(order(7, "1001", NOON), NOON)
    failed = []

    def run():
        try:
            copy(folder)
        except BaseException as wrong:  # noqa: BLE001
            failed.append(wrong)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert lake.Manifest.read(folder).version == 1
    assert in_files(folder) == ["1001"]


def test_who_waits_with_a_commit_is_copied_once_and_not_forgotten(folder):
    """A inserts and waits, B inserts and commits, copy, A commits, copy: both once. On PostgreSQL A's ids are the lower ones."""
    a_inserted, b_committed = threading.Event(), threading.Event()

    def a():
        try:
            with transaction.atomic():
                record(order(7, "A", NOON), NOON)
                a_inserted.set()
                b_committed.wait(20)
        finally:
            connection.close()

    waits = threading.Thread(target=a)
    waits.start()
    a_inserted.wait(20)
    if connection.vendor == "postgresql":
        record(order(8, "B", NOON), NOON)
        copy(folder)
        assert "A" not in in_files(folder)
        assert told(attached(folder)) == ["B"]
    b_committed.set()
    waits.join()
    if connection.vendor == "sqlite":  # has one writer at a time: B could not have been before A
        record(order(8, "B", NOON), NOON)
    copy(folder)
    assert in_files(folder) == told(attached(folder)) == ["A", "B"]
    assert in_files(folder, OrderLine) == ["A", "B"]
    assert facts_of(OrderPlaced).count() == 2
    assert lake.copy(folder, connection.settings_dict) == lake.Manifest.read(folder)


@pytest.mark.parametrize("kind", [ConsentRecorded])
def test_the_lakes_columns_are_the_facts_own(folder, kind):
    record([consent(7, 1, NOON)], NOON)
    copy(folder)
    [name] = lake.Manifest.read(folder).files[name_of(kind)]
    columns = [
        row[0] for row in duckdb.connect().execute(f"DESCRIBE SELECT * FROM '{folder / name}'").fetchall()
    ]
    assert columns == [column.name for column in lake.stored_columns(kind)]


def test_reading_for_a_plan_leaves_the_write_ahead_log_alone(folder):
    """A second SQLite library in this process would delete it when it closes: what is recorded after that, no other process would see."""
    if connection.vendor != "sqlite":
        return
    record(order(7, "1001", NOON), NOON)
    copy(folder)
    filled()
    record(order(7, "1002", NOON), NOON)
    asked = f"import sqlite3; print(sqlite3.connect({str(connection.settings_dict['NAME'])!r}).execute('SELECT count(*) FROM fact_order_placed').fetchone())"
    seen = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert seen.stdout == "(2,)\n"
