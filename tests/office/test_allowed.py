"""Every yes and no of a customer, with the exact words and a proof to take along (STANDARDS C1.1)."""

import io
from dataclasses import asdict
from datetime import timedelta

import pdfplumber
import pytest
from django.db import connection
from django.test import Client

from regulars.facts import asking
from regulars.facts.identity import mailbox_for
from regulars.facts.kinds import ConsentRecorded
from regulars.facts.models import MODEL_OF
from regulars.facts.record import record
from tests.facts.tell import consent
from tests.office import shelf

pytestmark = pytest.mark.both_databases
WORDS = "Yes, I want the newsletter. <b>Bold</b>"


@pytest.fixture
def ana(desk, clock):
    """Allowed the newsletter by its own words, and took offers back."""
    ana = shelf.customer(clock)
    box = mailbox_for("ana@example.test", clock.now(), clock)
    at = clock.now() - timedelta(days=3)
    yes = consent(ana, box, at, purpose="newsletter", key="yes")
    record([ConsentRecorded(**asdict(yes) | {"text_hash": asking.keep(WORDS)})], at)
    record(
        [consent(ana, box, clock.now() - timedelta(days=1), "withdraw", purpose="promotions")], clock.now()
    )
    return ana


def test_each_record_is_told_with_the_words_that_were_shown(desk, ana):
    page = desk.get(f"/office/customers/{ana}/allowed").text
    assert page.index("<strong>Offers by e-mail</strong>: taken back") < page.index(
        "<strong>Newsletter by e-mail</strong>: allowed"
    )
    assert "Yes, I want the newsletter. &lt;b&gt;Bold&lt;/b&gt;" in page
    assert "what they were shown, version 1" in page
    assert "By the customer, on “checkout /checkout”, because they agreed, evidence 1001." in page
    assert "The log is whole: 2 records" in page


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no moment that cannot be read")
def test_a_record_that_cannot_be_read_is_told_as_it_stands(desk, ana):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {MODEL_OF[ConsentRecorded]._meta.db_table} SET at = '2026-13-01' WHERE key = 'yes'"
        )
    page = desk.get(f"/office/customers/{ana}/allowed").text
    assert "allowed 2026-13-01 <strong>(this record was changed afterwards)</strong>" in page
    assert desk.get(f"/office/customers/{ana}/proof.pdf").status_code == 200


def test_the_customer_s_page_answers_for_each_purpose_once_they_were_told_apart(desk, ana):
    page = desk.get(f"/office/customers/{ana}").text
    assert "Newsletter: yes, they agreed." in page
    assert "Offers: no, they withdrew their permission." in page
    assert "About things you bought: no, they never allowed it." in page
    assert f"/office/customers/{ana}/allowed" in page


def test_a_record_that_was_changed_is_named(desk, ana):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {MODEL_OF[ConsentRecorded]._meta.db_table} SET ground = 'soft_opt_in' WHERE key = 'yes'"
        )
    page = desk.get(f"/office/customers/{ana}/allowed").text
    assert "Something in the log was changed afterwards: test yes." in page
    assert page.count("(this record was changed afterwards)") == 1


def test_the_proof_can_be_taken_along(desk, ana):
    told = desk.get(f"/office/customers/{ana}/proof.json")
    assert told.headers["Content-Disposition"] == f'attachment; filename="proof-{ana}.json"'
    assert [each["text"] for each in told.json()["records"]] == [WORDS, ""]
    drawn = desk.get(f"/office/customers/{ana}/proof.pdf")
    with pdfplumber.open(io.BytesIO(drawn.content)) as pdf:
        assert len(pdf.pages) == 1
        assert "ana@example.test" in pdf.pages[0].extract_text()


def test_who_never_said_anything_is_told_so_and_strangers_see_nothing(desk, clock):
    ben = shelf.customer(clock, "Ben Birch", "99", "ben@shop.test")
    assert "They never said yes or no to anything" in desk.get(f"/office/customers/{ben}/allowed").text
    for page in ("allowed", "proof.json", "proof.pdf"):
        assert Client().get(f"/office/customers/{ben}/{page}").status_code == 302
        assert desk.get(f"/office/customers/12/{page}").status_code == 404
