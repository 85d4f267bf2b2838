from datetime import UTC, datetime, timedelta

import pytest

from regulars.facts import chain
from regulars.facts.kinds import ConsentRecorded, MailboxUsed, OrderLine, OrderPlaced, VariantCosted
from tests.town.cast import seeded

BOUGHT = datetime(2011, 3, 1, 10, tzinfo=UTC)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
MUG = {"variant": "85123A", "title": "MUG", "quantity": 2, "currency": "GBP", "tax_minor": 0, "sort": "goods"}

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def facts(kind):
    from regulars.facts.models import facts_of

    return facts_of(kind).order_by("id")


@pytest.fixture
def shop(settings):
    """A hundred customers of a file: number 17850 and so on, two orders each, no address."""
    from regulars.facts.identity import customer_for
    from regulars.facts.record import record_many

    (storefront,) = settings.STOREFRONTS
    orders, lines = [], []
    for number in range(100):
        who = customer_for(storefront, {"shop": str(17850 + number)}, BOUGHT, seeded(number))
        for nth, at in enumerate((BOUGHT, BOUGHT + timedelta(days=30))):
            ref = f"{number}-{nth}"
            about = {
                "source": "import",
                "key": ref,
                "at": at,
                "storefront": storefront,
                "customer_id": who,
                "order_ref": ref,
            }
            money = {"total_minor": 510, "tax_minor": 0, "shipping_minor": 0, "discount_minor": 0}
            orders.append(OrderPlaced(**about, currency="GBP", **money))
            lines.append(OrderLine(**about, **MUG, unit_price_millionths=2_550_000, total_minor=510))
    record_many([*orders, *lines], NOW)


def test_everyone_gets_an_address_most_a_soft_opt_in_a_few_withdraw_and_things_cost_55_percent(shop):
    from regulars.facts.models import Mailbox
    from regulars.town.overlay import overlay

    done = overlay(seeded(1), NOW)
    assert (done.mailboxes, done.costs) == (100, 1)
    assert 70 <= done.permissions <= 90
    assert 1 <= done.withdrawals <= 10
    assert [fact.unit_cost_millionths for fact in facts(VariantCosted)] == [1_402_500]
    assert Mailbox.objects.get(address="customer-17850@example.test").id in {
        fact.mailbox_id for fact in facts(MailboxUsed)
    }
    assert {
        fact.source for kind in (MailboxUsed, VariantCosted, ConsentRecorded) for fact in facts(kind)
    } == {"assumption"}


def test_permission_is_dated_at_a_purchase_and_withdrawn_later(shop):
    from regulars.town.overlay import overlay

    overlay(seeded(1), NOW)
    granted = {fact.mailbox_id: fact.at for fact in facts(ConsentRecorded) if fact.action == "grant"}
    assert set(granted.values()) == {BOUGHT, BOUGHT + timedelta(days=30)}
    withdrawn = [fact for fact in facts(ConsentRecorded) if fact.action == "withdraw"]
    assert all(granted[fact.mailbox_id] < fact.at <= NOW for fact in withdrawn)


def test_the_assumed_permissions_stand_and_their_chain_holds(shop):
    from regulars.facts.models import Standing
    from regulars.town.overlay import overlay

    done = overlay(seeded(1), NOW)
    assert (
        Standing.objects.filter(purpose="marketing", may=True).count() == done.permissions - done.withdrawals
    )
    assert list(chain.breaks()) == []


def test_again_assumes_nothing_new(shop):
    from regulars.town.overlay import Overlaid, overlay

    overlay(seeded(1), NOW)
    assert overlay(seeded(2), NOW) == Overlaid(mailboxes=0, costs=0, permissions=0, withdrawals=0)


def test_the_shop_s_own_number_and_the_assumed_address_are_the_same_customer(shop, settings):
    from regulars.facts.identity import find
    from regulars.town.overlay import overlay

    overlay(seeded(1), NOW)
    (storefront,) = settings.STOREFRONTS
    assert find(storefront, "mailbox", "customer-17850@example.test") == find(storefront, "shop", "17850")
