from datetime import UTC, datetime

import pytest

from regulars.kernel.clock import PlayedClock
from regulars.kernel.storefront import Storefront


@pytest.fixture(autouse=True)
def shop(settings):
    """One storefront in Berlin."""
    settings.STOREFRONTS = {"shop": Storefront(zone="Europe/Berlin", sender="hello@shop.example")}
    settings.POLICY = {}


@pytest.fixture
def clock():
    return PlayedClock(datetime(2026, 10, 1, 10, tzinfo=UTC), seed=1)
