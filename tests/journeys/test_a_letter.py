"""A customer who allows letters and no mail is away for long: she is written a letter, says no to more, and hears nothing again."""

import json
from dataclasses import replace
from datetime import timedelta

import pdfplumber
import pytest
from click.testing import CliRunner

from regulars.delivery.invariants import violations
from regulars.delivery.models import Outbox, PrintedLetter
from regulars.engine import everything, proof
from regulars.engine.erase import erase
from regulars.facts.models import Person
from tests.journeys.door import document, signed

pytestmark = [pytest.mark.both_databases, pytest.mark.needs("pango")]
LETTERS = "We write to you by post about things like these. You can object at any time."
HOME = {
    "name": "Ana Example",
    "street": "Lange Straße 12",
    "postcode": "10999",
    "city": "Berlin",
    "country": "DE",
}


@pytest.fixture
def cost():
    return "0.10"


@pytest.fixture
def ana(street, settings, cost):
    """Ana bought coffee every thirty days, with the box about letters left as the shop shows it, and none about mail; then she stayed away."""
    from regulars.engine.shop import shop
    from regulars.intake import api

    store = replace(settings.STOREFRONTS["shop"], country="DE", letter_cost=cost)
    settings.STOREFRONTS = {"shop": store}
    street.shop = shop()
    began = street.clock.now()
    for n in range(4):
        order = json.loads(document(f"10{n}", began - timedelta(days=160 - 30 * n), allowed=False))
        order["billing_address"] = HOME
        order["customer"]["marketing_by_post"] = {
            "allowed": True, "ground": "soft_opt_in", "text": LETTERS, "text_version": "1", "form": "checkout", "page": "/checkout",
        }  # fmt: skip
        body = json.dumps(order).encode()
        api.receive(signed(f"msg_{n}", body, began), body, street.clock)
    street.work()
    return Person.objects.get().customer_id


def run(*words):
    from regulars.project.commands.letters import command

    return CliRunner().invoke(command, words)


def letters():
    return Outbox.objects.filter(channel="post")


def test_a_letter_is_written_printed_proven_and_the_last_one(street, ana, tmp_path):
    street.day()
    (row,) = letters()
    assert (row.program, row.state) == ("win_back", "planned")
    street.clock.pass_seconds(12 * 3600)
    done = run()
    assert done.exit_code == 0, done.output
    assert "1 letter:" in done.output
    with pdfplumber.open(
        tmp_path / "letters" / f"letters-{PrintedLetter.objects.get().batch_id:05}.pdf"
    ) as pdf:
        text = pdf.pages[0].extract_text()
    assert "Ana Example\nLange Straße 12\n10999 BERLIN" in text
    assert "Coffee, 1 kg" in text
    assert "No letter is due." in run().output
    assert [mail["Subject"] for mail in street.mails()] == [], "no mail is written to who allowed none"

    made = proof.of_message(row.intent, street.clock)
    assert (made.ground.valid, made.ground.ground, made.message["channel"]) == (True, "soft_opt_in", "post")
    assert made.deciding.text == LETTERS
    assert "Ana Example, Lange Straße 12, 10999 Berlin, DE" in made.addresses

    code = PrintedLetter.objects.get().code
    street.clock.pass_seconds(60)
    assert street.client.post(f"/letter/{code}").status_code == 200
    assert [each.said["form"] for each in proof.of_message(row.intent, street.clock).later] == ["letter"]
    again = replace_last_order(street)
    street.clock.pass_seconds(70 * 86_400)
    street.day()
    assert letters().count() == 1, f"nothing more after order {again}"
    assert violations() == []


def replace_last_order(street):
    """She buys once more, by the same checkout, which gives no permission after a no."""
    from regulars.intake import api

    order = json.loads(document("1099", street.clock.now(), allowed=False))
    order["billing_address"] = HOME
    order["customer"]["marketing_by_post"] = {"allowed": True, "ground": "soft_opt_in", "text": LETTERS, "text_version": "1", "form": "checkout", "page": "/"}  # fmt: skip
    body = json.dumps(order).encode()
    api.receive(signed("msg_1099", body, street.clock.now()), body, street.clock)
    street.work()
    return "1099"


def test_what_was_printed_is_told_to_her_and_erased_with_her(street, ana, tmp_path):
    street.day()
    street.clock.pass_seconds(12 * 3600)
    run()
    kept = everything.everything(street.shop, ana, street.clock)
    assert [row["code"] for row in kept.tables["printedletter"]] == [PrintedLetter.objects.get().code]
    assert "Dear Ana Example" in kept.messages[-1].words.text
    assert len(list((tmp_path / "letters").iterdir())) == 2
    erase(street.shop, ana, street.clock)
    assert list((tmp_path / "letters").iterdir()) == []
    number = PrintedLetter.objects.get().batch_id
    assert "0 letters" in run("again", str(number)).output
    assert b"Ana" not in b"".join(path.read_bytes() for path in (tmp_path / "letters").iterdir())


def test_what_comes_back_is_noted(street, ana):
    street.day()
    street.clock.pass_seconds(12 * 3600)
    run()
    code = PrintedLetter.objects.get().code
    assert "Noted: 1 came back." in run("returned", code).output
    wrong = run("returned", "XXXXX-XXXXX")
    assert (wrong.exit_code, "no letter bears the code XXXXX-XXXXX" in wrong.output) == (1, True)
    assert "1 letter " in run("list").output


@pytest.mark.parametrize("cost", ["", "5.00"])
def test_no_letter_is_written_where_none_is_paid_for_or_worth_it(street, ana, cost):
    street.day(3)
    assert not letters().exists()
    assert "No letter is due." in run().output
