"""A shop's own system posts its orders; each becomes facts once, whatever the number and order of deliveries (STANDARDS D1, D2.1, D3.1)."""

import copy
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from regulars.intake import api, translate
from regulars.intake.webhook import NotSigned, checked, signature
from regulars.kernel.clock import PlayedClock
from regulars.kernel.storefront import Storefront

NOON = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)
SECRET = b"a secret of the tests"
ORDER = {
    "id": "1001", "placed_at": "2026-10-01T11:58:00", "currency": "EUR",
    "customer": {
        "id": 9007199254740993123, "email": "Ana@Example.test", "name": "Ana Example", "language": "de-AT", "country": "Austria",
        "zone": "Europe/Vienna",
        "marketing": {"allowed": True, "ground": "soft_opt_in", "text": "Wir schreiben Ihnen.", "text_version": "3", "form": "checkout",
                      "page": "/kasse"},
    },
    "lines": [
        {"sku": "TEA-100", "product": "TEA", "title": "Green tea, 100 g", "maker": "Sencha & Co", "quantity": 2, "unit_price": "12.00"},
        {"sku": "POT", "title": "Teapot “Ida”", "quantity": 1, "unit_price": 17.00, "total": "16.50", "tax": "2.63"},
    ],
    "shipping": "4.90", "tax": "7.33", "total": "45.40",
}  # fmt: skip


@pytest.fixture(autouse=True)
def shop(settings):
    settings.STOREFRONTS = {
        "shop": Storefront(key="shop", name="Tee & Kanne", zone="Europe/Berlin", country="DE", language="de")
    }
    settings.API_SECRETS = [SECRET, b"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
    settings.CLOCK = clock = PlayedClock(NOON, seed=3)
    return clock


def headers(body, number="msg_1", at=NOON, secret=SECRET):
    timestamp = str(int(at.timestamp()))
    signed = signature(number, timestamp, body, secret)
    return {"webhook-id": number, "webhook-timestamp": timestamp, "webhook-signature": f"v1,{signed}"}


def order(**changed):
    made: Any = copy.deepcopy(ORDER)
    for path, value in changed.items():
        inner = made
        *way, last = path.split("__")
        for step in way:
            inner = inner[int(step)] if step.isdecimal() else inner[step]
        inner[int(last) if last.isdecimal() else last] = value
    return made


def deliver(said, clock, number="msg_1"):
    from regulars.facts.models import RawDelivery

    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    delivery = api.receive(headers(body, number, clock.now()), body, clock)
    translate.waiting(clock)
    return RawDelivery.objects.get(id=delivery)


def facts(kind, *names):
    from regulars.facts.models import facts_of

    return list(facts_of(kind).order_by("id").values_list(*names))


def post(body, *, content_type="application/json", **sent) -> HttpResponse:
    return api.orders(RequestFactory().post("/api/orders", body, content_type=content_type, headers=sent))


def test_the_published_vector_is_our_signature():
    secret = b"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    given = signature("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}', secret)
    assert given == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_any_active_secret_and_any_of_several_signatures_will_do():
    new, old = b"new", b"old"
    sent = headers(b"{}", secret=old)
    assert checked(sent, b"{}", [new, old], NOON) == "msg_1"
    sent["webhook-signature"] = "v1,AAAA v1a,BBBB " + sent["webhook-signature"]
    assert checked(sent, b"{}", [old], NOON) == "msg_1"


@pytest.mark.parametrize(
    "wrong",
    [
        {"webhook-signature": ""}, {"webhook-signature": "v1,"}, {"webhook-signature": "v1,äöü"}, {"webhook-id": ""}, {"webhook-id": "msg_2"},
        {"webhook-timestamp": "soon"}, {"webhook-timestamp": str(int(NOON.timestamp()) + 1)},
    ],
    ids=str,
)  # fmt: skip
def test_a_request_that_does_not_prove_itself_is_refused(wrong):
    with pytest.raises(NotSigned):
        checked(headers(b"{}") | wrong, b"{}", [SECRET], NOON)


def test_a_body_written_anew_does_not_fit_its_signature():  # D1.1
    body = json.dumps(ORDER).encode()
    with pytest.raises(NotSigned):
        checked(headers(body), json.dumps(ORDER, indent=1).encode(), [SECRET], NOON)


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_or_future_request_is_refused(minutes):
    with pytest.raises(NotSigned, match="five minutes"):
        checked(headers(b"{}", at=NOON + timedelta(minutes=minutes)), b"{}", [SECRET], NOON)


@pytest.mark.django_db
def test_an_order_is_kept_and_answered_before_it_is_read():  # D1.2
    from regulars.facts.kinds import OrderPlaced
    from regulars.facts.models import RawDelivery

    body = b'{"not": "an order"}'
    answer = post(body, **headers(body))
    assert answer.status_code == 202
    assert bytes(RawDelivery.objects.get().body) == body
    assert facts(OrderPlaced, "id") == []


@pytest.mark.django_db
def test_problems_are_told_as_rfc_9457_says(settings):  # D3.1, D1.6
    settings.ROOT_URLCONF = "regulars.intake.urls"
    body = b"{}"
    cases = {
        401: post(body), 413: post(b"x" * 1_000_001, **headers(b"x")), 415: post(body, content_type="text/plain", **headers(body)),
        405: api.orders(RequestFactory().get("/api/orders")),
    }  # fmt: skip
    for status, answer in cases.items():
        said = json.loads(answer.content)
        assert (answer.status_code, said["status"], answer["Content-Type"]) == (
            status,
            status,
            "application/problem+json",
        )
        assert said["type"].startswith("http://testserver/api/problems#")
        assert SECRET.decode() not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.both_databases
def test_an_order_becomes_facts(shop):
    from regulars.facts import kinds
    from regulars.facts.models import Due, Mailbox, Person

    delivery = deliver(ORDER, shop)
    assert (delivery.state, delivery.storefront) == ("translated", "shop")
    customer = delivery.customer_id
    assert Person.objects.values_list("customer_id", "name", "reference").get() == (
        customer,
        "Ana Example",
        "9007199254740993123",
    )
    placed_at = datetime(2026, 10, 1, 9, 58, tzinfo=UTC)
    assert facts(
        kinds.OrderPlaced,
        "source",
        "key",
        "at",
        "customer_id",
        "order_ref",
        "total_minor",
        "tax_minor",
        "shipping_minor",
    ) == [("api", "shop/1001", placed_at, customer, "1001", 4540, 733, 490)]
    assert facts(
        kinds.OrderLine, "key", "variant", "quantity", "unit_price_millionths", "total_minor", "tax_minor"
    ) == [
        ("shop/1001/line 1", "TEA-100", 2, 12_000_000, 2400, 0),
        ("shop/1001/line 2", "POT", 1, 17_000_000, 1650, 263),
    ]
    assert facts(kinds.VariantDescribed, "variant", "product", "maker") == [
        ("TEA-100", "TEA", "Sencha & Co"),
        ("POT", "POT", None),
    ]
    assert facts(kinds.VariantPriced, "variant", "unit_price_millionths") == [
        ("TEA-100", 12_000_000),
        ("POT", 17_000_000),
    ]
    assert facts(kinds.CustomerKnown, "country", "language", "zone") == [("AT", "de-AT", "Europe/Vienna")]
    assert facts(kinds.MailboxUsed, "mailbox_id") == [(Mailbox.objects.get(address="Ana@example.test").id,)]
    assert facts(kinds.ConsentRecorded, "action", "ground", "evidence", "text_version", "expires_at") == [
        ("grant", "soft_opt_in", "1001", "3", datetime(2028, 10, 1, 9, 58, tzinfo=UTC))
    ]
    assert list(Due.objects.values_list("customer_id", "because")) == [(customer, "OrderPlaced")]


@pytest.mark.django_db
def test_the_same_delivery_twice_is_kept_once(shop):  # D1.3, INV-6
    from regulars.facts.models import RawDelivery

    first, second = deliver(ORDER, shop), deliver(ORDER, shop)
    assert first.id == second.id
    assert RawDelivery.objects.count() == 1


@pytest.mark.django_db
def test_an_order_posted_again_adds_only_what_is_new(shop):
    from regulars.facts import kinds
    from regulars.facts.models import Due, facts_of

    deliver(ORDER, shop)
    before = {kind: facts_of(kind).count() for kind in kinds.KINDS}
    shop.pass_seconds(3600)
    steps = [
        {"step": "approved", "at": "2026-10-01T12:00:00+02:00"},
        {"step": "packed", "at": "2026-10-01T12:30:00+02:00"},
    ]
    back = [{"id": "R1", "sku": "POT", "quantity": 1, "total": "16.50", "at": "2026-10-01T12:45:00+02:00"}]
    paid = [{"id": "P1", "total": "16.50", "at": "2026-10-01T12:50:00+02:00"}]
    deliver(order() | {"steps": steps, "returns": back, "refunds": paid}, shop, "msg_2")
    added = {
        kind.__name__: facts_of(kind).count() - before[kind]
        for kind in kinds.KINDS
        if facts_of(kind).count() != before[kind]
    }
    assert added == {"OrderStep": 2, "LineReturned": 1, "RefundPaid": 1}
    assert facts(kinds.LineReturned, "order_ref", "variant", "match") == [("1001", "POT", "matched")]
    assert [because for (because,) in Due.objects.values_list("because")] == [
        "OrderPlaced",
        "OrderStep",
        "OrderStep",
    ]


@pytest.mark.django_db
def test_deliveries_in_any_order_end_in_the_same_facts(shop):  # D1.4
    from regulars.facts import kinds

    later = order() | {"steps": [{"step": "delivered", "at": "2026-10-01T11:59:00+02:00"}]}
    deliver(later, shop, "msg_2")
    deliver(ORDER, shop, "msg_1")
    assert facts(kinds.OrderStep, "step") == [("delivered",)]
    assert len(facts(kinds.OrderLine, "id")) == 2


@pytest.mark.django_db
def test_a_corrected_address_is_used_from_then_on(shop):
    from regulars.facts.kinds import MailboxUsed

    deliver(ORDER, shop)
    deliver(order(customer__email="ana.example@example.test"), shop, "msg_2")
    boxes = [box for (box,) in facts(MailboxUsed, "mailbox_id")]
    assert len(boxes) == len(set(boxes)) == 2


@pytest.mark.django_db
def test_a_soft_opt_in_takes_back_no_withdrawal_but_a_ticked_box_does(shop):  # C3.1
    from regulars.facts.kinds import ConsentRecorded
    from regulars.facts.models import Standing
    from regulars.facts.record import record

    deliver(ORDER, shop)
    box = Standing.objects.get(purpose="marketing").mailbox_id
    withdrawn = ConsentRecorded(
        source="page", key="1", at=shop.now(), storefront="shop", mailbox_id=box, purpose="marketing", channel="email", scope="shop",
        action="withdraw", ground="soft_opt_in", actor="subject", form="one-click", text_hash="", text_version="", language="de",
        controls="", page="", evidence="",
    )  # fmt: skip
    record([withdrawn], shop.now())
    shop.pass_seconds(3600)
    deliver(order(id="1002", placed_at="2026-10-01T12:30:00"), shop, "msg_2")
    assert not Standing.objects.get(purpose="marketing").may
    deliver(
        order(id="1003", placed_at="2026-10-01T12:31:00", customer__marketing__ground="consent"),
        shop,
        "msg_3",
    )
    assert Standing.objects.get(purpose="marketing").may


@pytest.mark.django_db
def test_each_order_renews_the_soft_opt_in(shop):  # C3.2
    from regulars.facts.models import Standing

    deliver(ORDER, shop)
    shop.pass_seconds(7 * 24 * 3600)
    deliver(order(id="1002", placed_at="2026-10-08T09:00:00Z"), shop, "msg_2")
    assert Standing.objects.get(purpose="marketing").expires_at == datetime(2028, 10, 8, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_guest_without_any_name_is_nobody(shop):  # Foundation 7: no shared guest
    from regulars.facts.kinds import OrderPlaced
    from regulars.facts.models import Person

    deliver(order() | {"customer": {}}, shop)
    assert facts(OrderPlaced, "customer_id") == [(None,)]
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        (b"\xff", "the body is not UTF-8 (byte 1)"),
        (b"[]", "the body is not a JSON object"),
        (b"[" * 100_000, "the body is not JSON: "),
        (b'{"id": NaN}', "the body is not JSON: NaN is not a number"),
        (order(currency="EURO"), "currency: “EURO” is not a currency of ISO 4217"),
        (order(storefront="attic"), "storefront: “attic” is not one of shop"),
        (order(lines=[]), "lines: an order has at least one"),
        (order(lines__0__unit_price="abc"), "lines[0].unit_price: “abc” is not an amount"),
        (order(lines__1__quantity=0), "lines[1].quantity: “0” is not a whole number of at least 1"),
        (order(total="-1"), "total: “-1” is negative"),
        (order(total="1e300"), "total: “1e300” is not an amount a shop could mean"),
        (
            order(placed_at="yesterday"),
            "placed_at: “yesterday” is not a time such as 2026-10-01T12:00:00+02:00",
        ),
        (order(customer__email="ana@"), "customer.email: is not an e-mail address"),
        (
            order(customer__zone="Mars/Base"),
            "customer.zone: “Mars/Base” is not a time zone such as Europe/Berlin",
        ),
        (
            order(customer__name="Ana\x00"),
            "customer.name: holds unprintable characters or more than 1000 of them",
        ),
        (
            order(steps=[{"step": "eaten", "at": "2026-10-01T12:00:00Z"}]),
            "steps[0].step: “eaten” is not one of",
        ),
        (
            order(placed_at="2026-10-02T12:00:00Z"),
            "CustomerKnown shop/1001/customer/6532785312ad is dated 2026-10-02 12:00 UTC",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_translated_is_parked_with_one_sentence_and_records_nothing(said, complaint, shop):
    from regulars.facts import kinds
    from regulars.facts.models import Due, facts_of

    delivery = deliver(said, shop)
    assert delivery.state == "parked"
    assert delivery.error.startswith(complaint)
    assert "\n" not in delivery.error
    assert sum(facts_of(kind).count() for kind in kinds.KINDS) == Due.objects.count() == 0


@pytest.mark.django_db
def test_a_parked_delivery_is_translated_once_its_cause_is_mended(shop, settings):
    from dataclasses import replace

    from regulars.facts.kinds import OrderPlaced

    delivery = deliver(order(storefront="attic"), shop)
    settings.STOREFRONTS = settings.STOREFRONTS | {
        "attic": replace(settings.STOREFRONTS["shop"], key="attic")
    }
    assert translate.replay(delivery.id, shop) == "translated"
    assert facts(OrderPlaced, "storefront") == [("attic",)]


@pytest.mark.django_db
def test_one_bad_delivery_holds_nobody_up(shop):
    for number, said in enumerate((order(), order(id="1002", total="?"), order(id="1003"))):
        body = json.dumps(said).encode()
        api.receive(headers(body, f"msg_{number}"), body, shop)
    from regulars.facts.models import RawDelivery

    assert translate.waiting(shop) == 3
    assert list(RawDelivery.objects.order_by("id").values_list("state", flat=True)) == [
        "translated",
        "parked",
        "translated",
    ]


HOME = {
    "name": "Ana Example",
    "street": "Lange Straße 12",
    "postcode": "10999",
    "city": "Berlin",
    "country": "Germany",
}
LETTERS = {"allowed": True, "ground": "soft_opt_in", "text": "Wir schreiben Ihnen auch per Post."}


@pytest.mark.django_db
@pytest.mark.both_databases
def test_where_the_buyer_lives_is_kept_where_it_can_be_erased(shop):
    from regulars.facts.kinds import PostalAddressUsed
    from regulars.facts.postal import postal_of, written_of

    gift = HOME | {"name": "Ben Birch", "street": "Kurze Straße 1"}
    deliver(order(billing_address=HOME, shipping_address=gift), shop)
    deliver(order(id="1002", billing_address=HOME), shop, "msg_2")
    [(who, number, key)] = facts(PostalAddressUsed, "customer_id", "postal_id", "key")
    kept = written_of(number)
    assert (kept.name, kept.street, kept.postcode, kept.city, kept.country) == ("Ana Example", "Lange Straße 12", "10999", "Berlin", "DE")  # fmt: skip
    assert (key, postal_of([who])) == ("shop/1001/postal", number)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_where_the_parcel_went_is_taken_only_where_nothing_else_is_said(shop):
    from regulars.facts.models import PostalAddress
    from regulars.kernel.postal import Postal

    deliver(order(shipping_address={"street": "Am Ring 3", "street_more": "c/o Birch", "city": "Wien", "postcode": "1010"}), shop)  # fmt: skip
    assert Postal.read(PostalAddress.objects.get().written) == Postal(
        name="Ana Example", street="Am Ring 3\nc/o Birch", city="Wien", postcode="1010", country="AT"
    )
    deliver(order(id="1002", billing_address={"city": "Wien"}), shop, "msg_2")
    assert PostalAddress.objects.count() == 1, "half an address is none"


@pytest.mark.django_db
@pytest.mark.both_databases
def test_an_address_in_no_country_is_parked_with_its_place(shop):
    parked = deliver(order(billing_address=HOME | {"country": "Atlantis"}), shop)
    assert parked.error == "billing_address.country: “Atlantis” is not a country"


@pytest.mark.django_db
@pytest.mark.both_databases
def test_letters_have_a_permission_of_their_own(shop):
    from regulars.facts.kinds import ConsentRecorded

    customer = {"id": 1, "name": "Ana Example", "country": "Austria", "marketing_by_post": LETTERS}
    deliver(order(billing_address=HOME, customer=customer), shop)
    [said] = facts(ConsentRecorded, "channel", "action", "ground", "key", "jurisdiction", "expires_at")
    assert said == ("post", "grant", "soft_opt_in", "shop/1001/consent/post", "AT", datetime(2028, 10, 1, 9, 58, tzinfo=UTC))  # fmt: skip


@pytest.mark.django_db
@pytest.mark.both_databases
@pytest.mark.parametrize(("country", "action"), [("Germany", "grant"), ("Italy", "claim")])
def test_only_where_the_law_lets_it_a_purchase_allows_letters(shop, country, action):
    from regulars.facts.kinds import ConsentRecorded

    customer = {"id": 1, "name": "Ana", "country": country, "marketing_by_post": LETTERS}
    deliver(order(billing_address=HOME, customer=customer), shop)
    [said] = facts(ConsentRecorded, "action")
    assert said == (action,)
    asked = LETTERS | {"ground": "consent"}
    deliver(order(id="1002", billing_address=HOME, customer=customer | {"marketing_by_post": asked}), shop, "msg_2")  # fmt: skip
    assert facts(ConsentRecorded, "action")[1:] == [("grant",)]


@pytest.mark.django_db
@pytest.mark.both_databases
def test_without_an_address_there_is_nobody_to_allow_letters_to(shop):
    from regulars.facts.kinds import ConsentRecorded

    assert deliver(order(customer={"id": 1, "marketing_by_post": LETTERS}), shop).state == "translated"
    assert facts(ConsentRecorded, "channel") == []
