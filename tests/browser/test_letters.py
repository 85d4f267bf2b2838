"""Letters in a real browser: printed by a member of staff, ended by whoever holds one."""

import os

import pytest

from regulars.delivery.models import PrintedLetter
from tests.browser.test_office import sign_in
from tests.office import shelf
from tests.office.test_letters import write

pytestmark = [
    pytest.mark.needs("chromium"),
    pytest.mark.needs("pango"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def waiting(clock, settings, tmp_path, live_server):
    """Three letters wait."""
    from dataclasses import replace

    settings.REGULARS_HOME = tmp_path
    key, store = next(iter(settings.STOREFRONTS.items()))
    settings.STOREFRONTS = {
        key: replace(store, url=live_server.url, letter_cost="1.10", postal_address="1 High Street, York")
    }
    shelf.clerk()
    for n in range(3):
        write(clock, key, n)


def test_printed_downloaded_returned_and_ended(opened, waiting):
    window = opened()
    sign_in(window)
    window.get_by_role("link", name="Delivery").click()
    window.get_by_role("link", name="printed").click()
    window.get_by_role("button", name="Print 3 letters").click()
    window.get_by_text("3 letters are ready to be printed.").wait_for()
    with window.expect_download() as loading:
        window.get_by_role("link", name="PDF").click()
    assert loading.value.suggested_filename.endswith(".pdf")
    codes = [each.code for each in PrintedLetter.objects.order_by("place")]
    window.get_by_label("Their codes").fill(codes[0])
    window.get_by_role("button", name="Write there no more").click()
    window.get_by_text("Nothing more goes there by post.").wait_for()
    if shots := os.environ.get("SHOTS"):
        window.screenshot(path=f"{shots}/letters.png", full_page=True)
        window.set_viewport_size({"width": 375, "height": 800})
        window.screenshot(path=f"{shots}/letters-phone.png", full_page=True)

    reader = opened(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    reader.goto("/letter")
    reader.get_by_label("Code of the letter").fill(codes[1].lower())
    reader.get_by_role("button", name="Go on").click()
    if shots:
        reader.screenshot(path=f"{shots}/no-letters.png", full_page=True)
    reader.get_by_role("button", name="No more letters").click()
    reader.get_by_text("Done. You get no more letters from us.").wait_for()
