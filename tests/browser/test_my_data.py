"""Ana takes along what is kept of her, and has it erased, in a real browser, with and without JavaScript."""

from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.office import shelf

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def inside(opened, live_server, clock, settings):
    """Opens a window on Ana's page, after a fresh link; the window says who she is."""
    from django.http import HttpResponse

    from regulars.delivery.links import Reader
    from regulars.facts.models import Mailbox
    from regulars.pages.visiting import begin

    ana = shelf.customer(clock)
    shelf.order(clock, ana, ref="1009")
    shelf.consent(clock, ana)
    store = next(iter(settings.STOREFRONTS.values()))
    reader = Reader(
        storefront=store.key, customer_id=ana, mailbox_id=Mailbox.objects.get().id, intent="", topic="", about="", minted="2026-03-10"
    )  # fmt: skip

    def window(**how):
        answer = HttpResponse()
        begin(answer, reader, how="link", clock=clock)
        page = opened(**how)
        page.context.add_cookies(
            [
                {"name": each.key, "value": each.value, "url": f"{live_server.url}/"}
                for each in answer.cookies.values()
            ]
        )
        page.goto("/you")
        return page

    return window


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_she_takes_all_of_it_along_and_has_it_erased(inside, tmp_path, javascript):
    from regulars.facts.models import Person

    window = inside(java_script_enabled=javascript, viewport={"width": 320, "height": 640})
    with window.expect_download() as found:
        window.get_by_role("button", name="Download all of it").click()
    found.value.save_as(tmp_path / "all.zip")
    assert {"index.html", "data.json", "tables/order_placed.csv"} <= set(
        ZipFile(tmp_path / "all.zip").namelist()
    )
    window.get_by_role("link", name="Have everything erased").click()
    assert window.evaluate("document.documentElement.scrollWidth") == 320
    assert Person.objects.exists()
    window.get_by_role("button", name="Erase everything now").focus()
    window.keyboard.press("Enter")
    window.get_by_text("Erased. We know nothing of you any more.").wait_for()
    assert not Person.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1180])
def test_axe_finds_nothing_wrong_with_it(inside, tmp_path, width, scheme):
    window = inside(viewport={"width": width, "height": 800}, color_scheme=scheme)
    axe, wrong = Axe(), {}

    def judge(state):
        found = axe.run(window).response
        assert found["passes"]
        wrong[state] = [each["id"] for each in found["violations"]]

    judge("page")
    with window.expect_download() as found:
        window.get_by_role("button", name="Download all of it").click()
    found.value.save_as(tmp_path / "all.zip")
    window.goto("/you/erase")
    judge("erase")
    window.get_by_role("button", name="Erase everything now").click()
    window.get_by_text("Erased. We know nothing of you any more.").wait_for()
    judge("erased")
    window.goto("about:blank")
    window.set_content(ZipFile(tmp_path / "all.zip").read("index.html").decode())
    judge("all of it")
    assert wrong == {"page": [], "erase": [], "erased": [], "all of it": []}
