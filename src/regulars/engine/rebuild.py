"""Recomputes what is kept beside the facts, and says where it differs."""

import shutil
from collections.abc import Iterator

from django.db import transaction

from regulars.engine import compile as sql
from regulars.engine.desk import laid_out
from regulars.engine.shop import Shop
from regulars.facts import chain, lake, standing
from regulars.facts.models import Standing
from regulars.facts.record import AHEAD_AT_MOST
from regulars.kernel.clock import Clock
from regulars.kernel.purposes import EMAIL, covering

KEPT = ("may", "ground", "cause", "since_at", "expires_at")


def differences(shop: Shop, clock: Clock) -> Iterator[str]:
    """A sentence for each projection row that is not what the facts add up to, and for each break in the consent chain."""
    expected = standing.recomputed()
    kept = {
        (row.mailbox_id, row.purpose, row.channel): {name: getattr(row, name) for name in KEPT}
        for row in Standing.objects.all()
    }
    for subject in sorted(expected.keys() | kept.keys()):
        if expected.get(subject) != kept.get(subject):
            yield f"standing of mailbox {subject[0]} for {subject[1]} by {subject[2]}: kept {kept.get(subject)}, facts say {expected.get(subject)}"
    yield from _thought(shop, clock, expected)
    yield from (f"consent record {name} is not what was recorded" for name in chain.breaks())


def rebuild(shop: Shop) -> int:
    """Write the standing projection and the lake anew from the facts. Returns the number of standing rows."""
    expected = standing.recomputed()
    with transaction.atomic():
        Standing.objects.all().delete()
        rows = [Standing(mailbox_id=m, purpose=p, channel=c, **row) for (m, p, c), row in expected.items()]
        Standing.objects.bulk_create(rows)
    shutil.rmtree(shop.lake, ignore_errors=True)
    lake.copy(shop.lake, shop.database)
    return len(rows)


def _thought(
    shop: Shop, clock: Clock, expected: dict[tuple[int, str, str], dict[str, object]]
) -> Iterator[str]:
    """The arbiter's fold of consents is a table expression; it must say the same."""
    soon = clock.now() + AHEAD_AT_MOST  # a fact of a clock that is ahead counts for delivery at once
    with laid_out(shop, soon, soon, None) as desk:
        for mailbox_id, purpose, may in desk.con.execute(
            sql.knowledge()["permission"].join(("SELECT mailbox_id, purpose, may FROM (", ")"))
        ).fetchall():
            told = (expected.get((mailbox_id, each, EMAIL)) for each in covering(purpose))
            kept = next((row for row in told if row), {"may": False})
            if bool(kept["may"]) != may:
                yield f"mailbox {mailbox_id}, {purpose}: delivery's fold says {'may' if kept['may'] else 'may not'}, the arbiter's the opposite"
