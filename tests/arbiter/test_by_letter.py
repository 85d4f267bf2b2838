"""A letter goes where no mail may, where it is allowed, and where it is worth paper and postage."""

import pytest

from regulars.kernel.storefront import Storefront
from tests.shop import ANA, SHOP, consent, day, home, lives_at, mailbox, suppressed, writes_from
from tests.thinking import Paper, candidate

SENDS_LETTERS = Storefront(key=SHOP, currency="EUR", postal_address="Am Markt 1", letter_cost="1.10")
SENDS_NONE = Storefront(key=SHOP, currency="EUR")
LIVES = [writes_from(ANA, day(1, 1)), lives_at(ANA, day(1, 1))]
MAIL = consent(ANA, day(1, 1))
LETTERS = consent(ANA, day(1, 2), channel="post", box=home(ANA))
REFUSED = consent(ANA, day(2, 1), "withdraw")


def judged(*facts, store=SENDS_LETTERS, **more):
    offer = candidate(ANA, gain_minor=100_000, by_post=True, prior_by_post=0.03, **more)
    (verdict,) = Paper([*LIVES, *facts], shops=[store]).decide([offer])
    return verdict


def became(*facts, **more):
    verdict = judged(*facts, **more)
    return verdict["reason_key"] or (verdict["channel"], verdict["mailbox_id"])


def test_a_mail_goes_where_it_may_whatever_is_allowed_by_post():
    assert became(MAIL, LETTERS) == ("email", mailbox(ANA))


@pytest.mark.parametrize(
    "no_mail",
    [
        [],
        [REFUSED],
        [MAIL, suppressed(ANA, day(3, 1))],
        [consent(ANA, day(1, 1), until=day(4, 1))],
        [consent(ANA, day(1, 1), "claim")],
    ],
    ids=["never asked", "withdrawn", "no such mailbox", "run out", "unproven"],
)
def test_a_letter_goes_where_no_mail_may(no_mail):
    assert became(*no_mail, LETTERS) == ("post", home(ANA))


def test_where_neither_may_the_reason_is_that_of_the_mail():
    assert became() == "no_consent"
    assert became(MAIL, REFUSED) == "withdrawn"
    assert became(consent(ANA, day(1, 1), until=day(4, 1))) == "lapsed"


def test_a_permission_for_letters_ends_with_its_time():
    assert became(consent(ANA, day(1, 2), channel="post", until=day(5, 1))) == "no_consent"


def test_no_letter_without_the_shops_program_s_and_customer_s_will():
    assert became(LETTERS, store=SENDS_NONE) == "no_consent"
    (verdict,) = Paper([*LIVES, LETTERS], shops=[SENDS_LETTERS]).decide([candidate(ANA)])
    assert verdict["reason_key"] == "no_consent"
    objects = consent(ANA, day(2, 1), "object", channel="post", purpose="profiling")
    assert became(LETTERS, objects) == "no_consent"
    assert became(LETTERS, objects, profiles=False) == ("post", home(ANA))


def test_service_goes_by_mail():
    assert became(LETTERS, nature="service") == ("email", mailbox(ANA))


def test_paper_and_postage_are_weighed_against_what_letters_bring():
    assert judged(MAIL)["worth_minor"] == 1000
    assert judged(LETTERS)["worth_minor"] == 3000 - 110
    small = candidate(ANA, gain_minor=3_600, by_post=True, prior_by_post=0.03)
    (mail,) = Paper([*LIVES, MAIL], shops=[SENDS_LETTERS]).decide([small])
    (letter,) = Paper([*LIVES, LETTERS], shops=[SENDS_LETTERS]).decide([small])
    assert (mail["reason_key"], letter["reason_key"]) == (None, "not_worth_it")


def test_letters_learn_from_letters():
    paper = Paper([*LIVES, LETTERS], shops=[SENDS_LETTERS])
    paper.given("response", "SELECT 'win_back' AS program, 'post' AS channel, 300 AS sent, 0 AS answers, 0 AS regrets, 0 AS followed "
                "UNION ALL SELECT 'win_back', 'email', 300, 300, 0, 0")  # fmt: skip
    (verdict,) = paper.decide([candidate(ANA, gain_minor=100_000, by_post=True, prior_by_post=0.03)])
    assert verdict["worth_minor"] == 1500 - 110


def test_a_letter_answers_to_the_other_gates_as_a_mail_does():
    from tests.shop import asked_for, written

    assert became(LETTERS, asked_for(ANA, day(5, 1), "offers", "never")) == "unwanted_topic"
    assert became(LETTERS, written(ANA, day(2, 1))) == "already_said"
