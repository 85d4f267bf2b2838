"""Letters go out in batches under the contract: none twice, none lost, none to who said no (STANDARDS A8, INV-1 to INV-5)."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pdfplumber
import pytest

from regulars.delivery import batch, letters_back, outbox
from regulars.delivery.letter_files import files, folder, forget, forget_old
from regulars.delivery.letter_said import code_of
from regulars.delivery.models import LetterBatch, Outbox, PrintedLetter
from regulars.delivery.render import shown
from regulars.facts.kinds import (
    AddressSuppressed,
    ConsentRecorded,
    MailboxUsed,
    MessageOutcome,
    PostalAddressUsed,
)
from regulars.facts.models import Letter, PostalAddress, facts_of
from regulars.facts.postal import postal_for
from regulars.facts.record import record
from regulars.kernel.postal import Postal

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.needs("pango")]
VALUES = {"orders": 4, "days_since": 100, "typical_gap_days": 30, "favourite": "Green tea", "variant": "TEA-100", "currency": "EUR", "last_ordered_on": "2026-06-23"}  # fmt: skip
BERLIN = Postal(name="Ana Example", street="Lange Straße 12", postcode="10999", city="Berlin", country="DE")


@pytest.fixture
def store(shop, settings):
    settings.STOREFRONTS = {"shop": replace(shop, letter_cost="1.10")}
    return settings.STOREFRONTS["shop"]


@pytest.fixture
def printer(store, clock, tmp_path, monkeypatch):
    """Prints what is due, or a batch again, into a folder of its own."""
    from regulars.delivery import press

    class Printer:
        home = tmp_path
        place = folder(tmp_path)
        program = press
        patched = monkeypatch

        def make(self):
            return press.make(store, clock, self.place)

        def again(self):
            return press.again(LetterBatch.objects.get(), clock, self.place)

        def recover(self):
            return press.recover(clock, self.place)

    return Printer()


@pytest.fixture
def resident(people, clock, store):
    """Makes a customer who gave a postal address and, unless told otherwise, allowed letters."""

    def made(name="Ana Example", *, at=BERLIN, allowed=True):
        known = people(name, f"{name.split()[0].lower()}@example.test", allowed=False)
        home = postal_for(replace(at, name=name), clock.now(), clock)
        who = SimpleNamespace(customer_id=known.customer_id, mailbox_id=home, box=known.mailbox_id, name=name)
        about = {"source": "test", "at": clock.now(), "storefront": "shop", "customer_id": known.customer_id}
        record([PostalAddressUsed(**about, key=f"home {home}", postal_id=home)], clock.now())
        record([MailboxUsed(**about, key=f"box {home}", mailbox_id=known.mailbox_id)], clock.now())
        if allowed:
            says(clock, who, "grant")
        return who

    return made


@pytest.fixture
def letter(write, resident):
    """Puts a letter into the outbox."""

    def written(to=None, **changed):
        return write(to or resident(), program="win_back", channel="post", purpose="promotions", topic="offers", values=VALUES, language="de", **changed)  # fmt: skip

    return written


def says(clock, who, action, *, name=None, channel="post", purpose="promotions", ground="consent"):
    clock.pass_seconds(1)
    number = name or who.mailbox_id
    record([ConsentRecorded(
        source="test", key=f"{number} {channel} {action} {clock.now()}", at=clock.now(), storefront="shop", customer_id=who.customer_id,
        mailbox_id=number, purpose=purpose, channel=channel, scope="all", action=action, ground=ground, actor="subject", form="checkout",
        text_hash="", text_version="1", language="de", controls="box", page="", evidence="1001",
    )], clock.now())  # fmt: skip


def state(message):
    return Outbox.objects.values_list("state", flat=True).get(intent=message.intent)


def ends():
    return list(facts_of(MessageOutcome).order_by("id").values_list("outcome", "detail"))


def listed(made):
    return list(csv.DictReader(io.StringIO(made.manifest.read_text())))


def text_of(made):
    with pdfplumber.open(made.pdf) as pdf:
        return "\n".join(page.extract_text() or "" for page in pdf.pages)


def test_a_letter_is_printed_once_with_its_address_and_its_code(letter, printer):
    written = letter()
    made = printer.make()
    assert (made.number, made.letters, state(written)) == (LetterBatch.objects.get().number, 1, "accepted")
    text = text_of(made)
    assert "Ana Example\nLange Straße 12\n10999 BERLIN" in text
    code = PrintedLetter.objects.get().code
    assert f"{code[:5]}-{code[5:]}" in text
    assert "shop.example/letter" in text
    assert "alle 30 Tage" in text.replace("\n", " ")
    assert [(row["number"], row["code"], row["sheets"]) for row in listed(made)] == [
        ("1", f"{code[:5]}-{code[5:]}", "1")
    ]
    assert ends() == [("accepted", "")]
    assert printer.make() is None
    assert (made.pdf.stat().st_mode & 0o777, made.manifest.stat().st_mode & 0o777) == (0o600, 0o600)


def test_no_letter_is_ever_mailed(letter, clock, carrier, sink):
    written = letter()
    clock.pass_seconds(86_400)
    assert outbox.send_due(clock, carrier).total == 0
    assert (sink.script.taken, state(written)) == ([], "planned")


def test_the_database_holds_no_letter_that_could_be_mailed(letter, clock):
    from django.db import IntegrityError, transaction

    letter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Outbox.objects.update(next_attempt_at=clock.now())


def test_letters_for_later_wait(letter, printer, clock):
    letter(send_after=clock.now() + timedelta(hours=1))
    assert printer.make() is None
    clock.pass_seconds(3600)
    assert printer.make().letters == 1


NO = {
    "under the postal address": lambda clock, ana: says(clock, ana, "withdraw"),
    "to everything by post": lambda clock, ana: says(clock, ana, "object", purpose="marketing"),
    "on their page": lambda clock, ana: says(clock, ana, "withdraw", name=ana.box),
}


@pytest.mark.parametrize("said", NO)
def test_who_said_no_by_either_name_gets_none(letter, resident, said, printer, clock):  # INV-4
    ana = resident()
    written = letter(ana)
    NO[said](clock, ana)
    assert printer.make() is None
    assert (state(written), ends()) == ("suppressed", [("suppressed", "no_consent")])


@pytest.mark.parametrize("said", NO)
def test_a_no_that_comes_while_letters_are_laid_out_counts(letter, resident, said, printer, clock):  # INV-5
    ana, ben = resident(), resident("Ben Birch")
    written, other = letter(ana), letter(ben)
    laid_out = printer.program.laid_out

    def laid_out_while_somebody_says_no(each, form):
        if each.to[0] == "Ben Birch":
            NO[said](clock, ana)
        return laid_out(each, form)

    printer.patched.setattr(printer.program, "laid_out", laid_out_while_somebody_says_no)
    made = printer.make()
    assert (state(written), state(other), made.letters) == ("suppressed", "accepted", 1)
    assert "Ana Example" not in text_of(made)


def test_a_purchase_is_no_yes_after_a_no_to_mail(letter, resident, printer, clock):
    ana = resident(allowed=False)
    says(clock, ana, "grant", ground="soft_opt_in")
    written = letter(ana)
    says(clock, ana, "withdraw", name=ana.box, channel="email", purpose="marketing")
    assert printer.make() is None
    assert state(written) == "suppressed"


def test_what_nobody_printed_in_time_is_not_sent(letter, printer, clock):
    written = letter()
    clock.pass_seconds(3 * 86_400)
    assert batch.expire(clock.now()) == 1
    assert printer.make() is None
    assert (state(written), ends()) == ("expired", [("expired", "")])


def test_an_address_that_does_not_fit_is_told_and_the_others_go(letter, resident, printer, clock):
    long = resident("Ben Birch", at=replace(BERLIN, street="W" * 90))
    bad, good = letter(long), letter()
    before = clock.now()
    made = printer.make()
    assert (state(bad), state(good), made.letters) == ("rejected", "accepted", 1)
    assert batch.unprintable(before) == ["a line of the address is too long for the window"]


def test_the_erased_are_left_out_of_a_batch_and_of_its_second_printing(letter, resident, printer):
    ana, ben = resident(), resident("Ben Birch")
    gone = letter(resident("Cleo Crane"))
    for each in (ana, ben):
        letter(each)
    Letter.objects.filter(intent=gone.intent).delete()
    made = printer.make()
    assert (state(gone), made.letters) == ("cancelled", 2)
    PostalAddress.objects.filter(id=ana.mailbox_id).update(written="")
    anew = printer.again()
    assert (anew.letters, "Ana" in text_of(anew), "Ben Birch" in text_of(anew)) == (1, False, True)


def test_a_second_printing_is_the_same_file_whatever_the_words_are_now(letter, printer, clock):
    letter()
    made = printer.make()
    first = made.pdf.read_bytes()
    clock.pass_seconds(10 * 86_400)
    from regulars.delivery import letter_words

    printer.patched.setattr(
        printer.program,
        "letter_words_of",
        lambda *_: letter_words.letter_words("subject: Other\n---\nOther\n", "de"),
    )
    assert printer.again().pdf.read_bytes() == first
    assert ends() == [("accepted", "")], "and nothing is told twice"


class Stopped(BaseException):
    """A process dies."""


@pytest.mark.parametrize("at", ["laid_out", "write", "finish"])
def test_however_a_maker_dies_each_letter_is_in_one_batch(letter, resident, at, printer, clock):  # A8
    names = ["Ana Example", "Ben Birch", "Cleo Crane"]
    for name in names:
        letter(resident(name))
    where = printer.program.contract if at == "finish" else printer.program

    def dies(*_args, **_more):
        raise Stopped

    with printer.patched.context() as broken:
        broken.setattr(where, at, dies)
        with pytest.raises(Stopped):
            printer.make()
    clock.pass_seconds(20 * 60)
    recovered = printer.recover()
    made = printer.make()
    batches = [*recovered, *([made] if made else [])]
    assert [each.letters for each in batches] == [3]
    assert sorted(name for name in names if name in text_of(batches[0])) == names
    assert Outbox.objects.filter(state="accepted").count() == PrintedLetter.objects.count() == 3
    assert printer.recover() == []


def test_a_maker_that_was_killed_leaves_its_claim_to_the_next(letter, printer, clock):
    letter()
    assert len(batch.claim("shop", clock, 10)) == 1  # and dies
    assert printer.make() is None
    clock.pass_seconds(20 * 60)
    assert printer.make().letters == 1


def test_two_makers_share_no_letter(letter, resident, clock):
    for name in ("Ana Example", "Ben Birch"):
        letter(resident(name))
    one = batch.claim("shop", clock, 1)
    other = batch.claim("shop", clock, 5)
    assert len({row.intent for row in [*one, *other]}) == len(one) + len(other) == 2
    batch.give_back([*one, *other])
    assert Outbox.objects.filter(state="planned").count() == 2


def test_from_a_restored_database_no_letter_goes_twice(letter, resident, printer, clock):  # INV-8
    from regulars.delivery.models import Home
    from regulars.delivery.restored import confirm

    def dies(*_args, **_more):
        raise Stopped

    begun = letter(resident("Cleo Crane"))
    with printer.patched.context() as broken:
        broken.setattr(printer.program, "write", dies)
        with pytest.raises(Stopped):
            printer.make()
    waits = letter()
    Home.objects.update(place="elsewhere")
    assert printer.make() is None
    assert confirm(clock.now()) == 1
    assert (state(waits), state(begun)) == ("cancelled", "uncertain")
    assert (printer.make(), printer.recover()) == (None, [])


def test_a_letter_that_comes_back_ends_letters_to_that_address(letter, resident, printer, clock):
    ana = resident()
    letter(ana)
    printer.make()
    code = PrintedLetter.objects.get().code
    typed = f" {code[:5].lower()} {code[5:]}"
    assert code_of(typed) == code
    assert letters_back.came_back([typed, "NO-SUCH-CODE"], clock) == ([typed], ["NO-SUCH-CODE"])
    assert facts_of(AddressSuppressed).values_list("mailbox_id", "scope", "cause").get() == (
        ana.mailbox_id,
        "post",
        "returned",
    )
    again = letter(ana)
    assert printer.make() is None
    assert state(again) == "suppressed"
    assert ends() == [("accepted", ""), ("bounced", "by post"), ("suppressed", "suppressed")]


def test_a_letter_can_be_read_before_and_after_it_is_printed(letter, printer):
    written = letter()
    assert "…" in shown(written.intent).text
    printer.make()
    code = PrintedLetter.objects.get().code
    read = shown(written.intent)
    assert read.subject == "Wir haben lange nichts voneinander gehört"
    assert f"{code[:5]}-{code[5:]}" in read.text
    assert "<p>Guten Tag Ana Example,</p>" in read.html


def test_files_are_not_kept_for_ever_and_go_with_their_readers(letter, resident, printer, clock):
    first = letter()
    made = printer.make()
    clock.pass_seconds(31 * 86_400)
    second = letter(resident("Ben Birch"))
    newer = printer.make()
    assert forget_old(printer.home, clock.now()) == 2
    assert (made.pdf.exists(), newer.pdf.exists()) == (False, True)
    assert forget(printer.home, [first.intent]) == 0
    assert forget(printer.home, [second.intent]) == 2
    assert list(printer.place.iterdir()) == []
    assert files(7, printer.home)[0].name == "letters-00007.pdf"


def test_an_address_abroad_names_its_country(letter, resident, printer):
    london = Postal(name="", street="4 Long Acre", postcode="WC2E 9LG", city="London", country="GB")
    letter(resident("Cleo Crane", at=london))
    made = printer.make()
    assert "Cleo Crane\n4 Long Acre\nLONDON\nWC2E 9LG\nUNITED KINGDOM" in text_of(made)
