"""What a customer corrected in what we know of them: what they state beats what we infer, and what they had deleted is not inferred again (decision 0023)."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.latest import latest

STATED, DELETED, ALLOWED = "stated", "deleted", "allowed"
"""They said how it is; it is not to be known; it may be known again."""


def correction(facts: Facts) -> ibis.Table:
    """One row per customer, storefront, insight and which of it: their last word, and the days they stated."""
    words = latest(facts.corrected, "customer_id", "storefront", "insight", "which", keep=("said", "days"))
    return words.filter(words.customer_id.notnull() & (words.said != ALLOWED))


def without_deleted(bought: ibis.Table, facts: Facts, insight: str) -> ibis.Table:
    """Rows with a customer, a storefront and a `variant`, but for those of which this is not to be known."""
    gone = _said(facts, insight, DELETED).select("customer_id", "storefront", variant="which")
    return bought.anti_join(gone, ["customer_id", "storefront", "variant"])


def stated_days(facts: Facts, insight: str) -> ibis.Table:
    """One row per customer, storefront and variant of which they stated days."""
    return _said(facts, insight, STATED).select(
        "customer_id", "storefront", variant="which", stated_days="days"
    )


def _said(facts: Facts, insight: str, said: str) -> ibis.Table:
    words = facts.correction
    return words.filter((words.insight == insight) & (words.said == said))
