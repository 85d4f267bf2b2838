"""Why they got which mail, and what was kept back: a sentence each, inside only."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def after_a_day(ana, clock, settings, tmp_path):
    """Ana's receipt arrived, and a day was planned that found nothing worth writing."""
    from regulars.delivery.models import ACCEPTED, Outbox
    from regulars.engine import day, moment
    from regulars.engine.shop import shop
    from regulars.facts.record import record
    from tests.facts.tell import on_sale, order

    settings.REGULARS_HOME = tmp_path
    tea = ("TEA", "Assam tea", 1, 1200)
    now = clock.now()
    record([*on_sale(now, tea), *order(ana.customer_id, "1002", now, tea)], now)
    moment.run(shop(), clock)
    Outbox.objects.update(state=ACCEPTED, accepted_at=clock.now(), next_attempt_at=None)
    clock.pass_seconds(86_400)
    day.run_if_due(shop(), clock)
    return ana


def test_each_message_and_each_silence_has_its_sentence(after_a_day):
    shown = after_a_day.inside().get("/you/why")
    sent, held_back = shown.context["sent"], shown.context["held_back"]
    assert [(each.sentence, each.day) for each in sent] == [
        ("You placed order 1002 on 1 October 2026.", "1 October 2026")
    ]
    assert "we have your order 1002" in sent[0].title
    assert held_back
    assert all(each.title and each.sentence for each in held_back)


def test_who_merely_holds_a_mail_is_told_nothing(after_a_day, browser):
    assert "1002" not in browser.get("/you/why").content.decode()
    assert "/you/why" not in browser.get(after_a_day.page).content.decode()


def test_before_anything_was_decided_there_is_nothing_to_tell(ana):
    page = ana.inside().get("/you/why").content.decode()
    assert "Nothing so far." in page
    assert "Nothing was waiting to be said." in page
