"""Takes the README's pictures of a running demo: `python docs/pictures/take.py http://127.0.0.1:8000 NAME PASSWORD`."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

HERE = Path(__file__).parent
WINDOW: ViewportSize = {"width": 1180, "height": 900}


def main(office: str, name: str, password: str) -> None:
    """Sign in, open the pages worth a picture, and keep what stands there."""
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        window = _signed_in(browser, office, name, password)
        _picture(window, "office-today")
        window.goto("/office/programs/reorder")
        window.locator(".reach strong").first.wait_for()
        _picture(window, "office-program")
        window.goto("/office/sent?program=reorder&state=accepted")
        window.locator("tbody .who a").first.click()
        _picture(window, "office-customer")
        _open_english_receipt(window)
        window.set_viewport_size({"width": 680, "height": 760})
        _picture(window, "mail-receipt")
        browser.close()


def _signed_in(browser: Browser, office: str, name: str, password: str) -> Page:
    window = browser.new_context(base_url=office, viewport=WINDOW).new_page()
    window.goto("/office/")
    window.get_by_label("Login").fill(name)
    window.get_by_label("Password").fill(password)
    window.get_by_role("button", name="Sign in", exact=True).click()
    window.wait_for_url("**/office/")
    return window


def _open_english_receipt(window: Page) -> None:
    window.goto("/office/sent?program=receipt&state=accepted")
    for place in [link.get_attribute("href") for link in window.locator("td[data-title=Message] a").all()]:
        window.goto(str(place))
        if window.locator("h1").inner_text().startswith("Thank you"):
            window.goto(str(window.locator("iframe.desk").get_attribute("src")))
            return


def _picture(window: Page, name: str) -> None:
    window.wait_for_load_state("networkidle")
    window.screenshot(path=HERE / f"{name}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
