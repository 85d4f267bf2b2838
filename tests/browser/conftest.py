import pytest

QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session", autouse=True)
def static_folder():
    """There before the live server looks for it."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def clock(settings):
    """Noon of a Tuesday in March."""
    from tests.office import shelf

    settings.CLOCK = shelf.played()
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return settings.CLOCK


@pytest.fixture
def chromium(monkeypatch):
    """A browser of the machine's own, without a window."""
    import shutil

    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop running in this thread, and Django would take the test's own questions for a mistake.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, live_server):
    """Opens a window on the live server; what goes wrong in it, or leaves this machine, fails the test."""
    wrong = []

    def asked(request):
        if not request.url.startswith((live_server.url, "data:", "about:")):
            wrong.append(request.url)

    def said(message):
        if message.type == "error" and "favicon" not in message.location["url"]:
            wrong.append(message.text)

    def open_window(**how):
        window = chromium.new_context(base_url=live_server.url, **how).new_page()
        window.on("pageerror", lambda error: wrong.append(str(error)))
        window.on("console", said)
        window.on("request", asked)
        return window

    yield open_window
    assert wrong == []
