"""`/api/preferences`: a shop that draws the page itself sees and chooses what its customer could (docs/your-page.md; STANDARDS D1, D3)."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client

from regulars.engine.shop import shop
from regulars.facts.kinds import ConsentRecorded, LimitSet, PreferenceSet
from regulars.facts.models import facts_of
from regulars.intake.webhook import signature

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SECRET = b"a secret of the tests"
WHO = {"storefront": "shop", "customer": "C1"}
GUIDE = Path(__file__).parents[2] / "docs" / "your-page.md"


@pytest.fixture(autouse=True)
def _shop(shop, settings):
    settings.API_SECRETS = [SECRET]
    settings.ROOT_URLCONF = "regulars.project.urls"


@pytest.fixture
def call(clock):
    """Asks as the shop's system does; `number` is the webhook-id, `signed` what is signed in place of what is sent."""

    def asked(said=WHO, choose=None, *, number=None, signed=None, **headers):
        path = "/api/preferences"
        body = json.dumps(said | {"choose": choose}).encode() if choose is not None else b""
        target = path if body else f"{path}?{urlencode(said)}"
        number, at = number or clock.token(), str(int(clock.now().timestamp()))
        mac = signature(number, at, signed or body or f"GET {target}".encode(), SECRET)
        same = {"webhook-id": number, "webhook-timestamp": at, "webhook-signature": f"v1,{mac}"} | headers
        if body:
            return Client().post(path, body, content_type="application/json", headers=same)
        return Client().get(target, headers=same)

    return asked


def held(answer):
    return {wish["name"]: wish["holds"] for wish in answer.json()["wishes"]}


def test_it_tells_what_can_be_chosen_and_what_holds(ana, call):
    answer = call()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert held(answer) == {
        "topic-feedback": "everything", "topic-offers": "everything", "topic-reminders": "everything", "limit": "none", "pause": "",
        "advertising": "yes", "newsletter-email": "yes", "newsletter-post": "yes", "promotions-email": "yes", "promotions-post": "yes",
        "product_information-email": "yes", "product_information-post": "yes", "profiling-email": "yes", "profiling-post": "yes",
        "open_tracking-email": "no", **{f"feature-{key}": "on" for key in shop().features()},
    }  # fmt: skip
    wishes = {wish["name"]: wish for wish in answer.json()["wishes"]}
    assert [offer["value"] for offer in wishes["topic-offers"]["offers"]] == [
        "everything", "weekly", "monthly", "important", "never",
    ]  # fmt: skip
    assert (wishes["pause"]["earliest"], wishes["pause"]["latest"]) == ("2026-10-02", "2028-09-30")
    assert wishes["advertising"]["words"].startswith("Yes, Tee & Kanne may send me advertising")


def test_it_chooses_and_tells_what_then_holds(ana, call):
    answer = call(choose={"topic-offers": "never", "limit": "2", "pause": "2026-12-01"})
    assert answer.json()["changed"] == [
        "Offers and news: Never (was: Whenever it may help)",
        "All mails together: At most 2 a month (was: As many as may help)",
        "Silence until: 1 December 2026 (was: none)",
    ]
    answer = call(choose={"topic-offers": "weekly", "pause": ""})
    assert (held(answer)["topic-offers"], held(answer)["limit"], held(answer)["pause"]) == ("weekly", "2", "")


def test_a_permission_is_recorded_with_where_it_was_given(ana, call, clock):
    call(choose={"advertising": "no"})
    clock.pass_seconds(1)
    call(choose={"advertising": "yes"})
    given = facts_of(ConsentRecorded).order_by("id").values_list("action", "form")
    assert list(given)[1:] == [("withdraw", "the shop's own page"), ("grant", "the shop's own page")]


def test_by_address_as_well(ana, call):
    assert call({"storefront": "shop", "email": "ana@example.test"}).status_code == 200


def test_the_same_request_again_chooses_nothing_anew(ana, call, clock):
    call(choose={"limit": "1"}, number="first")
    clock.pass_seconds(1)
    call(choose={"limit": "3"})
    clock.pass_seconds(1)
    answer = call(choose={"limit": "1"}, number="first")
    assert (answer.status_code, answer.json()["changed"], held(answer)["limit"]) == (200, [], "3")


@pytest.mark.parametrize(
    ("said", "choose", "detail"),
    [
        (WHO, {"topic-offers": "hourly"}, "choose.topic-offers: “hourly” cannot be chosen"),
        (WHO, {"topic-orders": "never"}, "choose.topic-orders: is no wish"),
        (WHO, {"limit": "2", "pause": "20261201"}, "choose.pause: “20261201” cannot be chosen"),
        (WHO, ["limit"], "choose"),
        (WHO, {"limit": {}}, "choose.limit: is not a text"),
        (WHO | {"limit": "2"}, {}, "limit: is not known here; known are storefront, customer, email, choose"),
        ({"customer": "C1"}, None, "storefront: is missing"),
    ],
)
def test_what_cannot_be_chosen_is_said_and_nothing_changes(ana, call, said, choose, detail):
    answer = call(said, choose)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert detail in answer.json()["detail"]
    assert facts_of(PreferenceSet).count() + facts_of(LimitSet).count() == 0


@pytest.mark.parametrize(
    "who",
    [
        {"customer": "C9"},
        {"email": "x@example.test", "customer": ""},
        {"storefront": "other"},
        {"customer": ""},
    ],
)
def test_whom_we_do_not_know_is_not_found(ana, call, who):
    answer = call(WHO | who)
    assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (404, "not-known")


def test_nothing_is_told_or_chosen_without_the_shop_s_signature(ana, call):
    body = json.dumps(WHO | {"choose": {"limit": "1"}}).encode()
    for answer in (
        call(signed=b"x"),
        call(signed=b"GET /api/preferences?storefront=shop&customer=C2"),
        call(choose={"limit": "1"}, signed=body + b" "),
        call(choose={"limit": "1"}, **{"webhook-timestamp": "1"}),
        Client().get("/api/preferences", WHO),
    ):
        assert answer.status_code == 401
    assert facts_of(LimitSet).count() == 0


def test_other_ways_of_asking_are_refused(ana, call):
    assert Client().put("/api/preferences").status_code == 405
    assert Client().post("/api/preferences", WHO).status_code == 415
    assert (
        Client().post("/api/preferences", b"x" * 100_001, content_type="application/json").status_code == 413
    )


def test_what_the_guide_shows_is_what_is_asked_and_answered(ana, call):
    shown, chosen = (
        json.loads(block)
        for block in re.findall(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    )
    answer = call().json()
    assert shown.keys() == answer.keys()
    wishes = {wish["name"]: wish for wish in answer["wishes"]}
    for wish in shown["wishes"]:
        offers = wishes[wish["name"]].get("offers", [])
        assert all(offer in offers for offer in wish.get("offers", []))
        assert wish | {"offers": offers} == wishes[wish["name"]] | {"offers": offers}
    assert chosen.keys() - {"choose"} == WHO.keys()
    after = call(choose=chosen["choose"])
    assert after.status_code == 200
    assert {name: held(after)[name] for name in chosen["choose"]} == chosen["choose"]
    assert len(after.json()["changed"]) == len(chosen["choose"])
