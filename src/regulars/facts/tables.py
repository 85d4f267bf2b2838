"""The facts as tables without an engine: what thinking is written in."""

from functools import cached_property

import ibis

from regulars.facts.columns import Column, columns_of
from regulars.facts.kinds import KINDS, Fact, name_of

KEPT_BESIDE = (
    Column("int64", "surrogate id", name="id"),
    Column("timestamp(6)", "time", name="recorded_at"),
    Column("date", "time", name="local_date"),
)
"""What `record` adds to every fact: its number, when we learned it, and the storefront's calendar day of `at`."""


def stored_columns(kind: type[Fact]) -> tuple[Column, ...]:
    """All columns of a kind as stored and copied to the lake."""
    return (*KEPT_BESIDE, *columns_of(kind))


def table(kind: type[Fact]) -> ibis.Table:
    """The unbound Ibis table of a kind. One row per fact."""
    return ibis.table({c.name: c.stored for c in stored_columns(kind)}, name=name_of(kind))


class Facts:
    """Every kind as an unbound table, by name: `facts.order_placed`. `facts.now` holds one row: the asked `as_of`; `facts.feature` every way of
    personalising there is.
    """

    now = ibis.table({"as_of": "timestamp(6)"}, name="now")
    storefront = ibis.table(
        {
            "storefront": "string",
            "currency": "string",
            "margin_rate": "float64",
            "today": "date",
            "letter_cost_minor": "int64",
        },
        name="storefront",
    )
    feature = ibis.table(
        {"feature": "string", "profiling": "boolean", "by_default": "boolean"}, name="feature"
    )

    def __getattr__(self, name: str) -> ibis.Table:
        try:
            return self._by_name[name]
        except KeyError:
            raise AttributeError(f"there is no kind of fact called {name}") from None

    @cached_property
    def _by_name(self) -> dict[str, ibis.Table]:
        return {name_of(kind): table(kind) for kind in KINDS}
