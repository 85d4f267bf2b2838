"""A letter instead of a mail: where no mail may go and a letter may, and the shop sends letters (decision 0024)."""

import ibis
import ibis.expr.types as ir

from regulars.kernel.purposes import EMAIL, POST

MEASURED = ("sent", "answers", "regrets")


def addressed(candidate: ibis.Table) -> ibis.Table:
    """The candidates with their `channel`; what gates and worth ask is told of letters and of the postal address where it is one."""
    by_letter = _by_letter(candidate)
    return candidate.mutate(
        channel=ibis.ifelse(by_letter, POST, EMAIL),
        mailbox_id=ibis.ifelse(by_letter, candidate.postal_id, candidate.mailbox_id),
        suppressed=candidate.suppressed & ~by_letter,
        may=candidate.may | by_letter,
        consent_date=ibis.ifelse(by_letter, candidate.post_date, candidate.consent_date),
        expires_at=ibis.ifelse(by_letter, candidate.post_ends, candidate.expires_at),
        **{
            name: ibis.ifelse(by_letter, candidate[f"{name}_by_post"], candidate[name])
            for name in (*MEASURED, "prior")
        },
    )


def response(measured: ibis.Table, channel: str) -> ibis.Table:
    """One row per program: how its messages by a channel fared; those of letters are named so."""
    rows = measured.filter(measured.channel == channel)
    suffix = "_by_post" if channel == POST else ""
    return rows.select("program", **{f"{name}{suffix}": rows[name] for name in MEASURED})


def cost(candidate: ibis.Table) -> ir.FloatingValue:
    """What paper and postage cost, in the storefront's minor units; nothing for a mail."""
    paid = candidate.letter_cost_minor.cast("float64")
    return ibis.ifelse(candidate.channel == POST, paid, ibis.literal(0.0, type="float64"))


def _by_letter(candidate: ibis.Table) -> ir.BooleanValue:
    over = candidate.expires_at <= candidate.as_of
    mail = candidate.mailbox_id.notnull() & candidate.may & ~candidate.suppressed & ~over.fill_null(False)
    letter = (
        candidate.postal_id.notnull()
        & ~candidate.complained
        & ~(candidate.profiles & candidate.unprofiled).fill_null(False)
        & ~(candidate.post_ends <= candidate.as_of).fill_null(False)
    )
    offered = candidate.by_post & (candidate.nature == "marketing") & candidate.letter_cost_minor.notnull()
    return offered.fill_null(False) & letter & ~mail
