"""What is known of a customer now, each with its source and evidence: asked of the same tables that plans are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from regulars.engine import compile as sql
from regulars.engine.desk import laid_out
from regulars.engine.planning import learnt
from regulars.engine.shop import Shop
from regulars.knowledge.insight import Insight
from regulars.knowledge.know import INSIGHTS


@dataclass(frozen=True)
class KnownThing:
    """One thing known: of which insight, `which` of it, from which source, with what fills its sentence and the days it rests on."""

    insight: Insight
    which: str
    source: str
    values: dict[str, Any]
    evidence: tuple[date, ...]


def known_of(shop: Shop, customers: Sequence[int], storefront: str, now: datetime) -> list[KnownThing]:
    """All of it for one storefront, in the order insights are listed."""
    found: list[KnownThing] = []
    with laid_out(shop, now, now, list(customers)) as desk:
        learnt(desk, shop, "stored")
        for insight in INSIGHTS:
            cursor = desk.con.execute(
                f"SELECT * EXCLUDE (customer_id, storefront) FROM ({sql.insight(insight)}) WHERE storefront = ? ORDER BY which",
                [storefront],
            )
            names = [column[0] for column in cursor.description or ()]
            found += [_thing(insight, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return found


def _thing(insight: Insight, row: dict[str, Any]) -> KnownThing:
    which, source, evidence = (row.pop(name) for name in ("which", "source", "evidence"))
    return KnownThing(insight, which, source, row, tuple(sorted(evidence)))
