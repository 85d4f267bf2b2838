"""What docs/orders.md tells shops is what happens: its examples are played, and it names every field that is read, and no other."""

import io
import json
import re
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory

from regulars.facts.kinds import (
    ConsentRecorded,
    LineReturned,
    OrderLine,
    OrderPlaced,
    OrderStep,
    PostalAddressUsed,
    RefundPaid,
)
from regulars.facts.models import RawDelivery, facts_of
from regulars.intake import api, translate
from regulars.intake.document import Document
from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront

pytestmark = pytest.mark.django_db
GUIDE = (Path(__file__).parents[2] / "docs" / "orders.md").read_text(encoding="utf-8")
SECRET = "a secret of the tests"
ADDRESS = ("name", "company", "street", "street_more", "postcode", "city", "region", "country")
FIRST, LATER = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL))


@pytest.fixture(autouse=True)
def _shop(settings):
    settings.STOREFRONTS = {"shop": Storefront(key="shop", country="AT", zone="Europe/Vienna")}
    settings.API_SECRETS = [SECRET.encode()]
    settings.CLOCK = Clock.system()


@pytest.fixture
def send(monkeypatch, settings):
    """The guide's own function, its requests answered by us, and then translated."""

    def answered(request, timeout):
        headers = {name.lower(): value for name, value in request.header_items()}
        answer = api.orders(
            RequestFactory().post(
                "/api/orders", request.data, content_type=headers.pop("content-type"), headers=headers
            )
        )
        assert (request.full_url, answer.status_code) == ("https://shop.example/api/orders", 202)
        return io.BytesIO(answer.content)

    monkeypatch.setattr(urllib.request, "urlopen", answered)
    told: dict[str, Any] = {}
    exec(re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)[0], told)

    def sent(order):
        number = told["send_order"]("https://shop.example", SECRET, order)
        translate.waiting(settings.CLOCK)
        delivery = RawDelivery.objects.get(id=number)
        assert (delivery.state, delivery.error) == ("translated", "")

    return sent


def count(kind, **which):
    return facts_of(kind).filter(**which).count()


def test_the_examples_become_what_they_say_however_often_they_are_sent(send):
    for order in (FIRST, FIRST, FIRST | LATER, FIRST | LATER):
        send(order)
    placed = facts_of(OrderPlaced).get()
    assert (placed.order_ref, placed.total_minor, placed.discount_minor) == ("1001", 4540, 50)
    assert list(facts_of(OrderLine).order_by("key").values_list("variant", "sort", "total_minor")) == [
        ("TEA-100", "goods", 2400), ("POT", "goods", 1650), ("WRAP", "fee", 50),
    ]  # fmt: skip
    assert list(facts_of(OrderStep).order_by("at").values_list("step", flat=True)) == ["approved", "on_truck", "delivered"]  # fmt: skip
    assert (count(LineReturned, match="matched"), count(RefundPaid), count(PostalAddressUsed)) == (1, 1, 1)
    assert sorted(facts_of(ConsentRecorded).values_list("channel", "action", "ground")) == [
        ("email", "grant", "consent"), ("post", "object", "soft_opt_in"),
    ]  # fmt: skip


def named_in_the_guide():
    """Every field of the guide's tables."""
    found = set()
    for row in re.findall(r"^\| (`.*?) \|", GUIDE, re.MULTILINE):
        found |= set(re.findall(r"`([^`]+)`", row))
    for name in ("billing_address", "shipping_address"):
        found = (found - {name}) | {f"{name}.{field}" for field in ADDRESS}
    for name in [name for name in found if name.startswith("marketing.")]:
        found |= {f"customer.{name}", f"customer.{name.replace('marketing', 'marketing_by_post')}"}
        found.discard(name)
    lists = {"lines", "customer.marketing", "customer.marketing_by_post"}
    return found - lists


def test_every_field_that_is_read_is_told_and_no_other(send, monkeypatch):
    read = set()

    def noted(name):
        plain = getattr(Document, name)

        def noting(self, field, *more, **named):
            read.add(re.sub(r"\[\d+\]", "[]", f"{self.place}{field}"))
            return plain(self, field, *more, **named)

        monkeypatch.setattr(Document, name, noting)

    for name in ("text", "minor", "millionths", "count", "flag", "moment", "one_of"):
        noted(name)
    send(FIRST | LATER)
    send({name: value for name, value in FIRST.items() if name != "billing_address"} | {"id": "1002"})
    assert read == named_in_the_guide()


def test_what_is_said_to_be_missing_must_be_there():
    starred = {name for row in re.findall(r"^\| (.*?) \|", GUIDE, re.MULTILINE) for name in re.findall(r"`([^`]+)` \*", row)}  # fmt: skip
    assert {"id", "placed_at", "currency", "total", "lines", "lines[].sku", "returns[].at"} <= starred
    for name in starred - {"marketing.allowed"}:
        order = json.loads(json.dumps(FIRST | LATER))
        *way, last = name.split(".")
        inner = order[way[0].removesuffix("[]")][0] if way else order
        del inner[last]
        RawDelivery.objects.all().delete()
        body = json.dumps(order).encode()
        delivery = RawDelivery.objects.create(source="api", key=name, storefront="", received_at=Clock.system().now(), body=body)  # fmt: skip
        assert translate.replay(delivery.id, Clock.system()) == "parked", name
