from datetime import date

from tests.shop import ANA, BEN, SHOP, asked_for, day, mailbox, order, stated, wants_at_most, writes_from
from tests.thinking import Late, Paper


def test_everyone_ever_heard_of_has_a_row_with_what_they_told():
    facts = [
        *order(ANA, day(1, 1), {"TEA": 1}),
        writes_from(BEN, day(1, 2)),
        stated(BEN, day(1, 2), language="de", country="AT"),
    ]
    assert Paper(facts).know("contact") == [
        {
            "customer_id": ANA,
            "storefront": SHOP,
            "mailbox_id": None,
            "language": None,
            "country": None,
            "zone": None,
        },
        {
            "customer_id": BEN,
            "storefront": SHOP,
            "mailbox_id": mailbox(BEN),
            "language": "de",
            "country": "AT",
            "zone": None,
        },
    ]


def test_the_mailbox_used_last_is_written_to():
    facts = [writes_from(ANA, day(2, 1), box=9), writes_from(ANA, day(1, 1), box=8)]
    assert Paper(facts).know("contact", "mailbox_id") == [{"mailbox_id": 9}]


def test_what_was_not_said_again_still_holds():
    facts = [
        stated(ANA, day(1, 1), language="de", zone="Europe/Vienna"),
        stated(ANA, day(2, 1), language="en", country="AT"),
    ]
    assert Paper(facts).know("contact", "language", "country", "zone") == [
        {"language": "en", "country": "AT", "zone": "Europe/Vienna"}
    ]


def test_of_two_words_at_once_the_one_recorded_last_holds():
    facts = [
        Late(stated(ANA, day(1, 1), language="de"), day(1, 3)),
        Late(stated(ANA, day(1, 1), language="en"), day(1, 2)),
    ]
    assert Paper(facts).know("contact", "language") == [{"language": "de"}]


def test_orders_by_nobody_in_particular_make_no_contact():
    assert Paper(order(None, day(1, 1), {"TEA": 1}, ref="1")).know("contact") == []


def test_the_last_limit_counts_and_can_be_lifted():
    facts = [
        wants_at_most(ANA, day(1, 1), 2),
        wants_at_most(BEN, day(1, 1), 4),
        wants_at_most(BEN, day(2, 1), None),
    ]
    assert Paper(facts).know("mail_limit") == [
        {"customer_id": ANA, "own_limit": 2},
        {"customer_id": BEN, "own_limit": None},
    ]


def test_the_last_choice_about_a_topic_counts():
    facts = [asked_for(ANA, day(1, 1), "offers", "never"), asked_for(ANA, day(2, 1), "offers", "monthly", until=date(2026, 7, 1)),
             asked_for(ANA, day(1, 5), "reminders", "weekly")]  # fmt: skip
    assert Paper(facts).know("preference") == [
        {
            "customer_id": ANA,
            "topic": "offers",
            "sensitivity": "monthly",
            "paused_until": date(2026, 7, 1),
            "chosen_date": date(2026, 2, 1),
        },
        {
            "customer_id": ANA,
            "topic": "reminders",
            "sensitivity": "weekly",
            "paused_until": None,
            "chosen_date": date(2026, 1, 5),
        },
    ]
