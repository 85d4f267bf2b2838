"""Signing in with a passkey, by a key that the browser makes up."""

import pytest

from tests.browser.test_office import sign_in
from tests.office import shelf

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_opens_the_office(opened, live_server, clock):
    shelf.clerk()
    window = opened()
    devices = window.context.new_cdp_session(window)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(window, "/office/account")

    window.get_by_role("link", name="Add a passkey").click()
    window.get_by_label("Password").fill("quite a long password")
    window.get_by_role("button", name="Confirm").click()
    window.get_by_label("Name").fill("the till")
    window.get_by_label("Passwordless").check()
    window.get_by_role("button", name="Add").click()
    window.wait_for_url("**/recovery-codes/**")

    window.goto("/office/account")
    assert "You have 1 passkey." in window.locator("main").inner_text()
    window.get_by_role("button", name="Sign out").click()
    window.wait_for_url("**/office/sign-in")
    window.get_by_role("button", name="Sign in with a passkey").click()
    window.wait_for_url("**/office/")
    assert window.get_by_role("link", name="clara").is_visible()
