"""Small charts as inline SVG, without scripts or styles of their own: colours come from the style sheet by class."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

COLUMN, GAP, TALL = 10, 2, 100


@dataclass(frozen=True)
class Column:
    """One upright bar: what it says when pointed at, and its parts from the bottom up, each a class and a number."""

    says: str
    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """The height of the whole bar, in its own unit."""
        return sum(value for _, value in self.parts)


def bar(value: int, most: int, sort: str) -> SafeString:
    """A lying bar, as long as its share of `most`; too small to see is still a sliver. The number stands beside it."""
    length = max(0.8, 100 * value / most) if value and most else 0
    return format_html(
        '<svg class="bar-chart" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="{}" width="{}" height="8" rx="1.2"/></svg>',
        sort,
        f"{length:.1f}",
    )


def columns(row: Sequence[Column], says: str) -> SafeString:
    """Upright bars side by side on one scale; `says` tells the whole to those who do not see it."""
    most = max((column.total for column in row), default=0) or 1
    bars = format_html_join(
        "", "<g>{}<title>{}</title>{}</g>", (_upright(n, column, most) for n, column in enumerate(row))
    )
    return format_html(
        '<svg class="column-chart" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        len(row) * COLUMN,
        TALL,
        says,
        bars,
    )


def _upright(place: int, column: Column, most: int) -> tuple[SafeString, str, SafeString]:
    parts, top = [], float(TALL)
    for sort, value in column.parts:
        height = TALL * value / most
        top -= height
        parts.append((sort, place * COLUMN + GAP / 2, f"{top:.1f}", COLUMN - GAP, f"{height:.1f}"))
    ground = format_html('<rect class="ground" x="{}" width="{}" height="{}"/>', place * COLUMN, COLUMN, TALL)
    drawn = format_html_join(
        "", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', [part for part in parts if part[1]]
    )
    return ground, column.says, drawn
