"""The programs' list and page: settings, who would get it, and the words for a real customer."""

import pytest
from django.conf import settings as configured

from regulars.engine.dials import Dials, in_force
from tests.office import shelf

REORDER = {"lead_days": "5", "grace_days": "10", "least_times": "2"}


@pytest.fixture
def ana(desk, clock):
    """Ana bought tea on four days, thirty days apart, the last 28 days ago; she may be written to."""
    ana = shelf.customer(clock)
    tea = (("TEA", "Assam tea, 250 g", 1, 1290),)
    for n, ago in enumerate((118, 88, 58, 28)):
        shelf.order(clock, ana, ref=f"100{n}", total=1290, things=tea, ago=ago)
    shelf.consent(clock, ana, ago=28)
    return ana


@pytest.fixture
def own():
    """The shop's own folder of programs, emptied afterwards."""
    folder = configured.REGULARS_HOME / "programs"
    folder.mkdir()
    yield folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


@pytest.mark.both_databases
def test_the_list_shows_what_each_program_does(desk):
    page = desk.get("/office/programs").text
    for words in (
        "Receipt with thank-you",
        "Thanks the customer for an order",
        "Feedback request",
        "Re-order reminder",
        "Win-back",
    ):
        assert words in page


def test_the_list_asks_as_many_questions_with_mail_as_without(desk, clock, django_assert_num_queries):
    with django_assert_num_queries(7):
        desk.get("/office/programs")


def test_the_form_is_made_from_the_programs_fields(desk, ana):
    page = desk.get("/office/programs/reorder").text
    assert "How long before it runs out we remind." in page
    assert 'name="lead_days" value="5" type="number" inputmode="decimal" step="1" min="0" max="60"' in page
    assert "From 0 to 60; usually 5." in page


def test_saved_settings_hold_from_then_on(desk, clock):
    answer = desk.post(
        "/office/programs/reorder", REORDER | {"enabled": "on", "lead_days": "9", "do": "save"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/office/programs/reorder")
    assert in_force(clock.now()) == {
        "reorder": Dials(True, {"lead_days": 9, "grace_days": 10, "least_times": 2})
    }
    assert 'name="lead_days" value="9"' in desk.get("/office/programs/reorder").text


def test_a_program_can_be_turned_off(desk, clock):
    desk.post("/office/programs/reorder", REORDER | {"do": "save"})
    assert in_force(clock.now())["reorder"].enabled is False
    assert '<span class="tag">off</span>' in desk.get("/office/programs").text


def test_a_setting_out_of_bounds_is_told_beside_it_and_nothing_is_saved(desk, clock):
    answer = desk.post("/office/programs/reorder", REORDER | {"lead_days": "500", "do": "save"})
    assert answer.status_code == 200
    assert "500 is not between 0 and 60." in answer.text
    assert in_force(clock.now()) == {}


@pytest.mark.parametrize("given", ["", "x", "1e9", "٣x", "5" * 400])
def test_words_that_are_no_number_are_told(desk, clock, given):
    answer = desk.post("/office/programs/reorder", REORDER | {"lead_days": given, "do": "save"})
    assert answer.status_code == 200
    assert 'class="errorlist"' in answer.text
    assert in_force(clock.now()) == {}


@pytest.mark.both_databases
def test_looking_first_saves_nothing_and_shows_the_change(desk, clock, ana):
    near = desk.post(
        "/office/programs/reorder", REORDER | {"lead_days": "5", "customer": ana, "do": "preview"}
    ).text
    late = desk.post(
        "/office/programs/reorder", REORDER | {"lead_days": "0", "customer": ana, "do": "preview"}
    ).text
    assert "They would get it now" in near
    assert "Is your Assam tea, 250 g running low?" in near
    assert "They would not get it now: “Assam tea, 250 g should last until about 12 March 2026.”" in late
    assert in_force(clock.now()) == {}


def test_while_settings_change_only_the_preview_is_answered(desk, ana):
    htmx = {"HX-Request": "true", "HX-Target": "preview"}
    page = desk.post(
        "/office/programs/reorder", REORDER | {"do": "preview", "customer": ana}, headers=htmx
    ).text
    assert "not saved" in page
    assert "<html" not in page


def test_how_many_would_get_it_follows_the_settings(desk, ana):
    near = desk.get("/office/programs/reorder/reach", REORDER | {"lead_days": "5"}).text
    late = desk.get("/office/programs/reorder/reach", REORDER | {"lead_days": "0"}).text
    assert "<strong>1</strong> customer would get it now" in near
    assert f"/office/programs/reorder?customer={ana}" in near
    assert "<strong>0</strong> customers would get it now" in late


def test_the_mail_is_framed_without_rights(desk, ana):
    answer = desk.get(f"/office/programs/reorder/mail/{ana}", REORDER)
    assert "Running low?" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith(
        "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    )


def test_without_customers_there_is_nothing_to_preview(desk):
    assert "As soon as there are customers" in desk.get("/office/programs/receipt").text


def test_a_program_of_the_shop_appears_and_can_be_set(desk, ana, own, clock):
    (own / "birthday.py").write_text(TOY)
    assert "Birthday" in desk.get("/office/programs").text
    page = desk.get("/office/programs/birthday").text
    assert "Whether to add a song." in page
    assert "Hello Ana Alder" in desk.get(f"/office/programs/birthday/mail/{ana}").text
    desk.post("/office/programs/birthday", {"enabled": "on", "song": "on", "do": "save"})
    assert in_force(clock.now())["birthday"].values == {"song": True}


def test_broken_programs_are_shown_with_their_error_and_the_others_go_on(desk, own):
    (own / "broken.py").write_text("import nothing_like_this\n")
    (own / "receipt.py").write_text(TOY)
    page = desk.get("/office/programs").text
    assert "No module named &#x27;nothing_like_this&#x27;" in page
    assert "receipt.py has the name of a built-in program" in page
    assert "Thanks the customer for an order" in page
    assert "nothing_like_this" in desk.get("/office/programs/broken").text
    assert "nothing_like_this" in desk.get("/office/").text


def test_no_such_program(desk):
    assert desk.get("/office/programs/none").status_code == 404


TOY = '''
from dataclasses import dataclass
import ibis
from regulars.programs.base import Condition, Program, setting

@dataclass(frozen=True)
class Birthday(Program):
    """Congratulates everybody."""
    title = {"en": "Birthday"}
    topic = "offers"
    nature = "marketing"
    because = {"en": "It may be your birthday."}
    words = {"en": "subject: Many happy returns\\npreheader: Today\\n---\\n<mj-section><mj-column><mj-text>Hello {{ customer.name }}</mj-text></mj-column></mj-section>"}
    song: bool = setting(False, says="Whether to add a song.")
    def conditions(self, row):
        return (Condition("bought", row.orders > 0),)
    unmet = {"bought": {"en": "You bought nothing."}}
    def consider(self, known):
        people = known.profile
        return people.select("customer_id", "storefront", "orders", about=ibis.literal("customer"), occasion=ibis.literal("2026"), gain_minor=ibis.literal(100, type="int64"))
'''
