import pytest


@pytest.fixture
def shop(settings, tmp_path):
    """A British shop with a data folder of its own."""
    from tests.intake import exports

    settings.STOREFRONTS = {"shop": exports.SHOP}
    settings.REGULARS_HOME = tmp_path / "home"
    return exports.SHOP
