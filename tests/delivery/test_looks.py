"""How mails look in a browser: readable in light and dark, on a phone and at a desk, for eyes, thumbs and screen readers."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from regulars.delivery import render
from regulars.kernel.language import SHIPPED
from tests.delivery.test_mails import VALUES

pytestmark = pytest.mark.needs("chromium")
PHONE, DESK = 320, 680
# A mail is an article inside a page of the mail client's own, which has the landmarks.
RULES = {
    "target-size": {"enabled": True},
    "landmark-one-main": {"enabled": False},
    "region": {"enabled": False},
}
SPOKEN_TO = [(program, language) for program in VALUES for language in SHIPPED]
each_mail = pytest.mark.parametrize(("program", "language"), SPOKEN_TO)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def read(browser, shop):
    """A mail as opened by its reader."""
    windows = []

    def opened(program, language, *, width=DESK, scheme="light", without_styles=False, **changed):
        window = browser.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)
        windows.append(window)
        seen = render.preview(program, language, VALUES[program] | changed, customer_name="Ana Example")
        window.set_content(seen.html)
        if without_styles:
            window.evaluate("document.querySelectorAll('style').forEach(each => each.remove())")
        return window

    yield opened
    for window in windows:
        window.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@each_mail
def test_everybody_can_read_it(read, program, language, scheme):
    found = Axe().run(read(program, language, width=PHONE, scheme=scheme), options={"rules": RULES}).response
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]] == []
    assert {"color-contrast", "target-size", "html-has-lang"} <= {rule["id"] for rule in found["passes"]}
    assert "color-contrast" not in {rule["id"] for rule in found["incomplete"]}


@each_mail
def test_it_has_one_heading_and_no_sideways_scrolling_on_a_phone(read, program, language):
    window = read(program, language, width=PHONE)
    assert window.locator("h1").count() == 1
    assert window.evaluate("document.documentElement.scrollWidth") <= PHONE


@each_mail
def test_the_dark_is_dark_and_leaves_nothing_bright(read, program, language):
    window = read(program, language, scheme="dark")
    brightest = window.evaluate("""Math.max(...[...document.querySelectorAll('body, body *')].map(each => {
        const [r, g, b, a] = getComputedStyle(each).backgroundColor.match(/[\\d.]+/g).map(Number)
        return a === 0 ? 0 : (r + g + b) / 3
    }))""")
    assert brightest < 100


@each_mail
def test_it_stays_readable_where_a_client_drops_its_style_sheets(read, program, language):
    window = read(program, language, width=375, without_styles=True)
    rules = {"type": "rule", "values": ["color-contrast", "target-size"]}
    assert Axe().run(window, options={"runOnly": rules}).response["violations"] == []
    assert window.evaluate("document.documentElement.scrollWidth") <= 375
    assert window.locator("h1").bounding_box()["height"] > 26


def test_what_can_be_pressed_is_as_big_as_a_thumb(read):
    scores = read("feedback", "en", width=PHONE).locator(".scores a")
    assert [scores.nth(number).bounding_box()["height"] >= 44 for number in range(5)] == [True] * 5
    assert [scores.nth(number).bounding_box()["width"] >= 44 for number in range(5)] == [True] * 5
    assert read("reorder", "en", width=PHONE).locator("td[bgcolor] > a").bounding_box()["height"] >= 44


def test_a_price_is_told_with_its_thing_and_never_cut(read):
    long = {"n": 1, "title": "Porzellankannenwärmeruntersetzerset " * 3, "quantity": 2, "total_minor": 1_234_567, "sort": "goods"}  # fmt: skip
    window = read("receipt", "de", width=PHONE, lines=[long])
    assert window.get_by_role("row").first.get_by_role("rowheader").inner_text().startswith("2 × Porzellan")
    price = window.get_by_role("cell", name="12.345,67 €").bounding_box()
    assert price["x"] + price["width"] <= PHONE - 20
