"""Facts that nobody recorded, laid on a desk to see what would come of them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from regulars.engine.desk import Desk
from regulars.facts.kinds import Fact, name_of
from regulars.facts.tables import stored_columns

LAST = 2**62
"""The number of what is supposed: it was said after all that was recorded."""


def suppose(desk: Desk, facts: Iterable[Fact], learned: datetime) -> None:
    """Lay these facts on a small desk, which is wiped before it is used again; they are learned of at `learned`."""
    for number, fact in enumerate(facts, LAST):
        assert desk.small, "only a desk for some customers takes what nobody recorded"
        beside = {"id": number, "recorded_at": learned, "local_date": learned.date()}
        names = [column.name for column in stored_columns(type(fact))]
        values = [_plain(beside[name] if name in beside else getattr(fact, name)) for name in names]
        places = ", ".join(f'"{name}"' for name in names)
        desk.con.execute(
            f"INSERT INTO {name_of(type(fact))} ({places}) VALUES ({', '.join('?' * len(names))})",
            values,
        )


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value
