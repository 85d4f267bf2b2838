"""Whether each mailbox may be written to: the same fold that delivery's projection keeps (`facts/standing.py`)."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.latest import latest, max_by

GIVES = ("grant", "confirm", "import")
SAID = ("ground", "action", "evidence", "expires_at", "local_date")


def standing(facts: Facts) -> ibis.Table:
    """One row per mailbox with any consent or suppression: may it get marketing, since when and by which record; is it suppressed."""
    consent = _consent(facts).select(
        "mailbox_id", "ground", "action", "evidence", "expires_at",
        may=lambda t: t.action.isin(GIVES), consent_date="local_date",
    )  # fmt: skip
    blocked = latest(facts.address_suppressed, "mailbox_id", "scope", keep=("lifted", "local_date"))
    blocked = blocked.filter(~blocked.lifted)
    stopped = blocked.group_by("mailbox_id").aggregate(
        suppressed=(blocked.scope == "all").any(),
        complained=(blocked.scope != "all").any(),
        suppressed_date=blocked.local_date.max(where=blocked.scope == "all"),
        complained_date=blocked.local_date.max(where=blocked.scope != "all"),
    )
    either = consent.outer_join(stopped, "mailbox_id")
    return either.mutate(
        mailbox_id=ibis.coalesce(either.mailbox_id, either.mailbox_id_right),
        may=either.may.fill_null(False),
        suppressed=either.suppressed.fill_null(False),
        complained=either.complained.fill_null(False),
    ).drop("mailbox_id_right")


def _consent(facts: Facts) -> ibis.Table:
    """One row per mailbox: the marketing consent by e-mail that counts. At equal times a withdrawal wins; neither an import nor a
    purchase undoes one."""
    log = facts.consent_recorded
    log = log.filter((log.purpose == "marketing") & (log.channel == "email"))
    withdraws = ~log.action.isin(GIVES)
    weak = (log.action == "import") | ~withdraws & (log.ground == "soft_opt_in")
    order = ibis.struct(
        {"at": log["at"], "withdraws": withdraws, "recorded_at": log.recorded_at, "id": log.id}
    )
    said = ibis.struct({name: log[name] for name in SAID})
    folded = log.group_by("mailbox_id").aggregate(
        ever_withdrawn=withdraws.any(),
        any_word=max_by(said, order),
        strong_word=max_by(said, order, where=~weak),
    )
    counts = ibis.ifelse(folded.ever_withdrawn, folded.strong_word, folded.any_word)
    return folded.select("mailbox_id", **{name: counts[name] for name in SAID})
