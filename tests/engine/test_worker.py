"""One turn after the other; what goes wrong in one part, or for one customer, keeps nobody else waiting."""

import pytest

from regulars.delivery import outbox
from regulars.delivery.carriers import Answer, OneByOne
from regulars.delivery.models import Outbox
from regulars.engine import commit, day, moment, worker
from regulars.facts.models import Due
from regulars.facts.record import record
from regulars.intake import translate
from tests.engine.cast import crowd
from tests.facts.tell import order


class Obliging(OneByOne):
    """Takes every message."""

    def __init__(self):
        super().__init__()
        self.taken = []

    def send(self, envelope):
        self.taken.append(envelope.recipient)
        return Answer(kind="accepted", status="dot 250")


@pytest.fixture
def due(shop, clock):
    """Four customers who have just ordered."""
    people = crowd(clock, 12, seed=9)[4:8]
    record([fact for each in people for fact in order(each, f"live {each}", clock.now())], clock.now())
    return people


def test_one_turn_does_everything(shop, clock, due):
    carrier = Obliging()
    done = worker.tick(shop, clock, carrier)
    assert (done.translated, done.planned, done.day_ran, done.idle) == (0, 0, True, False), (
        "the day took them along"
    )
    assert done.sent == len(carrier.taken) >= receipts().count() == len(due)
    assert not Due.objects.exists()
    assert worker.tick(shop, clock, carrier).idle


def receipts():
    return Outbox.objects.filter(program="receipt", about__startswith="live")


def refuses(wrong):
    def refuse(*_, **__):
        raise wrong

    return refuse


@pytest.mark.parametrize(("module", "part"), [(translate, "waiting"), (day, "run_if_due")])
@pytest.mark.usefixtures("due")
def test_what_goes_wrong_in_one_part_stops_no_other(shop, clock, monkeypatch, module, part):
    carrier = Obliging()
    monkeypatch.setattr(module, part, refuses(ValueError("oh")))
    with pytest.raises(ExceptionGroup) as told:
        worker.tick(shop, clock, carrier)
    assert {str(wrong) for wrong in told.value.exceptions} == {"oh"}
    assert len(carrier.taken) >= receipts().count() == 4


def test_one_customer_who_cannot_be_planned_for_spoils_it_for_nobody(shop, clock, due, monkeypatch):
    spoilt, keep = due[1], commit._verdict

    def verdict(row, *more):
        if row["customer_id"] == spoilt:
            raise ValueError("spoilt")
        return keep(row, *more)

    monkeypatch.setattr(commit, "_verdict", verdict)
    with pytest.raises(ExceptionGroup, match="some customers could not be planned for"):
        moment.run(shop, clock)
    assert set(receipts().values_list("customer_id", flat=True)) == {*due} - {spoilt}
    assert Due.objects.values_list("customer_id", flat=True).get() == spoilt
    monkeypatch.undo()
    clock.pass_seconds(moment.AGAIN_AFTER.total_seconds())
    assert moment.run(shop, clock) == 1
    assert receipts().count() == 4


def test_the_worker_tells_what_went_wrong_and_goes_on(shop, clock, due, monkeypatch, caplog):
    turns, send = [], outbox.send_due

    def fails_once(*args):
        turns.append(clock.now())
        if len(turns) == 1:
            raise OSError("no route")
        return send(*args)

    monkeypatch.setattr(outbox, "send_due", fails_once)
    carrier = Obliging()
    worker.run(shop, clock, carrier, stop=lambda: len(turns) >= 3)
    assert "no route" in caplog.text
    assert (turns[1] - turns[0]).total_seconds() == worker.TROUBLE_SECONDS
    assert len(carrier.taken) == Outbox.objects.filter(state="accepted").count()
    assert {row.state for row in receipts()} == {"accepted"}
