"""Ways of personalising, each a customer's own to switch off: then what thinks by it no longer sees them. The gate stands where rows enter.

A feature is declared beside the knowledge or the program that uses it, and reads through its own gate: `RHYTHM.allowed(facts).purchase`.
"""

from dataclasses import dataclass

import ibis

from regulars.facts.tables import Facts
from regulars.kernel.purposes import MARKETING, PROFILING
from regulars.knowledge.latest import happened, last

OBJECTS_TO = (MARKETING, PROFILING)
"""An objection to either ends profiling for marketing (GDPR Art. 21(2), (3); STANDARDS C4.4)."""


@dataclass(frozen=True, eq=False)
class Feature:
    """One way of personalising: its texts by language, whether it profiles, and whether it is on where nobody said anything."""

    key: str
    title: dict[str, str]
    uses: dict[str, str]
    """Which data."""
    why: dict[str, str]
    """What for."""
    benefit: dict[str, str]
    """What the customer gets."""
    profiling: bool
    """Whether it evaluates somebody (GDPR Art. 4(4)), so that an objection to profiling ends it."""
    by_default: bool = True
    """On unless switched off: where a legitimate interest carries it. False asks for their permission first (decision 0021)."""

    def allowed(self, facts: Facts) -> "Allowed":
        """The same tables, without the rows of customers for whom this is off."""
        return Allowed(self, facts)


class Allowed:
    """What one feature may see: tables by name."""

    def __init__(self, feature: Feature, facts: Facts) -> None:
        self._feature = feature
        self._facts = facts

    def __getattr__(self, name: str) -> ibis.Table:
        table = getattr(self._facts, name)
        if "customer_id" not in table.columns:
            raise AttributeError(f"{name} is about nobody, so there is nobody to leave out")
        said = self._facts.switch.filter(self._facts.switch.feature == self._feature.key)
        if self._feature.by_default:
            return table.anti_join(said.filter(~said["on"]), "customer_id")
        return table.semi_join(said.filter(said["on"]), "customer_id")


def switch(facts: Facts) -> ibis.Table:
    """One row per customer and feature that they, or an objection of theirs, decided: whether it is `on`, and whether they `objected`.

    An objection counts whatever was switched before or since; what takes it back is a yes to profiling.
    """
    sets = facts.feature_set.join(facts.feature.select("feature"), "feature")
    chosen = _said(sets.filter(sets.customer_id.notnull()), objected=False)
    objections = _objections(facts).cross_join(facts.feature.filter(facts.feature.profiling))
    ended = _said(objections.mutate(on=ibis.literal(False)), objected=True)
    both = chosen.union(ended)
    keep = {name: both[name] for name in ("on", "objected")}
    return last(both, "customer_id", "feature", keep=keep, order=both.happened)


def _objections(facts: Facts) -> ibis.Table:
    """One row per customer and mailbox of theirs that refuses profiling: the word that did."""
    log = facts.consent_recorded
    refuses = log.purpose.isin(OBJECTS_TO) & (log.action == "object")
    refuses |= (log.purpose == PROFILING) & (log.action == "withdraw")
    allows = (log.purpose == PROFILING) & log.action.isin(("grant", "confirm"))
    words = log.mutate(refuses=refuses).filter(refuses | allows)
    keep = {name: words[name] for name in ("refuses", "at", "recorded_at", "id")}
    last_words = last(words, "mailbox_id", keep=keep, order=happened(words))
    theirs = facts.mailbox_used.filter(facts.mailbox_used.customer_id.notnull())
    theirs = theirs.select("customer_id", "mailbox_id").distinct()
    return theirs.join(last_words.filter(last_words.refuses), "mailbox_id").drop("refuses")


def _said(rows: ibis.Table, *, objected: bool) -> ibis.Table:
    order = {"objected": ibis.literal(objected)}
    order |= {name: rows[name] for name in ("at", "recorded_at", "id")}
    return rows.select(
        "customer_id", "feature", "on", objected=ibis.literal(objected), happened=ibis.struct(order)
    )
