"""Whether each mailbox may be written to, and for what: the same fold that delivery's projection keeps (`facts/standing.py`)."""

import ibis

from regulars.facts.kinds import GIVES, SAYS_NOTHING
from regulars.facts.tables import Facts
from regulars.kernel.purposes import ADVERTISING, EMAIL, MARKETING
from regulars.knowledge.latest import latest, max_by, said_at

SAID = ("ground", "action", "evidence", "expires_at", "local_date")


def standing(facts: Facts) -> ibis.Table:
    """One row per mailbox with any suppression in force: everything, or advertising only, each since when."""
    blocked = latest(facts.address_suppressed, "mailbox_id", "scope", keep=("lifted", "local_date"))
    blocked = blocked.filter(~blocked.lifted & (blocked.scope != "post"))
    return blocked.group_by("mailbox_id").aggregate(
        suppressed=(blocked.scope == "all").any(),
        complained=(blocked.scope != "all").any(),
        suppressed_date=blocked.local_date.max(where=blocked.scope == "all"),
        complained_date=blocked.local_date.max(where=blocked.scope != "all"),
    )


def permission(facts: Facts) -> ibis.Table:
    """One row per mailbox and purpose of mail that anything was said about: the consent that counts, whether it gives, and since when.

    At equal times a withdrawal wins; neither an import nor a purchase undoes one. `claimed`: somebody else said they allowed it.
    """
    log = told_apart(facts.consent_recorded.filter(facts.consent_recorded.channel == EMAIL))
    return folded(log, "mailbox_id")


def folded(log: ibis.Table, name: str, about: str = EMAIL) -> ibis.Table:
    """One row per `name` and purpose: what was said about a channel adds up to this (`facts/standing.py`). A no by any channel in the log
    leaves only an explicit yes to count.
    """
    told = ~log.action.isin(SAYS_NOTHING)
    withdraws = ~log.action.isin(GIVES)
    weak = (log.action == "import") | ~withdraws & (log.ground == "soft_opt_in")
    spoken = told & (log.channel == about)
    order = ibis.struct(
        {
            "at": said_at(log),
            "withdraws": withdraws,
            "recorded_at": log.recorded_at,
            "dated": log["at"],
            "id": log.id,
        }
    )
    said = ibis.struct({name: log[name] for name in SAID})
    words = log.group_by(name, "purpose").aggregate(
        ever_withdrawn=(told & withdraws).any(),
        claimed=(log.action == "claim").any(),
        any_word=max_by(said, order, where=spoken),
        strong_word=max_by(said, order, where=spoken & ~weak),
    )
    counts = ibis.ifelse(words.ever_withdrawn, words.strong_word, words.any_word)
    kept = words.select(name, "purpose", "claimed", **{each: counts[each] for each in SAID})
    return kept.mutate(may=kept.action.isin(GIVES).fill_null(False)).rename(consent_date="local_date")


def told_apart(log: ibis.Table) -> ibis.Table:
    """What a log of consents says, once for each purpose it speaks about."""
    log = log.select("mailbox_id", "purpose", "channel", "at", "recorded_at", "id", *SAID)
    of_all = log.filter(log.purpose == MARKETING)
    apart = log.filter(log.purpose != MARKETING)
    return ibis.union(apart, *[of_all.mutate(purpose=ibis.literal(purpose)) for purpose in ADVERTISING])
