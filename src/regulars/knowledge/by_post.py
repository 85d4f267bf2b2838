"""Whom a letter may reach, and for what: the same fold that delivery asks (`facts/by_post.py`)."""

import ibis

from regulars.facts.tables import Facts
from regulars.kernel.purposes import ADVERTISING, POST, PROFILING
from regulars.knowledge.latest import latest
from regulars.knowledge.standing import folded, told_apart


def by_post(facts: Facts) -> ibis.Table:
    """One row per customer and purpose for which letters are allowed: to which postal address, since when and until when; `unprofiled` where
    nothing may be chosen for them by what they bought.
    """
    said = folded(_log(facts), "customer_id", POST)
    allowed = said.filter(said.may & said.purpose.isin(ADVERTISING))
    objects = said.filter((said.purpose == PROFILING) & ~said.may & said.consent_date.notnull())
    reached = allowed.join(_homes(facts), "customer_id").anti_join(_complained(facts), "customer_id")
    both = reached.left_join(objects.select("customer_id", objected="purpose"), "customer_id")
    return both.select(
        "customer_id", "purpose", "postal_id", post_date=both.consent_date, post_ends=both.expires_at, unprofiled=both.objected.notnull(),
    )  # fmt: skip


def _log(facts: Facts) -> ibis.Table:
    """What was said about mail and letters, by the person who said it under whatever name."""
    return told_apart(facts.consent_recorded).join(_names(facts), "mailbox_id")


def _names(facts: Facts) -> ibis.Table:
    """One row per customer and mailbox or postal address they ever gave."""
    boxes = facts.mailbox_used.select("customer_id", "mailbox_id")
    homes = facts.postal_address_used.select("customer_id", mailbox_id=facts.postal_address_used.postal_id)
    return ibis.union(boxes, homes, distinct=True).filter(lambda row: row.customer_id.notnull())


def _homes(facts: Facts) -> ibis.Table:
    """One row per customer: where letters to them go, unless they come back from there."""
    homes = latest(facts.postal_address_used, "customer_id", keep=("postal_id",))
    returned = latest(facts.address_suppressed, "mailbox_id", "scope", keep=("lifted",))
    returned = returned.filter((returned.scope == "post") & ~returned.lifted)
    return homes.anti_join(returned, homes.postal_id == returned.mailbox_id)


def _complained(facts: Facts) -> ibis.Table:
    """Customers who reported mail of ours as unwanted."""
    said = latest(facts.address_suppressed, "mailbox_id", "scope", keep=("lifted",))
    said = said.filter((said.scope == "marketing") & ~said.lifted)
    return said.join(_names(facts), "mailbox_id").select("customer_id").distinct()
