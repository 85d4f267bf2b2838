from dataclasses import replace
from datetime import UTC, datetime

import pytest

from regulars.kernel.clock import PlayedClock
from regulars.kernel.storefront import Storefront

STORE = Storefront(
    key="shop", name="Tea & Pot", sender="hello@shop.example", url="https://shop.example", language="en", currency="EUR",
    zone="Europe/Berlin", country="DE", postal_address="1 Market Street\n10115 Berlin",
)  # fmt: skip


@pytest.fixture
def shop(settings, tmp_path, transactional_db):
    """A shop in Berlin with a data folder of its own; what it commits, its planning reads."""
    from regulars.engine.shop import shop as configured

    settings.STOREFRONTS = {"shop": STORE}
    settings.POLICY = {}
    settings.LINK_KEYS = [b"a key of the tests"]
    settings.REGULARS_HOME = tmp_path
    return replace(configured(), home=tmp_path)


@pytest.fixture
def clock():
    return PlayedClock(datetime(2026, 10, 1, 10, tzinfo=UTC), seed=1)
