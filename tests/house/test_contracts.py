"""The source as it is keeps every contract of the house."""

from pathlib import Path

import pytest

from tests.house.contracts import CONTRACTS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.__name__)
def test_the_house_keeps(contract):
    assert contract(ROOT) == []
