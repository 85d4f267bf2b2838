"""The shop hands over a customer who signed in there: signed, for ten minutes, once (docs/your-page.md)."""

import re
from pathlib import Path

import pytest
from django.test import Client

from regulars.pages.hand_over import signature
from regulars.pages.models import Visiting

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
GUIDE = Path(__file__).parents[2] / "docs" / "your-page.md"
SECRET = "a secret of the tests"
NOT_GOOD = "Please come in through your account once more"


@pytest.fixture(autouse=True)
def _secret(settings):
    settings.API_SECRETS = [b"the secret before", SECRET.encode()]


@pytest.fixture
def fields(clock):
    """The fields of the shop's form, signed; those that `changed` names differ before the signature, those of `forged` after it."""

    def made(forged=None, **changed):
        said = {
            "storefront": "shop",
            "customer": "C1",
            "email": "",
            "time": str(int(clock.now().timestamp())),
            "nonce": clock.token(),
        }
        said |= changed
        return said | {"signature": signature(said, SECRET.encode())} | (forged or {})  # fmt: skip

    return made


def hand_over(said):
    browser = Client()
    answer = browser.post("/you/from-shop", said)
    return answer, browser


def says(answer, text):
    return text in answer.content.decode()


@pytest.mark.parametrize(
    "who", [{}, {"customer": "", "email": "ana@example.test"}, {"email": "else@example.test"}]
)
def test_a_form_of_the_account_page_begins_a_visit(ana, fields, who):
    answer, browser = hand_over(fields(**who))
    assert (answer.status_code, answer["Location"]) == (303, "/you")
    assert says(browser.get("/you"), "Close this page")
    assert list(Visiting.objects.values_list("customer_id", "mailbox_id", "how")) == [
        (ana.customer_id, ana.mailbox_id, "shop")
    ]


def test_a_link_asks_to_press_first_and_looking_uses_nothing_up(ana, fields):
    said, browser = fields(), Client()
    for _ in range(3):
        answer = browser.get("/you/from-shop", said)
        assert says(answer, "Open my page")
        assert browser.head("/you/from-shop", said).status_code == 200
    assert Visiting.objects.count() == 0
    shown = dict(re.findall(r'name="(\w+)" value="([^"]*)"', answer.content.decode()))
    assert browser.post("/you/from-shop", shown).status_code == 303


def test_it_is_good_once(ana, fields):
    said = fields()
    hand_over(said)
    answer, browser = hand_over(said)
    assert answer.status_code == 403
    assert says(answer, NOT_GOOD)
    assert not says(browser.get("/you"), "Close this page")


@pytest.mark.parametrize(("seconds", "status"), [(600, 303), (601, 403), (-60, 303), (-61, 403)])
def test_it_is_good_for_ten_minutes(ana, fields, clock, seconds, status):
    said = fields(time=str(int(clock.now().timestamp()) - seconds))
    assert hand_over(said)[0].status_code == status


@pytest.mark.parametrize(
    "forged",
    [{"customer": "C2"}, {"email": "eve@example.test"}, {"storefront": "other"}, {"nonce": "1" * 32}, {"time": "1790848801"},
     {"signature": ""}, {"signature": "é"}, {"signature": "0" * 64}, {"time": "9" * 300}, {"time": "soon"}, {"nonce": "short"},
     {"customer": "C1\nana@example.test"}, {"extra": "x" * 400}],
)  # fmt: skip
def test_what_the_shop_did_not_sign_opens_nothing(ana, fields, forged):
    for answer in (hand_over(fields(forged))[0], Client().get("/you/from-shop", fields(forged))):
        assert answer.status_code == 403
        assert says(answer, NOT_GOOD)
    assert Visiting.objects.count() == 0


@pytest.mark.parametrize("unfit", [{"nonce": "short"}, {"customer": "C\n1"}, {"time": ""}])
def test_what_the_shop_should_not_have_signed_opens_nothing(ana, fields, unfit):
    assert hand_over(fields(**unfit))[0].status_code == 403


def test_the_signature_of_an_order_hands_nobody_over(ana, fields, clock):
    from regulars.intake.webhook import signature as of_webhook

    said = fields()
    said["signature"] = of_webhook(said["nonce"], said["time"], b"{}", SECRET.encode())
    assert hand_over(said)[0].status_code == 403


@pytest.mark.parametrize(
    "who",
    [{"customer": "C9"}, {"customer": "", "email": "x@example.test"}, {"customer": ""}, {"storefront": "x"}],
)
def test_whom_we_do_not_know_is_told_kindly(ana, fields, who):
    answer, _ = hand_over(fields(**who))
    assert (answer.status_code, says(answer, "There is nothing here yet")) == (200, True)
    assert Visiting.objects.count() == 0


def test_the_guide_s_python_works_as_it_stands(ana, clock, monkeypatch):
    snippet = re.search(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1]
    names: dict = {}
    exec(compile(snippet, str(GUIDE), "exec"), names)
    monkeypatch.setattr(names["time"], "time", clock.now().timestamp)
    assert hand_over(names["hand_over"](SECRET, "shop", "C1"))[0].status_code == 303
    assert hand_over(names["hand_over"](SECRET, "shop", "", "ana@example.test"))[0].status_code == 303


def test_the_guide_s_php_signs_the_same_fields_in_the_same_order():
    """PHP is not among the tools of the tests; that its order is ours is what can go wrong unseen."""
    from regulars.pages.hand_over import FIELDS

    snippet = re.search(r"```php\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1]
    assert tuple(re.findall(r"^ {8}'(\w+)' =>", snippet, re.MULTILINE)) == FIELDS
    assert "hash_hmac('sha256', $text, $secret)" in snippet
