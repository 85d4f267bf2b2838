"""Bounces that real servers wrote are read as those say who labelled them (STANDARDS B1.5)."""

import pytest

from bench.bounces import cases, scores

FLOORS = {
    "sisimai: hard, soft, complaint, none": 0.86,
    "sisimai: recipient found": 0.97,
    "flufl.bounce: final or not": 0.97,
    "flufl.bounce: every recipient": 0.93,
    "KumoMTA rfc3464: kind": 1.0,
    "KumoMTA rfc5965: kind": 1.0,
    "replies: nothing came back": 1.0,
}


@pytest.mark.needs("data")
def test_most_are_read_as_labelled():
    found = scores(list(cases()))
    assert {
        group: right / total >= FLOORS[group] for group, (right, total) in found.items()
    } == dict.fromkeys(FLOORS, True)
