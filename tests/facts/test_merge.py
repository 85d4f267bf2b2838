"""Customers who turn out to be one are read as one, for as long as that is believed; their facts are never rewritten."""

import pytest

from regulars.facts.merge import family, roots
from regulars.facts.record import record
from tests.facts.tell import NOON, days, merged

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LATE = NOON + days(365)


def told(*facts):
    for fact in facts:
        record([fact], fact.at)


def test_a_merged_customer_is_part_of_the_other_from_then_on():
    told(merged(2, 1, NOON))
    assert roots(NOON, NOON) == {2: 1}
    assert roots(NOON - days(1), LATE) == {}


def test_a_past_decision_sees_the_merges_known_then():
    record([merged(2, 1, NOON)], NOON + days(5))
    assert roots(NOON, NOON + days(4)) == {}
    assert roots(NOON, NOON + days(5)) == {2: 1}


def test_a_chain_of_merges_ends_at_one_customer():
    told(merged(3, 2, NOON), merged(2, 1, NOON), merged(4, 3, NOON + days(1)))
    assert roots(LATE, LATE) == {2: 1, 3: 1, 4: 1}


def test_undone_they_are_two_again_and_may_be_merged_anew():
    told(merged(2, 1, NOON), merged(2, 1, NOON + days(1), joined=False))
    assert roots(LATE, LATE) == {}
    told(merged(2, 3, NOON + days(2)))
    assert roots(LATE, LATE) == {2: 3}


def test_a_circle_of_merges_ends_at_its_smallest_number():
    told(merged(1, 2, NOON), merged(2, 3, NOON), merged(3, 1, NOON), merged(9, 3, NOON))
    assert roots(LATE, LATE) == {2: 1, 3: 1, 9: 1}


def test_a_family_is_everyone_who_is_one_with_somebody_asked_for():
    same = {2: 1, 3: 1, 8: 7}
    assert family([3], same) == [1, 2, 3]
    assert family([1, 5], same) == [1, 2, 3, 5]
    assert family([], same) == []
