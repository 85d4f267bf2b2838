"""What allowed a message can be shown for any message that went: who, when, how, the exact text, and that it held at the attempt (STANDARDS C1.1, INV-5)."""

import json

import pdfplumber
import pytest
from click.testing import CliRunner
from django.db import connection

from regulars.delivery.models import Outbox
from regulars.facts.kinds import ConsentRecorded
from regulars.facts.models import MODEL_OF, Person

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
SHOWN = "We write to you about similar things. You can object at any time."
pytestmark = pytest.mark.both_databases


@pytest.fixture
def asked(street):
    """Ana bought, and was asked how it was."""
    street.orders("1001")
    street.day(13)
    return Outbox.objects.get(nature="marketing", state="accepted")


@pytest.fixture
def clock(street, settings):
    settings.CLOCK = street.clock
    return street.clock


def test_a_message_is_proven_with_the_text_and_the_ground_that_held_when_it_went(street, asked, clock):
    from regulars.engine.proof import of_message

    clock.pass_seconds(60)
    street.client.post(street.one_click(street.mails()[-1]), ONE_CLICK)
    proof = of_message(asked.intent, clock)
    assert (proof.who, proof.addresses, proof.links, proof.broken) == (
        "Ana Example",
        ["ana@example.test"],
        2,
        [],
    )
    assert (proof.ground.valid, proof.ground.ground) == (True, "soft_opt_in")
    assert proof.message["attempted_at"] == asked.armed_at <= asked.accepted_at
    record = proof.deciding
    assert (record.text, record.number, record.intact) == (SHOWN, 1, True)
    assert {name: record.said[name] for name in ("action", "purpose", "channel", "form", "page", "text_version", "language", "actor", "evidence")} == {
        "action": "grant", "purpose": "marketing", "channel": "email", "form": "checkout", "page": "/checkout", "text_version": "1",
        "language": "en", "actor": "subject", "evidence": "1001",
    }  # fmt: skip
    assert [each.said["form"] for each in proof.later] == ["one-click"]
    assert json.loads(json.dumps(proof.as_json()))["records"][0]["text"] == SHOWN


def test_a_receipt_is_owed_and_what_never_went_proves_nothing(street, asked, clock):
    from regulars.engine.proof import NothingToProve, of_message

    receipt = Outbox.objects.get(nature="service")
    assert of_message(receipt.intent, clock).ground.ground == "owed"
    Outbox.objects.filter(intent=asked.intent).update(armed_at=None, accepted_at=None, state="suppressed")
    with pytest.raises(NothingToProve):
        of_message(asked.intent, clock)


def test_what_was_recorded_after_the_attempt_is_no_ground_for_it(street, asked):
    from regulars.engine.proof import ground_at

    MODEL_OF[ConsentRecorded].objects.update(recorded_at=asked.armed_at.replace(year=2027))
    ground = ground_at([asked.mailbox_id], asked.purpose, asked.armed_at)
    assert (ground.valid, ground.ground) == (False, "none")


def test_a_customer_s_proof_outlives_their_erasure_without_them(street, asked, clock):
    from regulars.engine.erase import erase
    from regulars.engine.proof import of_customer

    ana = Person.objects.get().customer_id
    erase(street.shop, ana, clock)
    proof = of_customer(ana, clock)
    assert (proof.who, proof.addresses, proof.broken) == ("", [], [])
    assert [(each.said["action"], each.text) for each in proof.records] == [
        ("grant", SHOWN),
        ("withdraw", ""),
    ]
    assert "ana@example.test" not in json.dumps(proof.as_json())


def run(*words):
    from regulars.project.commands.proof import command

    return CliRunner().invoke(command, words)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_command_writes_one_page_and_the_same_for_machines(street, asked, clock, tmp_path, language):
    done = run(asked.intent, "--to", str(tmp_path / "out"), "--language", language)
    assert done.exit_code == 0, done.output
    said = json.loads((tmp_path / "out" / f"proof-{asked.intent}.json").read_text())
    assert (said["ground"]["valid"], said["deciding_record"], said["later_withdrawals"]) == (
        True,
        "api shop/1001/consent",
        [],
    )
    with pdfplumber.open(tmp_path / "out" / f"proof-{asked.intent}.pdf") as pdf:
        assert len(pdf.pages) == 1
        text = " ".join(pdf.pages[0].extract_text().split())
    assert SHOWN in text
    assert "ana@example.test" in text


def test_one_flipped_byte_is_named(street, asked, clock):
    assert run("--verify").exit_code == 0
    with connection.cursor() as cursor:
        table = MODEL_OF[ConsentRecorded]._meta.db_table
        cursor.execute(f"UPDATE {table} SET text_hash = 'e' || substr(text_hash, 2)")
    done = run("--verify")
    assert (done.exit_code, done.output) == (1, "regulars: api shop/1001/consent is not what was recorded\n")
    from regulars.engine.proof import of_message

    assert [record.intact for record in of_message(asked.intent, clock).records] == [False]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no moment that cannot be read")
@pytest.mark.parametrize(
    ("column", "stands"),
    [("at", "2026-13-01 12:00:00"), ("at", "soon"), ("expires_at", "2026-13-01 12:00:00")],
)
def test_a_record_that_cannot_be_read_is_shown_as_it_stands_and_proves_nothing(
    asked, clock, tmp_path, column, stands
):
    table = MODEL_OF[ConsentRecorded]._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [stands])
    done = run(asked.intent, "--to", str(tmp_path))
    assert done.exit_code == 0, done.output
    said = json.loads((tmp_path / f"proof-{asked.intent}.json").read_text())
    (record,) = said["records"]
    assert (record[column], record["action"], record["intact"]) == (stands, "grant", False)
    assert (said["ground"]["valid"], said["broken"]) == (False, ["api shop/1001/consent"])
    with pdfplumber.open(tmp_path / f"proof-{asked.intent}.pdf") as pdf:
        assert "no permission on record covered it" in " ".join(pdf.pages[0].extract_text().split())


def test_a_text_that_was_changed_later_is_named(street, asked, clock):
    from regulars.facts.models import ShownText

    ShownText.objects.update(text=f"{SHOWN} And daily.")
    done = run("--verify")
    assert done.exit_code == 1
    assert done.output.startswith("regulars: text ")
