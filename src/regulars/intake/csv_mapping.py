"""A small TOML file that says which column means what, for tables nobody taught us."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from regulars.intake.csv_columns import Layout
from regulars.intake.csv_file import NotReadable

THINGS = {
    "order": "order", "placed": "placed", "item": "item", "title": "title", "quantity": "quantity", "unit_price": "unit_price",
    "line_total": "line_total", "line_discount": "line_discount", "line_tax": "line_tax", "currency": "currency",
    "customer": "number", "email": "email", "name": "called", "country": "country", "company": "company", "street": "street", "street_more": "street_more",
    "postcode": "postcode", "city": "city", "region": "region", "marketing": "marketing",
    "total": "total", "shipping": "shipping", "tax": "tax", "discount": "discount", "refunded": "refunded", "status": "status",
    "approved": "approved", "on_truck": "on_truck", "delivered": "delivered", "cancelled": "cancelled",
}  # fmt: skip
NEEDED = ("order", "placed", "item", "quantity")
SORTS = ("goods", "postage", "fee", "adjustment", "write_off", "gift_card")
WORDS = ("source", "date_format", "decimal", "columns", "sorts")


def mapping(path: Path) -> Layout:
    """The layout a mapping file describes. Raises NotReadable.

    `[columns]` gives for each word of THINGS the name of its column; `date_format` is Python's, ISO 8601 where it is missing; `[sorts]`
    names items that are no goods (`POST = "postage"`); `source` keeps the keys of different systems apart.
    """
    said = said_in(path, WORDS)
    columns, sorts = said.get("columns", {}), said.get("sorts", {})
    _expect(
        path,
        columns.keys() <= THINGS.keys(),
        f"[columns] knows {', '.join(THINGS)}, not {_others(columns, THINGS)}",
    )
    _expect(
        path,
        all(name in columns for name in NEEDED),
        f"[columns] must name {', '.join(NEEDED)} and unit_price or line_total",
    )
    _expect(
        path,
        "unit_price" in columns or "line_total" in columns,
        "[columns] must name unit_price or line_total",
    )
    _expect(path, all(sort in SORTS for sort in sorts.values()), f"[sorts] knows {', '.join(SORTS)}")
    _expect(path, said.get("decimal", ".") in (".", ","), 'decimal must be "." or ","')
    return Layout(
        name=f"the table of {path.name}",
        source=f"import-{said['source']}",
        columns={THINGS[word]: (column,) for word, column in columns.items()},
        needed=frozenset(THINGS[word] for word in columns),
        sorts=sorts,
        formats=(said["date_format"],) if "date_format" in said else ("iso",),
        decimal=said.get("decimal", "."),
    )


def said_in(path: Path, words: Sequence[str]) -> dict[str, Any]:
    """What a mapping file says, of these words only; its `source` in small letters, the file's name where it names none. Raises NotReadable."""
    said = _toml(path)
    _expect(path, said.keys() <= set(words), f"knows {', '.join(words)}, not {_others(said, words)}")
    _expect(
        path,
        all(isinstance(name, str) for name in said.get("columns", {}).values()),
        "[columns] must give one column's name for each word",
    )
    source = str(said.get("source", path.stem)).lower()
    _expect(path, re.fullmatch(r"[a-z0-9_-]{1,40}", source) is not None, "source must be a short word")
    return said | {"source": source}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise NotReadable(f"{path.name} cannot be opened: {wrong.strerror}") from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise NotReadable(f"{path.name} is not TOML: {wrong}") from wrong


def _expect(path: Path, holds: bool, what: str) -> None:  # noqa: FBT001  the question comes first, as in assert
    if not holds:
        raise NotReadable(f"{path.name}: {what}")


def _others(said: dict[str, Any], known: Any) -> str:
    return ", ".join(sorted(f"“{word}”" for word in said if word not in known))
