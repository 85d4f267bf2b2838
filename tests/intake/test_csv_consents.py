"""A yes from elsewhere counts as far as it is proven, a no always (STANDARDS C1.5, B3; Foundation 9)."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from click.testing import CliRunner
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from regulars.facts import asking, chain, witness
from regulars.facts.identity import find, mailbox_for
from regulars.facts.kinds import ConsentRecorded
from regulars.facts.models import Identifier, Mailbox, Standing, Witness, facts_of
from regulars.facts.record import record
from regulars.facts.standing import may_send_each, recomputed
from regulars.intake.csv_consents import Attested, Wish, import_consents
from regulars.intake.csv_file import NotReadable
from regulars.kernel.clock import PlayedClock
from regulars.project.commands.import_ import command
from tests.intake.exports import NOW, SHOP, aside, facts, written

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db, pytest.mark.usefixtures("shop")]

TABLE = "email,status,at,form,text,confirmed\n"
WHOLE = "ana@tea.example,yes,2025-03-01T10:00:00Z,footer,I agree to mails.,2025-03-01T10:05:00Z\n"
BARE = "ben@tea.example,yes,,,,\n"
SEEDS = count(1)
SHOP_DE = replace(SHOP, country="DE")  # where a yes has to be confirmed


def took(path, *, days=0, **wishes):
    wish = Wish(**({"storefront": SHOP} | wishes))
    return import_consents(
        path,
        wish,
        settings.REGULARS_HOME,
        PlayedClock(NOW + timedelta(days=days), seed=next(SEEDS)),
        lambda _bytes: None,
    )


def may(address, purpose="promotions", at=NOW):
    box = Mailbox.objects.get(address=address).id
    return may_send_each({(box, purpose)}, at)[box, purpose]


def say(address, action, at=NOW, key="said"):
    clock = PlayedClock(at, seed=9)
    record([ConsentRecorded(
        source="page", key=f"{address} {key}", at=at, storefront="shop", mailbox_id=mailbox_for(address, at, clock), purpose="marketing", channel="email",
        scope="shop", action=action, ground="consent", actor="subject", form="page", text_hash="", text_version="", language="", controls="", page="",
        evidence="",
    )], at)  # fmt: skip


def test_a_yes_that_shows_everything_counts_and_is_kept_with_its_words(tmp_path):
    done = took(written(tmp_path, TABLE + WHOLE))
    assert (done.became["yes"], done.new) == (1, 1)
    assert may("ana@tea.example") is None
    [(action, actor, form, text_hash, evidence, when)] = facts(
        ConsentRecorded, "action", "actor", "form", "text_hash", "evidence", "at"
    )
    assert (action, actor, form, evidence) == ("import", "import", "footer", "confirmed 2025-03-01T10:05Z")
    assert asking.text_of(text_hash) == "I agree to mails."
    assert when.isoformat() == "2025-03-01T10:00:00+00:00"
    assert find("shop", "mailbox", "ana@tea.example"), "somebody who only reads is a customer, too"


@pytest.mark.parametrize(("left_out", "lacks"), [
    (2, "when it was given"), (3, "where: a form or a page"), (4, "the words agreed to"), (5, "that the mailbox confirmed it"),
])  # fmt: skip
def test_a_yes_that_lacks_something_is_kept_marked_and_not_used(tmp_path, left_out, lacks):
    cells = WHOLE.strip().split(",")
    cells[left_out] = ""
    done = took(written(tmp_path, TABLE + ",".join(cells) + "\n"), storefront=SHOP_DE)
    assert (done.became, done.lacks) == ({"unproven": 1, "nothing": 0}, {lacks: 1})
    assert may("ana@tea.example") == "no_consent"
    assert facts(ConsentRecorded, "action") == [("claim",)]


def test_where_no_law_asks_for_it_a_yes_need_not_be_confirmed(tmp_path):
    row = WHOLE.replace("2025-03-01T10:05:00Z", "")
    assert took(written(tmp_path, TABLE + row)).became["yes"] == 1
    assert (
        took(written(tmp_path, TABLE.replace("\n", ",country\n") + row.replace("\n", ",Germany\n"))).became[
            "unproven"
        ]
        == 1
    )


def test_what_the_shop_vouches_for_makes_up_for_what_the_file_lacks(tmp_path):
    path = written(tmp_path, TABLE + BARE)
    took(path, storefront=SHOP_DE)
    assert may("ben@tea.example") == "no_consent"
    attested = Attested(
        words="Yes, write to me.",
        form="footer until 2024",
        given=NOW - timedelta(days=400),
        confirmed=True,
        by="Ida",
    )
    done = took(path, days=1, storefront=SHOP_DE, attested=attested)
    assert (done.became["yes"], done.new) == (1, 1)
    assert may("ben@tea.example") is None
    assert facts(ConsentRecorded, "action", "actor", "evidence")[0] == ("import", "shop", "attested by Ida")


@pytest.mark.parametrize(("status", "then"), [
    ("no", "no_consent"), ("Unsubscribed", "no_consent"), ("USER_SUPPRESSED", "no_consent"), ("hard bounce", "suppressed"), ("SPAM_COMPLAINT", "complained"),
])  # fmt: skip
def test_every_no_counts_and_makes_nobody_a_customer(tmp_path, status, then):
    took(written(tmp_path, f"email,status\nana@tea.example,{status}\n"))
    assert may("ana@tea.example") == then
    assert not Identifier.objects.exists()


def test_no_import_undoes_a_no_and_the_file_twice_records_nothing(tmp_path):
    say("ana@tea.example", "withdraw", NOW - timedelta(days=3000))
    path = written(tmp_path, TABLE + WHOLE + BARE)
    assert took(path).new == 2
    assert may("ana@tea.example") == "no_consent"
    again = took(path, days=1)
    assert (again.new, again.known) == (0, 2)


def test_a_later_yes_of_their_own_stands_above_an_imported_no_of_before(tmp_path):
    say("ana@tea.example", "grant", NOW - timedelta(days=10))
    took(written(tmp_path, "email,status,at\nana@tea.example,unsubscribed,2020-01-01\n"))
    assert may("ana@tea.example") is None
    took(written(tmp_path, "email,status,at\nana@tea.example,unsubscribed,2026-05-31\n", "later.csv"))
    assert may("ana@tea.example") == "no_consent"


def test_each_purpose_and_channel_is_taken_by_itself(tmp_path):
    rows = "email,status,purpose,channel\nana@tea.example,no,newsletter; promotions,\nana@tea.example,no,newsletter,post\n"
    took(written(tmp_path, rows))
    assert sorted(facts(ConsentRecorded, "purpose", "channel")) == [
        ("newsletter", "email"),
        ("newsletter", "post"),
        ("promotions", "email"),
    ]


def test_personal_evidence_lies_apart_and_the_chain_holds(tmp_path):
    rows = TABLE.replace("\n", ",ip,user_agent\n") + WHOLE.replace("\n", ",192.0.2.7,Firefox\n")
    took(written(tmp_path, rows))
    assert Witness.objects.values_list("ip", "user_agent").get() == ("192.0.2.7", "Firefox")
    assert (list(chain.breaks()), list(witness.altered())) == ([], [])
    Witness.objects.update(ip="192.0.2.8")
    assert len(list(witness.altered())) == 1


@pytest.mark.django_db(transaction=True)
def test_who_was_erased_stays_erased_and_their_no_stays(tmp_path):
    from regulars.engine.erase import erase
    from regulars.engine.shop import shop

    took(written(tmp_path, TABLE + WHOLE))
    erase(shop(), find("shop", "mailbox", "ana@tea.example"), PlayedClock(NOW, seed=3))
    done = took(written(tmp_path, TABLE + WHOLE + "ana@tea.example,no,,,,\n"))
    assert (done.became["erased"], done.became["no"]) == (1, 1)
    assert not Mailbox.objects.filter(address="ana@tea.example").exists()
    assert find("shop", "mailbox", "ana@tea.example") is None


def test_the_lists_of_other_tools_are_known(tmp_path):
    subscribed = "Email Address,First Name,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP\na@x.example,A,2024-01-02 10:00:00,192.0.2.1,2024-01-02 10:05:00,192.0.2.1\n"
    cleaned = "Email Address,OPTIN_TIME,CONFIRM_TIME,CLEAN_TIME\nb@x.example,2024-01-02 10:00:00,,2024-02-02 10:00:00\n"
    gone = "Email Address,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME,UNSUB_REASON\nc@x.example,2024-01-02 10:00:00,,2024-02-02 10:00:00,INAPPROPRIATE\n"
    shopify = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing\n'123,D,E,d@x.example,yes\n'124,F,G,f@x.example,no\n"
    listmonk = "uuid,email,name,attributes,status,created_at,updated_at\n1,g@x.example,G,{},blocklisted,2024-01-02T10:00:00Z,2024-02-02T10:00:00Z\n"
    klaviyo = "Email,Reason,Timestamp\nh@x.example,HARD_BOUNCE,2024-01-02T10:00:00+00:00\n"
    became = {}
    for number, text in enumerate((subscribed, cleaned, gone, shopify, listmonk, klaviyo)):
        done = took(written(tmp_path, text, f"{number}.csv"))
        became[done.name] = dict(+done.became)
    assert became == {
        "a Mailchimp list of subscribed contacts": {"unproven": 1},
        "a Mailchimp list of cleaned contacts": {"bounced": 1},
        "a Mailchimp list of unsubscribed contacts": {"no": 1},
        "Shopify’s export of customers": {"unproven": 1, "nothing": 1},
        "listmonk’s export of subscribers": {"no": 1},
        "a table of permissions": {"bounced": 1},
    }
    [(when,)] = facts_of(ConsentRecorded).filter(source="import-consents-listmonk").values_list("at")
    assert when.isoformat() == "2024-02-02T10:00:00+00:00", (
        "a no since it was last changed, not since they signed up"
    )


def test_any_other_table_is_read_by_a_mapping(tmp_path):
    mapping = written(
        tmp_path,
        'source = "old"\ndate_format = "%d.%m.%Y"\n[columns]\nemail = "Adresse"\nstatus = "Werbung"\nat = "Datum"\n[statuses]\n"ja bitte" = "yes"\n',
        "m.toml",
    )
    path = written(
        tmp_path,
        "Adresse;Werbung;Datum\nana@tea.example;Ja bitte;24.12.2025\nben@tea.example;no;24.12.2025\n",
    )
    done = took(path, mapping=mapping)
    assert dict(+done.became) == {"unproven": 1, "no": 1}
    every = written(tmp_path, 'every = "complained"\n[columns]\nemail = "Adresse"\n', "every.toml")
    assert took(path, mapping=every).became["complained"] == 2


@pytest.mark.parametrize(("said", "wrong"), [
    ('[columns]\nemail = "a"\n', 'must name email and status; or say every = "no"'),
    ('[columns]\nemail = "a"\nstatus = "b"\n[statuses]\nx = "maybe"\n', "a status can mean yes, no, bounced, complained, nothing"),
    ('[columns]\nemail = "a"\nmood = "b"\n', "not “mood”"),
    ('[columns]\nemail = "nowhere"\nstatus = "status"\n', "has no column “nowhere”"),
])  # fmt: skip
def test_a_mapping_that_makes_no_sense_is_told(tmp_path, said, wrong):
    with pytest.raises(NotReadable, match=wrong):
        took(written(tmp_path, "email,status\n"), mapping=written(tmp_path, said, "m.toml"))


@pytest.mark.parametrize(("row", "reason"), [
    ("nobody,yes,,,,", "“nobody” is not an e-mail address"),
    ("ana@tea.example,perhaps,,,,", "“perhaps” says neither yes nor no"),
    ("ana@tea.example,yes,yesterday,,,", "“yesterday” is not a date and time"),
    ("ana@tea.example,yes,2031-01-01,,,", "is dated 2031-01-01, which is still to come"),
    ("ana@tea.example,yes", "has 2 cells where the first line names 6"),
])  # fmt: skip
def test_a_row_that_cannot_be_used_is_set_aside_with_its_reason(tmp_path, row, reason):
    done = took(written(tmp_path, f"{TABLE}{WHOLE}{row}\n"))
    [(line, told)] = aside(done)
    assert (line, done.became["yes"]) == (3, 1)
    assert told.startswith(reason)
    assert done.kept_in[0].read_text().replace('"', "").count(told) == 1


def test_a_dry_run_tells_the_same_and_records_nothing(tmp_path):
    path = written(tmp_path, TABLE + WHOLE + BARE + "cleo@tea.example,no,,,,\n")
    dry = took(path, dry_run=True)
    assert not facts_of(ConsentRecorded).exists()
    wet = took(path)
    assert (dry.became, dry.lacks, dry.new) == (wet.became, wet.lacks, wet.new)


def test_the_command_accounts_for_every_row(tmp_path):
    path = written(tmp_path, TABLE + WHOLE + BARE + "cleo@tea.example,spam,,,,\nx,no,,,,\n", "list.csv")
    done = CliRunner().invoke(command, ["consents", str(path)])
    assert done.exit_code == 3, done.output
    assert done.output.splitlines()[:9] == [
        "A table of permissions: 4 rows.",
        "",
        "          1  allow it, and show it",
        "          1  allow it, says the file, unproven",
        "          1  marked mail as spam",
        "            1  do not show when it was given",
        "            1  do not show where: a form or a page",
        "            1  do not show the words agreed to",
        "          1  set aside, since they cannot be used",
    ]
    words = written(tmp_path, "I agree.", "words.txt")
    unsigned = CliRunner().invoke(command, ["consents", str(path), "--words", str(words)])
    assert (unsigned.exit_code, "name them by --attested-by" in unsigned.stderr) == (1, True)
    vouched = ["--words", str(words), "--form", "till", "--given", "2025-01-01", "--attested-by", "Ida"]
    assert (
        "          2  allow it, and show it"
        in CliRunner().invoke(command, ["consents", str(path), *vouched]).output
    )


SAYINGS = st.sampled_from(
    ["grant", "withdraw", "object", "import yes", "import bare", "import no", "import spam"]
)


@pytest.mark.usefixtures("shop")
class Orders(TestCase):
    """INV-4: in whatever order files and people speak, after a no nothing of an import allows anything."""

    @given(st.lists(SAYINGS, min_size=1, max_size=6))
    def test_no_order_of_imports_undoes_a_no(self, sayings):
        import tempfile
        from pathlib import Path

        last, said_no, complained = None, False, False
        with tempfile.TemporaryDirectory() as folder:
            for day, saying in enumerate(sayings):
                at = NOW + timedelta(days=day)
                if saying.startswith("import"):
                    row = {
                        "import yes": WHOLE, "import bare": WHOLE.split(",", maxsplit=1)[0] + ",yes,,,,\n", "import no": f"ana@tea.example,no,{at:%Y-%m-%dT%H:%M:%SZ},,,\n",
                        "import spam": "ana@tea.example,spam,,,,\n",
                    }[saying]  # fmt: skip
                    took(written(Path(folder), TABLE + row, f"{day}.csv"), days=day)
                else:
                    say("ana@tea.example", saying, at, key=str(day))
                if saying in ("withdraw", "object", "import no"):
                    last, said_no = False, True
                elif saying == "grant" or (saying == "import yes" and not said_no and last is None):
                    last = True
                complained = complained or saying == "import spam"
        end = NOW + timedelta(days=len(sayings))
        assert (may("ana@tea.example", at=end) is None) == (bool(last) and not complained)
        kept = {(row.mailbox_id, row.purpose, row.channel): row.may for row in Standing.objects.all()}
        assert kept == {subject: row["may"] for subject, row in recomputed().items()}
