"""Letters in the office: what waits, one press to print it, the files, and what came back."""

from datetime import timedelta

import pytest

from regulars.delivery.message import Message
from regulars.delivery.models import Outbox, PrintedLetter
from regulars.facts.kinds import AddressSuppressed, ConsentRecorded, PostalAddressUsed
from regulars.facts.models import facts_of
from regulars.facts.postal import postal_for
from regulars.facts.record import record
from regulars.kernel.postal import Postal
from tests.office import shelf

pytestmark = [pytest.mark.django_db, pytest.mark.needs("pango")]


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.REGULARS_HOME = tmp_path


@pytest.fixture
def writes_letters(settings):
    from dataclasses import replace

    key, store = next(iter(settings.STOREFRONTS.items()))
    settings.STOREFRONTS = {key: replace(store, letter_cost="1.10", postal_address="1 High Street, York")}
    return key


@pytest.fixture
def waiting(clock, writes_letters):
    """Letters to so many customers wait."""

    def make(number):
        for n in range(number):
            write(clock, writes_letters, n)

    return make


def write(clock, store, n):
    from regulars.delivery.outbox import accept

    who = shelf.customer(clock, f"Ana {n} Alder", f"178{n}", f"ana{n}@example.test")
    lives = Postal(
        name=f"Ana {n} Alder", street=f"{n + 1} Mill Lane", city="York", postcode="YO1 7HH", country="GB"
    )
    now = clock.now()
    home = postal_for(lives, now, clock)
    about = {"source": "test", "at": now, "storefront": store, "customer_id": who}
    record([PostalAddressUsed(**about, key=f"home {n}", postal_id=home), ConsentRecorded(
        **about, key=f"yes {n}", mailbox_id=home, purpose="promotions", channel="post", scope="all", action="grant", ground="consent",
        actor="subject", form="checkout", text_hash="", text_version="1", language="en", controls="box", page="", evidence="1",
    )], now, wake=False)  # fmt: skip
    values = {
        "typical_gap_days": 30,
        "last_ordered_on": "2026-01-02",
        "favourite": None,
        "days_since": 60,
        "orders": 3,
    }
    accept(Message(
        intent=f"{n:032x}", program="win_back", topic="offers", nature="marketing", purpose="promotions", about="customer", occasion="once",
        customer_id=who, mailbox_id=home, storefront=store, language="en", values=values, worth_minor=300, currency="GBP", decided_at=now,
        send_after=now, expires_at=now + timedelta(days=7), plan_id="p", channel="post",
    ), clock)  # fmt: skip


def test_a_shop_that_writes_none_is_told_how_to_begin(desk):
    page = desk.get("/office/letters").text
    assert "No letter waits" in page
    assert "letter_cost" in page


def test_one_press_prints_what_waits_and_the_files_can_be_had_again(desk, waiting, tmp_path):
    waiting(2)
    assert "2 letters to print" in desk.get("/office/letters").text
    assert "2 letters" in desk.get("/office/delivery").text
    page = desk.post("/office/letters/print", follow=True).text
    assert "2 letters are ready to be printed." in page
    number = PrintedLetter.objects.first().batch_id
    first = desk.get(f"/office/letters/{number}.pdf")
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == f'attachment; filename="letters-{number:05}.pdf"'
    for path in (tmp_path / "letters").iterdir():
        path.unlink()
    assert desk.get(f"/office/letters/{number}.pdf").content == first.content
    listed = desk.get(f"/office/letters/{number}.csv").text
    assert listed.splitlines()[0] == "number,code,first_page,pages,sheets,language"
    assert len(listed.splitlines()) == 3
    assert "No letter can go now." in desk.post("/office/letters/print", follow=True).text


def test_what_came_back_is_noted_by_its_code(desk, waiting):
    waiting(1)
    desk.post("/office/letters/print")
    code = PrintedLetter.objects.get().code
    page = desk.post("/office/letters/returned", {"codes": f"{code.lower()}\nXXXXX-XXXXX"}, follow=True).text
    assert "Nothing more goes there by post." in page
    assert "No letter bears the code “XXXXX-XXXXX”." in page
    assert facts_of(AddressSuppressed).get().scope == "post"
    assert '<td class="num" data-title="Came back">1</td>' in page


def test_a_letter_is_told_as_one_wherever_it_is_shown(desk, waiting):
    waiting(1)
    row = Outbox.objects.get()
    assert "Waiting to be" in desk.get(f"/office/sent/{row.intent}").text
    desk.post("/office/letters/print")
    page = desk.get(f"/office/sent/{row.intent}").text
    assert '<span class="tag">letter</span>' in page
    assert "Printed." in page
    assert "Dear Ana 0 Alder" in desk.get(f"/office/sent/{row.intent}/mail").text
    assert "We wrote a letter: Win-back." in desk.get(f"/office/customers/{row.customer_id}").text
    assert '<span class="tag">letter</span>' in desk.get("/office/sent").text


def test_nothing_is_printed_by_looking_or_from_a_restored_database(desk, waiting):
    from regulars.delivery.models import Home

    waiting(1)
    assert desk.get("/office/letters/print").status_code == 405
    Home.objects.create(id=1, place="elsewhere")
    assert "restored" in desk.post("/office/letters/print", follow=True).text
    assert not PrintedLetter.objects.exists()


def test_there_is_no_such_batch(desk):
    assert desk.get("/office/letters/99.pdf").status_code == 404
