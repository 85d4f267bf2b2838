"""A customer of a shop in Berlin with a mail in her hand, and the links in it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.test import Client

from regulars.kernel.clock import PlayedClock
from regulars.kernel.storefront import Storefront

INTENT = f"{1:032x}"
NOON = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock(settings):
    settings.CLOCK = PlayedClock(NOON, seed=5)
    return settings.CLOCK


@pytest.fixture
def shop(settings, clock):
    store = Storefront(
        key="shop",
        name="Tee & Kanne",
        sender="hallo@tee.example",
        url="https://shop.example",
        zone="Europe/Berlin",
        country="CH",
    )
    settings.STOREFRONTS = {"shop": store}
    settings.LINK_KEYS = [b"a key of the tests", b"an older key"]
    settings.ROOT_URLCONF = "regulars.pages.urls"
    settings.STATIC_ROOT = None
    return store


@pytest.fixture
def ana(shop, clock, db):
    """Ana in Basel bought order 1001, allowed advertising, and holds a re-order reminder."""
    from regulars.delivery.links import PATHS, Reader, links
    from regulars.facts.identity import customer_for, mailbox_for
    from regulars.facts.kinds import ConsentRecorded, CustomerKnown, MailboxUsed, OrderPlaced
    from regulars.facts.record import record

    at = NOON - timedelta(days=30)
    customer = customer_for("shop", {"shop": "C1", "mailbox": "ana@example.test"}, at, clock)
    mailbox = mailbox_for("ana@example.test", at, clock)
    record(
        [
            OrderPlaced(source="api", key="shop/1001", at=at, storefront="shop", customer_id=customer, order_ref="1001", currency="EUR",
                        total_minor=1000, tax_minor=0, shipping_minor=0, discount_minor=0),
            CustomerKnown(source="api", key="shop/1001/customer", at=at, storefront="shop", customer_id=customer, country="CH"),
            MailboxUsed(source="api", key="shop/1001/mailbox", at=at, storefront="shop", customer_id=customer, mailbox_id=mailbox),
            ConsentRecorded(
                source="api", key="shop/1001/consent", at=at, storefront="shop", customer_id=customer, mailbox_id=mailbox,
                purpose="marketing", channel="email", scope="shop", action="grant", ground="consent", actor="subject", form="checkout",
                text_hash="", text_version="1", language="en", controls="box", page="", evidence="1001",
            ),
        ],
        at,
    )  # fmt: skip

    def reader(**changed):
        said = {"storefront": "shop", "customer_id": customer, "mailbox_id": mailbox, "intent": INTENT, "topic": "reminders", "about": "1001",
                "minted": "2026-10-01"}  # fmt: skip
        return Reader(**(said | changed))

    def paths(**changed):
        made = links(shop, reader(**changed), django_settings.LINK_KEYS)
        return SimpleNamespace(**{name: made[name].removeprefix(shop.url) for name in PATHS})

    mailed = paths()

    class Inside:
        """Ana's page in a browser of its own, after a fresh link."""

        def __init__(self):
            from django.http import HttpResponse

            from regulars.pages.visiting import begin

            answer = HttpResponse()
            begin(answer, reader(), how="link", clock=clock)
            self.browser = Client()
            self.browser.cookies.update(answer.cookies)

        def get(self, path="/you"):
            return self.browser.get(path)

        def post(self, said, path="/you"):
            return self.browser.post(path, said | {"form-key": self.get().context["form_key"]})

    def like(direction, thing):
        return links(shop, reader(), django_settings.LINK_KEYS)[f"{direction} {thing}"].removeprefix(shop.url)

    return SimpleNamespace(inside=Inside, like=like, customer_id=customer, mailbox_id=mailbox, reader=reader, paths=paths, unsubscribe=mailed.unsubscribe,
                           page=mailed.page, feedback=mailed.feedback)  # fmt: skip


@pytest.fixture
def browser():
    return Client()
