"""The customer's own pages in a real browser, with and without JavaScript."""

import re
from urllib.parse import urlsplit

import pytest

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
