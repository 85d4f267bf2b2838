"""Ana buys, gets her receipt, and says no to advertising: from a receipt, with one click, for good."""

import pytest

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def refusals(on):
    from regulars.engine.models import Plan, Verdict
    from regulars.engine.shop import shop
    from regulars.engine.why import told
    from regulars.facts.models import Person

    ana = Person.objects.get().customer_id
    assert Plan.objects.filter(local_date=on, kind="day").exists()
    assert not Verdict.objects.filter(local_date=on, verdict="send").exists()
    return {(t.program, t.sentence) for t in told(shop(), ana, on=on) if t.verdict == "refused"}


def test_an_order_becomes_a_receipt_and_a_receipt_s_links_are_harmless_to_scanners(street):
    street.orders("1001")
    street.work()
    [receipt] = street.mails()
    assert "1001" in receipt["Subject"]
    path = street.one_click(receipt)
    from regulars.facts.digest import digest

    before = digest()
    for _ in range(3):
        assert street.client.get(path).status_code == 200
        assert street.client.head(path).status_code == 200
        assert street.client.options(path).status_code in (200, 204, 405)
    assert digest() == before


@pytest.mark.parametrize("withdraws", [True, False])
def test_after_a_withdrawal_the_next_day_s_marketing_is_refused_quoting_its_date(street, withdraws):
    street.orders("1001")
    street.day(12)
    [receipt] = street.mails()
    if withdraws:
        answer = street.client.post(street.one_click(receipt), ONE_CLICK)
        assert answer.status_code == 200
    street.day()
    today = street.shop.first.local_date(street.clock.now())
    told = [mail["Subject"] for mail in street.mails()[1:]]
    if withdraws:
        assert told == []
        assert refusals(today) == {
            ("feedback", "You withdrew your permission on 14 March 2026 (“About things you bought”).")
        }
    else:
        assert len(told) == 1


def test_after_a_withdrawal_receipts_still_come(street):
    street.orders("1001")
    street.work()
    street.client.post(street.one_click(street.mails()[0]), ONE_CLICK)
    street.day(3)
    street.orders("1002", allowed=False)
    street.work()
    assert ["1002" in mail["Subject"] for mail in street.mails()] == [False, True]
