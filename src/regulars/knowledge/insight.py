"""What we know of a customer, each thing declared beside the knowledge that infers it, with its source in a sentence for them (decision 0023)."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis

from regulars.facts.tables import Facts

INFERRED, OBSERVED, STATED = "inferred", "observed", "stated"


@dataclass(frozen=True, eq=False)
class Insight:
    """One sort of thing we know: what it is called, and how it is told, by language.

    `rows` gives one row per customer, storefront and `which` of it: `source` picks the sentence, the other columns fill it; `evidence` holds the
    days it rests on.
    """

    key: str
    title: dict[str, str]
    sentences: dict[str, dict[str, str]]
    """By source and language."""
    rows: Callable[[Facts], ibis.Table]
    deleted: dict[str, str] | None = None
    """What is said of one that was deleted, by language; none where it cannot be deleted by itself."""
    feature: str = ""
    """The way of personalising it belongs to, where switching that off is how it is deleted."""
    days_stated: bool = False
    """Whether they can state after how many days."""
