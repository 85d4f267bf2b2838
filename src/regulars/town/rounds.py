"""Makes the rounds of the office, as somebody of the staff who opens every page, and counts what stands there."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.contrib.auth import get_user_model
from django.test import Client

ROUNDS = (
    ("Today", "/office/", None),
    ("Customers", "/office/customers", None),
    ("One customer", "/office/customers", r"/office/customers/\d+"),
    ("Programs", "/office/programs", None),
    ("One program", "/office/programs", r"/office/programs/\w+"),
    ("Sent mail", "/office/sent", None),
    ("One message", "/office/sent", r"/office/sent/\w+"),
    ("Local mailbox", "/office/mailbox", None),
    ("One mail", "/office/mailbox", r"/office/mailbox/[^/\"]+"),
)
"""What a page is called, where it is, or on which page its link stands and what that looks like."""


class Empty(Exception):
    """An office page of a shop that is full of life shows nothing, or an error."""


def rounds(host: str) -> Iterator[tuple[str, int]]:
    """Each page's name and how many rows it shows. Raises Empty for a page without rows."""
    browser = Client(SERVER_NAME=host)
    staff = get_user_model().objects.filter(is_staff=True).first()
    assert staff is not None, "make a member of staff first"
    browser.force_login(staff)
    for name, address, link in ROUNDS:
        page = _opened(browser, name, address)
        if link is not None:
            found = re.search(link, page)
            if found is None:
                raise Empty(f"{name}: nothing to open on {address}")
            page = _opened(browser, name, found[0])
        if not (rows := count(page)):
            raise Empty(f"{name}: the page shows no rows")
        yield name, rows


def count(page: str) -> int:
    """How many rows, list items, programs and fields to fill in stand in the main part of a page."""
    counting = _Counting()
    counting.feed(page)
    return counting.rows


def _opened(browser: Client, name: str, address: str) -> str:
    answer = browser.get(address)
    if answer.status_code != 200:
        raise Empty(f"{name}: {address} answered {answer.status_code}")
    return answer.content.decode()


class _Counting(HTMLParser):
    """Counts rows of table bodies, list items, labelled fields and the cards of programs, inside <main>."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = 0
        self.inside = {"main": 0, "tbody": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.inside:
            self.inside[tag] += 1
        in_body = tag == "tr" and self.inside["tbody"] > 0
        card = tag == "section" and "program" in (dict(attrs).get("class") or "").split()
        if self.inside["main"] and (in_body or card or tag in ("li", "label")):
            self.rows += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside[tag] -= 1
