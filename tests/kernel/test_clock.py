from datetime import UTC, datetime, timedelta

from regulars.kernel.clock import Clock, PlayedClock

START = datetime(2026, 6, 1, tzinfo=UTC)


def test_a_played_clock_moves_only_when_told_and_never_back():
    clock = PlayedClock(START)
    clock.sleep(90)
    assert clock.now() == START + timedelta(seconds=90)
    clock.move_to(START)
    assert clock.now() == START + timedelta(seconds=90)
    clock.move_to(START + timedelta(days=1))
    assert clock.now() == START + timedelta(days=1)


def test_equal_seeds_give_equal_chance_and_others_another():
    drawn = [
        (clock.number(), clock.token())
        for clock in (PlayedClock(START, 7), PlayedClock(START, 7), PlayedClock(START, 8))
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_numbers_fit_a_database_and_tokens_a_file_name():
    clock = PlayedClock(START, 1)
    assert all(0 < clock.number() < 2**63 for _ in range(100))
    assert {len(clock.token()) for _ in range(100)} == {32}


def test_the_machine_s_clock_knows_its_zone():
    assert Clock.system().now().tzinfo is UTC
