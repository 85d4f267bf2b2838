"""Requests in the office: recorded, seen on the first page while they wait, answered with what was told."""

from datetime import timedelta

import pytest

from regulars.engine import requests
from tests.office import shelf

NEW = {
    "right": "erasure",
    "via": "telephone",
    "checked": "told an order only they know",
    "came": "2026-03-08",
    "words": "Please forget me.",
}


@pytest.fixture
def ana(desk, clock):
    ana = shelf.customer(clock)
    shelf.order(clock, ana, ago=5)
    return ana


def test_a_request_is_recorded_seen_today_and_answered(desk, clock, ana):
    place = f"/office/customers/{ana}/requests"
    assert "Nothing, so far." in desk.get(place).text
    page = desk.post(place, NEW, follow=True).text
    assert "Recorded. Answer it by" in page
    assert "They want everything erased" in page
    assert "Please forget me." in page
    today = desk.get("/office/").text
    assert "To be answered" in today
    assert "wants everything erased" in today
    [request] = requests.waiting()
    page = desk.post(
        f"{place}/{request.number}", {"step": "answered", "words": "Done on 10 March."}, follow=True
    ).text
    assert "closed" in page
    assert "Done on 10 March." in page
    assert "To be answered" not in desk.get("/office/").text
    timeline = desk.get(f"/office/customers/{ana}").text
    assert "Asked the shop by telephone: erasure of their data." in timeline
    assert "Their request (erasure) was answered." in timeline
    assert "Please forget me." in timeline


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (0, '<span class="tag ">due'),
        (24, '<span class="tag warn">due'),
        (40, '<span class="tag bad">was due'),
    ],
)
def test_how_long_is_left_is_told_and_late_ones_stand_out(desk, clock, ana, days, shown):
    desk.post(f"/office/customers/{ana}/requests", NEW | {"came": shelf.NOON.date().isoformat()})
    clock.pass_seconds(timedelta(days=days).total_seconds())
    assert shown in desk.get("/office/").text


def test_what_cannot_be_recorded_is_told_and_nothing_is(desk, ana):
    place = f"/office/customers/{ana}/requests"
    assert (
        "Not recorded: say what is asked for" in desk.post(place, NEW | {"right": "gold"}, follow=True).text
    )
    assert (
        "Not recorded: 2031-01-01 is still to come"
        in desk.post(place, NEW | {"came": "2031-01-01"}, follow=True).text
    )
    assert requests.waiting() == []
    assert desk.post(f"{place}/unknown", {"step": "answered"}).status_code == 404
    assert desk.get(f"{place}/unknown").status_code == 405
    assert desk.get("/office/customers/1/requests").status_code == 404
