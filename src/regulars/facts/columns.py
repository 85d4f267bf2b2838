"""Column types of facts: each says how it is stored and what it may hold. No column of a fact holds personal text."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints


@dataclass(frozen=True)
class Column:
    """How a value is stored (an Ibis type) and what kind of thing it is (for the test that finds personal text)."""

    stored: str
    holds: str
    indexed: bool = False
    null: bool = False
    name: str = ""


Id = Annotated[int, Column("int64", "random id", indexed=True)]
Figure = Annotated[int, Column("int64", "figure")]
Flag = Annotated[bool, Column("boolean", "figure")]
Moment = Annotated[datetime, Column("timestamp(6)", "time")]
Day = Annotated[date, Column("date", "time")]
Key = Annotated[str, Column("string", "key: content hash, HMAC, or the source's own record number")]
Reference = Annotated[str, Column("string", "the shop's number for an order or a thing", indexed=True)]
Code = Annotated[str, Column("string", "the shop's number for a thing")]
Word = Annotated[str, Column("string", "word of a short list or of the settings")]
Title = Annotated[str, Column("string", "the catalogue's words for a thing")]
Digest = Annotated[str, Column("string", "hash")]
Config = Annotated[str, Column("string", "settings as JSON")]


def columns_of(kind: type) -> tuple[Column, ...]:
    """The declared columns of a kind of fact, in order; `X | None` is nullable."""
    return _columns_of(kind)


@cache
def _columns_of(kind: type) -> tuple[Column, ...]:
    return tuple(
        _column(name, hint)
        for name, hint in get_type_hints(kind, include_extras=True).items()
        if _declared(hint)
    )


def _declared(hint: Any) -> bool:
    return any(
        isinstance(extra, Column)
        for part in (hint, *get_args(hint))
        for extra in getattr(part, "__metadata__", ())
    )


def _column(name: str, hint: Any) -> Column:
    parts = (hint, *get_args(hint))
    column = next(
        extra for part in parts for extra in getattr(part, "__metadata__", ()) if isinstance(extra, Column)
    )
    return Column(column.stored, column.holds, column.indexed, null=type(None) in get_args(hint), name=name)
