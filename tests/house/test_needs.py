"""A missing program is a skip that says so, and a failure when the run was told that it must be there."""

import pytest

from tests.conftest import pytest_runtest_setup
from tests.needs import NEEDS, Need


class WantsKettle:
    """As much of a test as the check looks at."""

    @staticmethod
    def iter_markers(name):
        yield getattr(pytest.mark, name)("kettle").mark


@pytest.fixture
def no_kettle(monkeypatch):
    monkeypatch.setitem(NEEDS, "kettle", Need(lambda: False, "buy one"))
    monkeypatch.delenv("REGULARS_REQUIRE", raising=False)


@pytest.mark.usefixtures("no_kettle")
def test_a_missing_program_skips_and_says_how_to_get_it():
    with pytest.raises(pytest.skip.Exception, match="needs kettle: buy one"):
        pytest_runtest_setup(WantsKettle())


@pytest.mark.usefixtures("no_kettle")
def test_a_missing_program_fails_when_it_is_required(monkeypatch):
    monkeypatch.setenv("REGULARS_REQUIRE", "data,kettle")
    with pytest.raises(pytest.fail.Exception, match="needs kettle: buy one"):
        pytest_runtest_setup(WantsKettle())
