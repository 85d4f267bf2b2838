"""The map of the source is current."""

from pathlib import Path

from tests.house.layout import layout

ROOT = Path(__file__).parents[2]


def test_the_map_is_written_from_the_source(golden):
    golden(ROOT / "docs" / "layout.md", layout(ROOT))
