"""Ways of personalising on the customer's page: off from a mail, on again inside only, and the next plan obeys (STANDARDS C4.4)."""

from itertools import product

import pytest

from regulars.facts.kinds import ConsentRecorded, FeatureSet
from regulars.facts.models import facts_of
from regulars.facts.record import record
from regulars.kernel.purposes import MARKETING, PROFILING
from tests.shop import ANA, day, writes_from
from tests.shop import consent as told
from tests.thinking import Paper

pytestmark = pytest.mark.django_db


def said():
    return [(fact.feature, fact.on) for fact in facts_of(FeatureSet).order_by("id")]


def offered(page):
    sections = page.context["sections"]
    (part,) = [each["part"] for each in sections if each["template"].endswith("personalising.html")]
    return part


def test_off_from_a_mail_and_on_again_inside_only(ana, browser):
    browser.post(ana.page, {"feature-rhythm": "off"})
    assert said() == [("rhythm", False)]
    refused = browser.post(ana.page, {"feature-rhythm": "on"})
    assert refused.context["refused"] == ["Your usual rhythm"]
    assert said() == [("rhythm", False)]
    ana.inside().post({"feature-rhythm": "on"})
    assert said() == [("rhythm", False), ("rhythm", True)]


def test_what_was_switched_is_said_and_taken_back(ana, browser):
    page = browser.post(ana.page, {"feature-naming": "off"})
    assert page.context["changes"] == ("Naming what you bought: Off (was: On)",)
    browser.post(ana.page, {"undo": page.context["undo"]})
    assert said() == [("naming", False), ("naming", True)]


def test_every_way_is_told_with_what_it_uses_what_for_and_what_one_gets(ana, browser):
    from regulars.engine.shop import shop

    page = browser.get(ana.page).content.decode()
    assert shop().features()
    for feature in shop().features().values():
        for text in (feature.title, feature.uses, feature.why, feature.benefit):
            assert text["en"].replace("’", "&#x27;") in page.replace("’", "&#x27;")


def consent(ana, clock, number, purpose, action):
    clock.pass_seconds(1)
    record([ConsentRecorded(
        source="test", key=str(number), at=clock.now(), storefront="shop", customer_id=ana.customer_id, mailbox_id=ana.mailbox_id, purpose=purpose,
        channel="email", scope="shop", action=action, ground="consent", actor="subject", form="page", text_hash="", text_version="1", language="en",
        controls="", page="", evidence="",
    )], clock.now())  # fmt: skip


@pytest.mark.parametrize(
    "words", list(product([(MARKETING, "object"), (PROFILING, "object"), (PROFILING, "withdraw"), (PROFILING, "grant"), (MARKETING, "withdraw")], repeat=2))
)  # fmt: skip
def test_an_objection_counts_as_the_engine_reads_it(ana, browser, clock, words):
    on_paper = [writes_from(ANA, day(1, 1))]
    for number, (purpose, action) in enumerate(words, 1):
        consent(ana, clock, number, purpose, action)
        on_paper.append(told(ANA, day(2, number), purpose=purpose, action=action))
    objected = any(row["objected"] for row in Paper(on_paper).know("switch"))
    assert offered(browser.get(ana.page))["objected"] == objected


def test_who_objected_is_asked_about_nothing_that_profiles(ana, browser, clock):
    consent(ana, clock, 1, PROFILING, "object")
    page = offered(browser.get(ana.page))
    assert [each["wish"].name for each in page["features"]] == ["feature-greeting"]
