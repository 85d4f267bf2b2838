from datetime import date

import pytest

from tests.shop import ANA, SHOP, became, day, written
from tests.thinking import Paper


def test_marketing_is_heard_and_service_is_not():
    offer, receipt = written(ANA, day(5, 1)), written(ANA, day(5, 2), "receipt", nature="service")
    assert Paper([offer, receipt]).know("heard", "program", "topic", "local_date", "intent") == [
        {"program": "win_back", "topic": "offers", "local_date": date(2026, 5, 1), "intent": offer.intent}
    ]


@pytest.mark.parametrize("outcome", ["cancelled", "expired", "suppressed", "rejected"])
def test_what_came_to_nothing_was_not_heard(outcome):
    offer = written(ANA, day(5, 1))
    assert Paper([offer, became(offer, day(5, 2), outcome)]).know("heard") == []


@pytest.mark.parametrize("outcome", ["accepted", "bounced", "complained", "clicked", "uncertain"])
def test_what_may_have_arrived_was_heard(outcome):
    offer = written(ANA, day(5, 1))
    assert len(Paper([offer, became(offer, day(5, 2), outcome)]).know("heard")) == 1


def test_everything_decided_is_said_with_the_last_day():
    facts = [
        written(ANA, day(5, 1), "receipt", about="1001", occasion="placed", nature="service"),
        written(ANA, day(5, 2)), written(ANA, day(5, 9)),
    ]  # fmt: skip
    assert Paper(facts).know("said") == [
        {
            "customer_id": ANA,
            "storefront": SHOP,
            "program": "receipt",
            "about": "1001",
            "occasion": "placed",
            "said_date": date(2026, 5, 1),
        },
        {
            "customer_id": ANA,
            "storefront": SHOP,
            "program": "win_back",
            "about": "customer",
            "occasion": "once",
            "said_date": date(2026, 5, 9),
        },
    ]
