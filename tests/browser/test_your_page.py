"""The customer's own pages in a real browser, with and without JavaScript."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from tests.office import shelf

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]
both = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])


@pytest.fixture
def links(live_server, clock):
    """The paths in the receipt that Ana just got, by what they are for."""
    from regulars.delivery.models import Outbox
    from regulars.delivery.render import shown
    from regulars.engine import moment
    from regulars.engine.shop import shop
    from regulars.facts.models import Due

    ana = shelf.customer(clock)
    shelf.order(clock, ana, ref="1009")
    shelf.consent(clock, ana)
    Due.objects.create(customer_id=ana, because="OrderPlaced", due_at=clock.now())
    moment.run(shop(), clock)
    text = shown(Outbox.objects.get().intent).text
    paths = [urlsplit(address).path for address in re.findall(r"https?://[^\s>)\]]+", text)]
    return {path.split("/")[1]: path for path in paths if path.count("/") == 2}


def offers():
    from regulars.facts.models import Standing

    return Standing.objects.get(purpose="marketing").may


@both
def test_a_customer_chooses_how_often_and_takes_it_back(opened, links, javascript):
    window = opened(java_script_enabled=javascript, viewport={"width": 360, "height": 700})
    window.goto(links["you"])
    topic = window.get_by_role("group", name="Offers and news")
    topic.get_by_label("Never", exact=True).check()
    window.get_by_role("button", name="Save").click()
    assert "Offers and news: Never" in window.get_by_role("status").inner_text()
    assert topic.get_by_label("Never", exact=True).is_checked()
    window.get_by_role("button", name="Undo").click()
    assert not topic.get_by_label("Never", exact=True).is_checked()


@both
def test_a_limit_for_all_mails_is_chosen_with_the_keyboard(opened, links, javascript):
    window = opened(java_script_enabled=javascript, viewport={"width": 320, "height": 640})
    window.goto(links["you"])
    together = window.get_by_role("group", name="All mails together")
    together.get_by_label("As many as may help").focus()
    for _ in range(3):
        window.keyboard.press("ArrowDown")
    assert together.get_by_label("At most 2 a month").is_checked()
    window.get_by_role("button", name="Save").focus()
    window.keyboard.press("Enter")
    window.get_by_text("All mails together: At most 2 a month").wait_for()
    assert together.get_by_label("At most 2 a month").is_checked()


@both
def test_looking_changes_nothing_and_one_press_ends_all_advertising(opened, links, clock, javascript):
    window = opened(java_script_enabled=javascript)
    window.goto(links["unsubscribe"])
    assert offers() is True
    window.get_by_role("button", name="Stop all advertising").click()
    assert "Done. You get no more advertising from us." in window.get_by_role("status").inner_text()
    assert offers() is False
    clock.pass_seconds(60)
    window.get_by_role("button", name="That was a mistake").click()
    window.get_by_text("All as before").wait_for()
    assert offers() is True


def test_their_pages_fit_a_small_phone(opened, links):
    window = opened(viewport={"width": 320, "height": 640})
    for path in links.values():
        window.goto(path)
        assert window.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1180])
def test_axe_finds_nothing_wrong_with_any_of_their_pages(opened, links, width, scheme):
    window = opened(viewport={"width": width, "height": 800}, color_scheme=scheme)
    axe, wrong = Axe(), {}

    def judge(state):
        found = axe.run(window).response
        assert found["passes"]
        wrong[state] = [each["id"] for each in found["violations"]]

    for kind, path in links.items():
        window.goto(path)
        judge(kind)
    window.goto(links["you"])
    window.get_by_label("At most 2 a month").check()
    window.get_by_role("button", name="Save").click()
    window.get_by_role("status").wait_for()
    judge("saved")
    window.get_by_role("button", name="Stop all advertising").click()
    window.get_by_text("You get no advertising from us.").wait_for()
    judge("stopped")
    window.set_content(Client().get("/you/forged").content.decode())
    judge("no longer")
    assert wrong == {state: [] for state in (*links, "saved", "stopped", "no longer")}
