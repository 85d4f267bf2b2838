from datetime import timedelta

from regulars.town.agenda import Agenda
from tests.town.cast import START, seeded


def test_things_happen_in_order_of_time_and_each_at_its_time():
    clock = seeded()
    agenda = Agenda(clock)
    done = []

    def note(name):
        return lambda: done.append((name, (clock.now() - START).seconds))

    agenda.at(START + timedelta(seconds=30), note("late"))
    agenda.at(START + timedelta(seconds=10), note("first"))
    agenda.at(START + timedelta(seconds=10), note("second"))
    agenda.at(START + timedelta(seconds=90), note("tomorrow"))
    agenda.until(START + timedelta(seconds=60))
    assert done == [("first", 10), ("second", 10), ("late", 30)]
    assert clock.now() == START + timedelta(seconds=60)
