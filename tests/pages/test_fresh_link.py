"""A fresh link: sent on request and to whom it belongs, good for ten minutes and once, and nobody learns whom we know (STANDARDS E5, E8)."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from regulars.delivery import filling
from regulars.delivery.held import held
from regulars.delivery.models import Outbox
from regulars.delivery.render import shown
from regulars.facts.digest import digest
from regulars.facts.models import Letter
from regulars.pages.models import Asking, Visiting

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SENT = "Please look into your mailbox"
OVER = "This link was used, or is too old"


def ask(address="ana@example.test", **how):
    return Client().post("/you/link", {"address": address}, **how)


def links():
    """The paths of the links that were mailed, oldest first."""
    rows = held(Outbox.objects.filter(program="fresh_link").order_by("decided_at", "intent"))
    said = [json.loads(Letter.objects.get(intent=row.intent).values) for row in rows]
    readers = [filling.reader(row, values) for row, values in zip(rows, said, strict=True)]
    return [f"/you/open/{reader.token('open', settings.LINK_KEYS)}" for reader in readers]


def says(answer, text):
    return text in answer.content.decode()


def test_a_link_is_asked_for_by_address_and_opens_the_page_once(ana):
    assert says(ask(), SENT)
    (path,) = links()
    browser, second_tab = Client(), Client()
    for _ in range(3):
        assert says(browser.get(path), "Open my page")
        assert browser.head(path).status_code == 200
    answer = browser.post(path)
    assert (answer.status_code, answer["Location"]) == (303, "/you")
    assert says(browser.get("/you"), "Close this page")
    assert says(second_tab.get(path), OVER)
    assert says(second_tab.post(path), OVER)
    assert says(second_tab.get("/you"), "Have a link to your page sent")
    assert Visiting.objects.count() == 1


def test_the_mail_is_owed_at_once_and_ends_with_its_link(ana, clock):
    ask()
    row = Outbox.objects.get()
    assert (row.nature, row.send_after, row.next_attempt_at, row.expires_at) == (
        "service", clock.now(), clock.now(), clock.now() + timedelta(minutes=10),
    )  # fmt: skip
    assert (row.customer_id, row.mailbox_id, row.language) == (ana.customer_id, ana.mailbox_id, "en")


def test_the_button_of_a_mailed_page_sends_it_to_the_customer_not_to_whoever_holds_the_mail(ana):
    token = Client().get(ana.page).context["ask_by"]
    assert says(Client().post("/you/link", {"token": token}), SENT)
    assert Outbox.objects.get().mailbox_id == ana.mailbox_id


def test_it_goes_to_the_mailbox_used_now_whatever_address_was_typed(ana, clock):
    from regulars.facts.identity import mailbox_for
    from regulars.facts.kinds import MailboxUsed
    from regulars.facts.record import record

    new = mailbox_for("ana.new@example.test", clock.now(), clock)
    used = {"source": "api", "storefront": "shop", "customer_id": ana.customer_id, "at": clock.now()}
    record([MailboxUsed(**used, key="moved", mailbox_id=new)], clock.now())
    ask()
    assert Outbox.objects.get().mailbox_id == new


@pytest.mark.parametrize("address", ["Ana@example.test", " ana@EXAMPLE.test "])
def test_an_address_may_be_typed_as_phones_write_it(ana, address):
    ask(address)
    assert len(links()) == 1


def test_after_ten_minutes_it_is_over_and_another_is_offered(ana, clock):
    ask()
    (path,) = links()
    clock.pass_seconds(599)
    assert says(Client().get(path), "Open my page")
    clock.pass_seconds(1)
    assert says(Client().get(path), OVER)
    answer = Client().post(path)
    assert says(answer, OVER)
    assert says(Client().post("/you/link", {"token": answer.context["ask_by"]}), SENT)
    assert len(links()) == 2


def test_who_asks_is_answered_the_same_whether_we_know_them_or_not(ana):
    known, unknown = ask(), ask("nobody@example.test")
    assert (known.content, known.status_code, known.cookies) == (unknown.content, 200, unknown.cookies)
    assert len(links()) == 1
    assert Asking.objects.count() == 2


def test_for_nobody_nothing_is_left_behind(ana):
    before = digest()
    ask("nobody@example.test")
    assert digest() == before
    assert Outbox.objects.count() == 0


@pytest.mark.parametrize(
    "address", ["", "ana", "ana@", "a b@example.test", "ana@example.test\r\nBcc: x@example.test"]
)
def test_what_is_no_address_is_said_to_be_none(ana, address):
    answer = ask(address)
    assert says(answer, "Please type an e-mail address")
    assert Asking.objects.count() == 0


def test_a_mailbox_gets_three_an_hour_however_it_is_asked_for(ana, clock):
    token = Client().get(ana.page).context["ask_by"]
    for n in range(4):
        assert says(ask(REMOTE_ADDR=f"81.2.{n}.1"), SENT)
        assert says(Client().post("/you/link", {"token": token}, REMOTE_ADDR=f"84.17.{n}.1"), SENT)
    assert len(links()) == 3
    clock.pass_seconds(3600)
    ask()
    assert len(links()) == 4


def test_a_network_gets_thirty_an_hour_and_a_proxy_beside_us_says_who_asks(ana):
    for n in range(30):
        ask(f"nobody{n}@example.test", REMOTE_ADDR=f"81.2.69.{n}")
    ask(
        REMOTE_ADDR="81.2.69.77", HTTP_X_FORWARDED_FOR="84.17.5.1"
    )  # from outside the header is anybody's word
    ask(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="84.17.5.1, 81.2.69.5")
    assert links() == []
    ask(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="81.2.69.5, 84.17.5.1")
    assert len(links()) == 1


def test_only_hashes_are_kept_of_who_asked(ana):
    ask()
    kept = str(list(Asking.objects.values()))
    assert "ana" not in kept
    assert "127.0.0" not in kept


def test_what_was_asked_yesterday_is_forgotten(ana, clock):
    ask()
    clock.pass_seconds(25 * 3600)
    ask("nobody@example.test")
    assert Asking.objects.count() == 1


def test_a_suppressed_or_erased_customer_gets_none_and_the_same_answer(ana, clock):
    from regulars.facts.models import Identifier, Mailbox, Person

    for table in (Person, Identifier):
        table.objects.all().delete()
    Mailbox.objects.update(address="")
    assert says(ask(), SENT)
    assert says(Client().post("/you/link", {"token": Client().get(ana.page).context["ask_by"]}), SENT)
    assert links() == []


@pytest.mark.parametrize("purpose", ["unsub", "prefs", "feedback", "undo-change", "form"])
def test_only_a_link_made_for_it_opens_the_page(ana, purpose):  # E5.1
    ask()
    row = Outbox.objects.get()
    token = ana.reader(intent=row.intent).token(purpose, settings.LINK_KEYS)
    assert Client().post(f"/you/open/{token}").status_code == 404
    assert Visiting.objects.count() == 0


@pytest.mark.parametrize("path", ["unsubscribe", "you", "feedback"])
def test_a_fresh_link_opens_nothing_else(ana, path):
    ask()
    token = links()[0].rpartition("/")[2]
    assert Client().post(f"/{path}/{token}", {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_staff_who_read_the_mail_do_not_get_the_link(ana):
    ask()
    mail = shown(Outbox.objects.get().intent)
    assert "Open my page" in mail.text
    assert "you/open" not in mail.text + mail.html


def test_a_link_signed_by_us_that_nobody_asked_for_opens_nothing(ana):
    token = ana.reader().token("open", settings.LINK_KEYS)
    assert says(Client().post(f"/you/open/{token}"), OVER)


def test_asking_writes_nothing_into_the_facts_but_the_message(ana):
    ask()
    from regulars.facts.kinds import MessageDecided
    from regulars.facts.models import facts_of

    decided = facts_of(MessageDecided).values_list("program", "nature", "customer_id")
    assert list(decided) == [("fresh_link", "service", ana.customer_id)]
