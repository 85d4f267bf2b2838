"""Your data, to take along and to have erased: only inside, and really all of it (STANDARDS C4.2, C4.3)."""

import csv
import io
import json
from zipfile import ZipFile

import pytest

from regulars.facts.kinds import RightUsed
from regulars.facts.models import Mailbox, Person, facts_of
from regulars.pages.speech import speech

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(ana):
    answer = ana.inside().post({}, "/you/data")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="shop-2026-10-01.zip"'
    assert answer["Cache-Control"] == "no-store"
    return ZipFile(io.BytesIO(answer.content))


def test_all_that_is_kept_is_downloaded_as_json_tables_and_a_page(ana, archive):  # C4.2
    tables = json.loads(archive.read("data.json"))
    assert [row["customer_id"] for row in tables["person"]] == [ana.customer_id]
    assert [row["address"] for row in tables["mailbox"]] == ["ana@example.test"]
    assert [row["order_ref"] for row in tables["order_placed"]] == ["1001"]
    assert {row["action"] for row in tables["consent_recorded"]} == {"grant"}
    assert [row["right"] for row in tables["right_used"]] == ["access"]
    listed = csv.DictReader(io.StringIO(archive.read("tables/order_placed.csv").decode(), newline=""))
    assert [row["total_minor"] for row in listed] == ["1000"]
    page = archive.read("index.html").decode()
    assert "ana@example.test" in page
    assert "<caption>Orders</caption>" in page


def test_nothing_secret_is_given_away(archive):
    said = archive.read("data.json").decode()
    assert "address_hash" not in said
    assert "salt" not in said


def test_nobody_downloads_or_erases_from_a_mail(ana, browser):  # E5.1
    for path in ("/you/data", "/you/erase"):
        assert ana.page not in path
        assert "Send me a link" in browser.get(path).content.decode()
        assert "was closed" in browser.post(path).content.decode()
    assert facts_of(RightUsed).count() == 0
    assert Person.objects.filter(customer_id=ana.customer_id).exists()
    assert "Download all of it" not in browser.get(ana.page).content.decode()


def test_looking_at_the_way_out_erases_nothing(ana):
    page = ana.inside().get("/you/erase").content.decode()
    assert "This stays" in page
    assert Person.objects.filter(customer_id=ana.customer_id).exists()


def test_a_form_that_was_not_shown_in_this_visit_erases_nothing(ana):
    ana.inside().browser.post("/you/erase", {"form-key": "made up"})
    assert Person.objects.filter(customer_id=ana.customer_id).exists()


def test_one_press_erases_them_and_closes_every_visit(ana):  # C4.3
    here, elsewhere = ana.inside(), ana.inside()
    answer = here.post({}, "/you/erase").content.decode()
    assert "Erased. We know nothing of you any more." in answer
    assert not Person.objects.exists()
    assert list(Mailbox.objects.values_list("address", flat=True)) == [""]
    assert [fact.right for fact in facts_of(RightUsed)] == ["erasure"]
    for visit in (here, elsewhere):
        assert "Send me a link" in visit.get().content.decode()


def test_a_cell_never_becomes_a_formula():  # E2.3
    from regulars.pages.take_along import _csv

    rows = [{"text": text} for text in ("=1+1", "+1", "-1", "@a", "plain", "")]
    read = list(csv.DictReader(io.StringIO(_csv([*rows, {"text": -1}]), newline="")))
    assert [row["text"] for row in read] == ["'=1+1", "'+1", "'-1", "'@a", "plain", "", "-1"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_table_that_may_tell_something_has_a_title(
    language,
):  # C4.2: a new table without one fails here
    from regulars.engine.everything import JUDGED, named, telling

    assert {named(table) for table in telling()} | {JUDGED} <= speech(language)["data"]["tables"].keys()
