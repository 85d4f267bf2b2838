"""Who gets into the office, and what browsers may do there."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver

from tests.office import shelf

PAGES = ["/office/", "/office/account", "/office/customers"]


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_asked_to_sign_in(client, db, clock, page):
    answer = client.get(page)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/office/sign-in?next={page}")


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_staff_is_told_so(client, db, clock, page):
    client.force_login(User.objects.create_user("guest", password="x"))
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_pages_allow_nothing_inline_and_nothing_from_elsewhere(desk, page):
    answer = desk.get(page)
    assert answer.status_code == 200
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert " style=" not in answer.text
    assert " onclick=" not in answer.text
    assert "http://" not in answer.text.replace("http://www.w3.org", "")
    assert "https://" not in answer.text


def test_staff_sign_in_with_name_and_password(client, db, clock):
    shelf.clerk()
    assert client.get("/office/sign-in").status_code == 200
    answer = client.post("/office/sign-in", {"login": "clara", "password": "quite a long password"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/office/")


def test_nobody_signs_up():
    assert not [
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and "signup" in name and "account" in name
    ]


def test_leaving_takes_a_press_of_a_button(desk):
    desk.get("/office/sign-out")
    assert desk.get("/office/").status_code == 200
    desk.post("/office/sign-out")
    assert desk.get("/office/").status_code == 302


def test_an_address_with_nothing_behind_it_says_so(desk):
    answer = desk.get("/office/nowhere")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text


def test_a_form_without_its_token_is_refused_in_words(db, clock):
    answer = Client(enforce_csrf_checks=True).post("/office/sign-in", {"login": "clara", "password": "x"})
    assert answer.status_code == 403
    assert "This page was open for too long" in answer.text


def test_when_something_breaks_the_page_says_so_without_details(desk, clock, monkeypatch):
    def breaks(*_):
        raise RuntimeError("a secret")

    monkeypatch.setattr("regulars.office.today.decided", breaks)
    desk.raise_request_exception = False
    answer = desk.get("/office/")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert "a secret" not in answer.text
