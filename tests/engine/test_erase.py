"""The canary of erasure: strings planted for one person everywhere are in no file afterwards, and nobody else lost anything (Shows 8)."""

import email.policy
import gzip
import html
import io
import json
import random
import sqlite3
import string
import subprocess
import zipfile
from datetime import timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import quote, unquote

import duckdb
import pytest
from click.testing import CliRunner
from django.conf import settings as configured
from django.db import connection

from regulars.delivery import outbox
from regulars.delivery.carriers import Answer, OneByOne
from regulars.delivery.models import Hit, Opening, Outbox
from regulars.engine import day, moment
from regulars.engine.erase import StillInUse, erase
from regulars.engine.why import told
from regulars.facts import chain, identity, lake, standing
from regulars.facts.digest import digest
from regulars.facts.kinds import ConsentRecorded, FeedbackGiven, MessageOutcome, OrderLine, OrderPlaced
from regulars.facts.models import (
    Due,
    FreeText,
    Letter,
    Mailbox,
    Person,
    PostalAddress,
    RawDelivery,
    Requested,
    Standing,
    Tombstone,
    Witness,
    facts_of,
)
from regulars.facts.record import record
from regulars.intake import came_back, translate
from tests.engine.cast import crowd
from tests.facts.tell import NOON, STORE, consent, days, mailbox, merged, order, suppressed

NAME, REFERENCE, ADDRESS = "Zéphyrine Quillfeather", "REF-CANARY-77", "zephyrine.canary@hidden-nest.example"
WORDS, IP, AGENT = "the plover sang at canary wharf", "203.0.113.77", "CanaryBrowser/77.7"
STREET = "Ploverwood Crescent 77"
CANARIES = (NAME, "Quillfeather", REFERENCE, ADDRESS, "zephyrine.canary", WORDS, IP, AGENT, STREET)
# Hers is the end of his: taking her out must not take him.
OTHER = {
    "name": "Otto Stayer",
    "reference": "REF-OTHER-12",
    "address": "prezephyrine.canary@hidden-nest.example",
    "street": "Am Ring 3",
}


def document(ref, at, customer):
    """An order as a shop posts it."""
    return json.dumps({
        "id": ref, "placed_at": at.isoformat(), "currency": "EUR",
        "billing_address": {"street": customer["street"], "city": "Hidden Nest", "country": "DE"},
        "customer": {"id": customer["reference"], "email": customer["address"], "name": customer["name"], "language": "en",
                     "marketing": {"allowed": True, "ground": "consent", "text": "Yes", "text_version": "1", "form": "f", "page": "/p"}},
        "lines": [{"sku": "TEA", "title": "Assam tea", "quantity": 1, "unit_price": "12.00"}], "total": "12.00",
    }).encode()  # fmt: skip


def deliver(clock, ref, at, customer):
    RawDelivery.objects.create(
        source="api",
        key=f"delivery {ref}",
        storefront="",
        received_at=clock.now(),
        body=document(ref, at, customer),
    )
    translate.waiting(clock)


class Postman(OneByOne):
    """Puts every mail into the folder of the demo's mailbox."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder
        folder.mkdir(parents=True)

    def send(self, envelope):
        (self.folder / f"{len(list(self.folder.iterdir()))}.mail").write_bytes(envelope.content)
        return Answer(kind="accepted", status="dot 250")


@pytest.fixture
def canary(shop, clock):
    """One person with something personal in every place there is, in a shop of forty others."""
    others = crowd(clock, 40)
    me = {"name": NAME, "reference": REFERENCE, "address": ADDRESS, "street": STREET}
    deliver(clock, "C-old", clock.now() - days(40), me)
    deliver(clock, "O-old", clock.now() - days(40), OTHER)
    clock.pass_seconds(60)
    deliver(clock, "C-1", clock.now(), me)
    deliver(clock, "O-1", clock.now(), OTHER)
    mine = identity.find(STORE, "shop", REFERENCE)
    box = identity.mailbox_for(ADDRESS, clock.now(), clock)
    clock.pass_seconds(1)
    moment.run(shop, clock)
    outbox.send_due(clock, Postman(shop.home / "mailbox" / "new"))
    for customer_id, words, key in ((mine, WORDS, "mine"), (others[0], "quite nice", "theirs")):
        record([FeedbackGiven(source="pages", key=key, at=clock.now(), storefront=STORE, customer_id=customer_id, order_ref=None, variant=None,
                              score=5, intent=None)], clock.now(), wake=False)  # fmt: skip
        FreeText.objects.create(kind="feedback", key=key, customer_id=customer_id, text=words)
    witnessed = facts_of(ConsentRecorded).filter(mailbox_id=box).first()
    Witness.objects.create(
        consent_key=witnessed.key, customer_id=None, ip=IP, user_agent=AGENT, salt="salt 1"
    )
    Witness.objects.create(
        consent_key="somebody else's",
        customer_id=others[0],
        ip="198.51.100.1",
        user_agent="Other/1",
        salt="salt 2",
    )
    parked = (
        json.dumps({"customer": {"email": ADDRESS.replace("@", "\\u0040")}}).replace("\\\\u", "\\u").encode()
    )
    RawDelivery.objects.create(source="api", key="parked", storefront="", received_at=clock.now(), body=parked, state="parked",
                               error=f"customer.email: {ADDRESS} was not understood")  # fmt: skip
    put_aside(shop)
    plant(shop, clock, mine, box)
    lake.copy(shop.lake, shop.database)
    day.rehearse(shop, clock, clock.now())
    day.run_if_due(shop, clock)
    return mine


MARKS = tuple(f"wren{number:02}tail" for number in range(46))
"""A word of hers for each of so many places more; with CANARIES, over fifty strings are looked for."""


def plant(shop, clock, mine, box):
    """Puts each mark into another place: mails kept raw in every encoding, free text, evidence, letters, and files of every form."""
    marks = iter(MARKS)
    mark = lambda: next(marks)  # noqa: E731
    came_back.keep(mail_of(ADDRESS, [mark() for _ in range(5)], answers="<1@x.example>"), clock)
    came_back.keep(mail_of(ADDRESS, [mark() for _ in range(5)]), clock)
    translate.waiting(clock)
    enclosed = mail_of("post@elsewhere.example", [f"{ADDRESS} {mark()}" for _ in range(5)])
    kept = {"storefront": "", "received_at": clock.now(), "state": "parked"}
    RawDelivery.objects.create(source="mail", key="enclosed", body=enclosed, **kept)
    RawDelivery.objects.create(
        source="api", key="zipped", body=gzip.compress(f"{ADDRESS} {mark()}".encode()), **kept
    )
    RawDelivery.objects.create(source="api", key="told", body=b"", error=f"{ADDRESS} {mark()}", **kept)
    for kind in ("reply", "feedback", "question"):
        FreeText.objects.create(kind=kind, key=f"marked {kind}", customer_id=mine, text=mark())
    for number in range(2):
        Witness.objects.create(
            consent_key=f"hers {number}", customer_id=mine, ip=mark(), user_agent=mark(), salt=mark()
        )
    Requested.objects.create(intent=mark(), customer_id=mine, mailbox_id=box, storefront=STORE, asked="[]", language="en", form="your page",
                             network=mark(), asked_at=clock.now())  # fmt: skip
    letter = Letter.objects.filter(customer_id=mine).first()
    Letter.objects.filter(pk=letter.pk).update(
        values=json.dumps(json.loads(letter.values) | {"note": mark()})
    )
    exports = shop.home / "exports"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("you.json", json.dumps({"name": NAME, "note": mark()}))
        packed.writestr("you.csv.gz", gzip.compress(f"{ADDRESS},{mark()}".encode()))
    (exports / "taken.zip").write_bytes(archive.getvalue())
    (exports / "proof-1.json").write_text(json.dumps({"who": NAME, "text": mark()}), encoding="utf-8")
    (exports / "proof-1.pdf").write_bytes(b"%PDF-1.7 " + mark().encode())
    (exports / "link.txt").write_text(f"?to={quote(ADDRESS)}&note={mark()}", encoding="utf-8")
    (exports / "page.html").write_text(
        f"<p>{html.escape(NAME).replace('é', '&eacute;')} {mark()}</p>", encoding="utf-8"
    )
    (exports / "wide.txt").write_text(f"{NAME} {mark()}", encoding="utf-16")
    with (shop.home / "set-aside" / "orders-1.csv").open("a", encoding="utf-8") as rows:
        rows.write(f'5,{REFERENCE},{mark()},"{mark()}, {mark()}",{mark()},{mark()}\n')
    folder = shop.home / "mailbox" / "new"
    (folder / "hers.mail").write_bytes(
        mail_of("shop@shop.example", [f"{ADDRESS} {mark()}" for _ in range(5)])
    )
    assert next(marks, None) is None, "every mark has its place"


def mail_of(author, words, *, answers=""):
    """A mail that says one of five words in its subject, in its sender's name, as quoted-printable, as base64, and in a file that comes with it."""
    mail = EmailMessage()
    mail["Subject"], mail["To"] = f"Grüße {words[0]}", "hello@shop.example"
    mail["From"] = Address(f"Zoë {words[1].replace('@', ' at ')}", addr_spec=author)
    if answers:
        mail["In-Reply-To"] = answers
    mail.set_content(f"Grüße {words[2]}", cte="quoted-printable")
    mail.add_alternative(f"<p>Grüße {words[3]}</p>", subtype="html", cte="base64")
    mail.add_attachment(
        f"a file of {words[4]} that comes with it".encode(),
        maintype="application",
        subtype="octet-stream",
        filename="a.bin",
    )
    return mail.as_bytes(policy=email.policy.SMTP)


def unpacked(content):
    """The content and what lies in it, by the standard library: archives, compressed files, mails, percent signs, entities, wide letters."""
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from unpacked(archive.read(name))
    if content.startswith(b"\xff\xfe"):
        yield content.decode("utf-16").encode()
    if b"MIME-Version" in content[:2000]:
        mail = message_from_bytes(content, policy=email.policy.default)
        yield str(mail.items()).encode()
        for part in mail.walk():
            yield part.get_payload(decode=True) or b""
    if content.startswith((b"<p>", b"?")):
        yield html.unescape(unquote(content.decode())).encode()


def raw_deliveries():
    """What lies raw in the database as if each were a file, since base64 in a page of it cannot be seen from outside."""
    return {f"raw {row.key}": bytes(row.body) for row in RawDelivery.objects.all()}


def put_aside(shop):
    folder = shop.home / "set-aside"
    folder.mkdir()
    (folder / "orders-1.csv").write_text(
        "order,customer,name,note,line,reason\n"
        f"1,{OTHER['reference']},{OTHER['name']},fine,2,no date\n"
        f'2,{REFERENCE},"{NAME}","please\nring at ""Quillfeather""",3,no date\n'
        f"3,,,{ADDRESS.upper()} wrote,4,no date\n"
        f"4,X{REFERENCE}X,Ann,{OTHER['address']},5,no date\n",
        encoding="utf-8",
    )
    exports = shop.home / "exports"
    exports.mkdir()
    (exports / "letter.txt").write_text(f"Dear {NAME},", encoding="utf-8")
    (exports / "other.txt").write_text(f"Dear {OTHER['name']},", encoding="utf-8")


def content_of(path):
    """Read by another process: if this one closed the database's file, its SQLite would lose its locks, and whoever opens the database
    next would delete the write-ahead log in use (sqlite.org/howtocorrupt.html, 2.2)."""
    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout


def found(shop):
    """Which canaries are in which files: in their bytes, in what compressed files say, in mails as read."""
    at: dict[str, set[str]] = {}
    database = configured.DATABASES["default"]["NAME"] if connection.vendor == "sqlite" else None
    files = [path for path in shop.home.rglob("*") if path.is_file()]
    files += (
        [path for path in database.parent.glob(f"{database.name}*") if path.is_file()] if database else []
    )
    contents = {path.name: b"\n".join(unpacked(content_of(path))) for path in files}
    contents |= {name: b"\n".join(unpacked(body)) for name, body in raw_deliveries().items()}
    for path in files:
        if path.suffix == ".parquet":
            contents[path.name] += repr(duckdb.execute(f"SELECT * FROM '{path}'").fetchall()).encode()
    for name, content in contents.items():
        for theirs in (OTHER["address"], f"X{REFERENCE}X"):
            content = content.replace(theirs.encode(), b"")  # noqa: PLW2901
        lowered = content.lower()
        for canary in (*CANARIES, *MARKS):
            spelled = (
                canary.encode(),
                json.dumps(canary)[1:-1].encode(),
                canary.replace("@", "\\u0040").encode(),
                canary.encode("utf-16-le"),
            )
            if any(each.lower() in lowered for each in spelled):
                at.setdefault(name, set()).add(canary)
    return at


def totals():
    return {
        "orders": sorted(facts_of(OrderPlaced).values_list("order_ref", "total_minor", "local_date")),
        "lines": sorted(facts_of(OrderLine).values_list("order_ref", "variant", "quantity", "total_minor")),
        "feedback": sorted(facts_of(FeedbackGiven).values_list("key", "score")),
    }


def test_of_an_erased_person_no_planted_string_is_in_any_file_of_the_data_folder(shop, clock, canary):
    before = found(shop)
    assert {each for names in before.values() for each in names} == {*CANARIES, *MARKS}
    assert len({*CANARIES, *MARKS}) >= 50
    assert {name.partition("-")[0] for name in before} >= {"regulars.sqlite3", "orders", "letter.txt"}
    assert any(name.endswith(".mail") for name in before)
    were, knew = totals(), facts_of(OrderPlaced).filter(customer_id=canary).count()
    assert erase(shop, canary, clock) > 10
    assert found(shop) == {}
    assert totals() == were
    assert facts_of(OrderPlaced).filter(customer_id=canary).count() == knew == 2


def test_what_is_other_peoples_stays(shop, clock, canary):
    mails = len(list((shop.home / "mailbox" / "new").iterdir()))
    people = Person.objects.count()
    erase(shop, canary, clock)
    rows = (shop.home / "set-aside" / "orders-1.csv").read_text(encoding="utf-8").splitlines()
    assert rows == [
        "order,customer,name,note,line,reason",
        f"1,{OTHER['reference']},{OTHER['name']},fine,2,no date",
        f"4,X{REFERENCE}X,Ann,{OTHER['address']},5,no date",
    ]
    assert (shop.home / "exports" / "other.txt").exists()
    assert 0 < len(list((shop.home / "mailbox" / "new").iterdir())) < mails
    assert Person.objects.count() == people - 1
    assert list(FreeText.objects.values_list("text", flat=True)) == ["quite nice"]
    assert list(Witness.objects.values_list("ip", flat=True)) == ["198.51.100.1"]
    assert RawDelivery.objects.count() == 2
    assert Mailbox.objects.filter(address=OTHER["address"]).exists()
    assert PostalAddress.objects.filter(written__contains=OTHER["street"]).exists()
    assert list(chain.breaks()) == []
    assert told(shop, canary) != []


@pytest.mark.both_databases
def test_told_again_nothing_comes_back(shop, clock, canary):
    erase(shop, canary, clock)
    facts, erased_at = digest(), clock.now()
    clock.pass_seconds(3600)
    me = {"name": NAME, "reference": REFERENCE, "address": ADDRESS, "street": STREET}
    for ref, at in (("C-1", erased_at - timedelta(seconds=70)), ("C-old", erased_at - days(41))):
        deliver(clock, ref, at, me)
    assert digest() == facts
    assert identity.find(STORE, "shop", REFERENCE) is None
    assert identity.find(STORE, "mailbox", ADDRESS) is None
    assert not Person.objects.filter(name=NAME).exists()
    assert not Mailbox.objects.filter(address=ADDRESS).exists()
    assert not PostalAddress.objects.filter(written__contains=STREET).exists()
    deliver(clock, "C-2 of before", erased_at - days(1), me)
    kept = RawDelivery.objects.filter(key__startswith="delivery C")
    assert [bytes(body) for body in kept.values_list("body", flat=True)] == [b"", b"", b""]
    assert facts_of(OrderPlaced).get(order_ref="C-2 of before").customer_id is None


@pytest.mark.both_databases
def test_who_comes_back_by_themselves_is_a_new_customer_and_is_asked_anew(shop, clock, canary):
    box = Mailbox.objects.get(address=ADDRESS).id
    assert standing.may_send_each({(box, "marketing")}, clock.now())[box, "marketing"] is None
    erase(shop, canary, clock)
    clock.pass_seconds(3600)
    me = {"shop": REFERENCE, "mailbox": ADDRESS}
    again = identity.customer_for(STORE, me, clock.now(), clock)
    assert again not in (None, canary)
    assert identity.mailbox_for(ADDRESS, clock.now(), clock) == box
    assert standing.may_send_each({(box, "marketing")}, clock.now())[box, "marketing"] == "no_consent"
    assert standing.may_send_each({(box, "service")}, clock.now())[box, "service"] is None
    record([consent(again, box, clock.now())], clock.now())
    assert standing.may_send_each({(box, "marketing")}, clock.now())[box, "marketing"] is None


@pytest.mark.both_databases
def test_what_they_forbade_stays_forbidden_when_they_come_back(shop, clock, canary):
    box = Mailbox.objects.get(address=ADDRESS).id
    record([suppressed(box, clock.now(), scope="marketing", cause="complaint")], clock.now())
    erase(shop, canary, clock)
    clock.pass_seconds(3600)
    back = identity.mailbox_for(ADDRESS, clock.now(), clock)
    record([consent(None, back, clock.now())], clock.now())
    assert standing.may_send_each({(back, "marketing")}, clock.now())[back, "marketing"] == "complained"
    assert Tombstone.objects.filter(value_hash=identity.keyed_hash("mailbox", ADDRESS)).exists()


@pytest.mark.both_databases
def test_everyone_merged_with_them_is_erased_with_them(shop, clock):
    people = crowd(clock, 4)
    record([merged(people[3], people[2], NOON)], NOON)
    erase(shop, people[3], clock)
    assert set(Person.objects.values_list("customer_id", flat=True)) == set(people[:2])


@pytest.mark.both_databases
def test_messages_that_wait_are_cancelled_and_told_so_and_nobody_is_due(shop, clock):
    ana = crowd(clock, 3)[2]
    record(order(ana, "live", clock.now()), clock.now())
    moment.run(shop, clock)
    record(order(ana, "another", clock.now()), clock.now())
    erase(shop, ana, clock)
    assert set(Outbox.objects.values_list("state", "next_attempt_at")) == {("cancelled", None)}
    assert (
        facts_of(MessageOutcome).filter(outcome="cancelled", customer_id=ana).count()
        == Outbox.objects.count()
        > 0
    )
    assert (Letter.objects.count(), Due.objects.count()) == (0, 0)


@pytest.mark.both_databases
def test_what_they_opened_goes_and_what_others_opened_stays(shop, clock):
    ana, ben = crowd(clock, 4)[2:]
    for number, who in enumerate((ana, ben)):
        said = {
            "intent": f"{number}" * 32,
            "customer_id": who,
            "storefront": STORE,
            "program": "reorder",
            "at": NOON,
        }
        Opening.objects.create(**said, mailbox_id=who, via="", sign="")
        Hit.objects.create(**said, number=-1, due_at=NOON, named=True, signs="")
    erase(shop, ana, clock)
    assert [list(table.objects.values_list("customer_id", flat=True)) for table in (Opening, Hit)] == [
        [ben],
        [ben],
    ]


@pytest.mark.both_databases
def test_erasing_twice_does_nothing_the_second_time(shop, clock, canary):
    erase(shop, canary, clock)
    clock.pass_seconds(1)
    facts = digest()
    assert erase(shop, canary, clock) == 0
    assert digest() == facts


def test_pages_that_were_split_and_joined_keep_nothing_of_the_erased(shop, clock):
    """SQLite moves rows between pages as tables grow and shrink; what it leaves behind in a page must be overwritten, too."""
    chance = random.Random(5)
    word = lambda length: "".join(chance.choices(string.ascii_letters, k=length))  # noqa: E731
    people = {}
    for n in range(100):
        marks = [word(16) for _ in range(4)]
        found_one = identity.customer_for(
            STORE, {"shop": marks[0], "mailbox": f"{marks[1]}@e.example"}, clock.now(), clock
        )
        box = identity.mailbox_for(f"{marks[1]}@e.example", clock.now(), clock)
        record([mailbox(found_one, box, clock.now())], clock.now())
        Person.objects.filter(customer_id=found_one).update(name=marks[2] * chance.randrange(1, 20))
        RawDelivery.objects.create(source="api", key=str(n), storefront=STORE, received_at=clock.now(), state="translated",
                                   body=(marks[3] * chance.randrange(1, 600)).encode(), customer_id=found_one)  # fmt: skip
        FreeText.objects.create(
            kind="x", key=str(n), customer_id=found_one, text=marks[3] * chance.randrange(1, 40)
        )
        people[found_one or 0] = marks
    gone = chance.sample(sorted(people), 30)
    for each in gone:
        erase(shop, each, clock)
    database = configured.DATABASES["default"]["NAME"]
    content = b"".join(content_of(path) for path in database.parent.glob(f"{database.name}*"))
    leaks = {mark for each in gone for mark in people[each] if mark.encode() in content}
    assert leaks == set()
    kept = [mark for each in people if each not in gone for mark in people[each][2:]]
    assert all(mark.encode() in content for mark in kept)


def test_while_somebody_reads_the_log_cannot_be_forgotten_and_that_is_said(shop, clock, canary, monkeypatch):
    monkeypatch.setattr("regulars.engine.erase.TRIES", 1)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    reader = sqlite3.connect(str(configured.DATABASES["default"]["NAME"]), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM facts_person").fetchone()
    try:
        with pytest.raises(StillInUse):
            erase(shop, canary, clock)
    finally:
        reader.close()
    assert not Person.objects.filter(name=NAME).exists()
    erase(shop, canary, clock)
    assert found(shop) == {}
    connection.close()


def test_the_command_asks_first_and_says_what_it_did(shop, clock, canary, settings):
    from regulars.project.cli import main

    settings.CLOCK = clock
    assert CliRunner().invoke(main, ["erase", REFERENCE], input="n\n").exit_code == 1
    assert Person.objects.filter(name=NAME).exists()
    done = CliRunner().invoke(main, ["erase", REFERENCE, "--yes"])
    assert (done.exit_code, done.output.startswith("Erased; ")) == (0, True)
    assert (
        CliRunner().invoke(main, ["erase", REFERENCE, "--yes"]).output
        == f"regulars: nobody is known as “{REFERENCE}”\n"
    )
    assert Standing.objects.exists()
