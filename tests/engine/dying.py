"""A worker that dies: run as a process of its own, which kills itself with SIGKILL at a named point.

python -m tests.engine.dying POINT NOW HOME
"""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

import django


def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def main(point: str, now: str, home: str) -> None:  # noqa: C901  one branch a point
    django.setup()
    from dataclasses import replace

    from django.conf import settings

    from regulars.engine import commit, day, moment
    from regulars.engine.shop import shop
    from regulars.facts.record import record
    from regulars.kernel.clock import PlayedClock
    from tests.engine.conftest import STORE
    from tests.facts.tell import order

    settings.STOREFRONTS = {"shop": STORE}
    clock = PlayedClock(datetime.fromisoformat(now), seed=99)
    open_shop = replace(shop(), home=Path(home))
    customer_id = int(os.environ["CUSTOMER"])
    if point == "recorded":
        record(order(customer_id, "live", clock.now()), clock.now())
        die()
    if point == "claimed":
        moment.plan_for = die
    if point == "planned":
        moment.commit = die
    if point == "in the outbox":
        kept = commit._verdict
        commit._verdict = lambda *row: die() if row[1] else kept(*row)
    if point == "committed":
        commit_all = moment.commit

        def committed(*args):
            done = commit_all(*args)
            moment.transaction.on_commit(die)
            return done

        moment.commit = committed
    if point.startswith("day"):
        batches = commit._batches
        commit.CUSTOMERS_A_TRANSACTION = 5

        def half(people):
            for n, batch in enumerate(batches(people)):
                if n == 3:
                    die()
                yield batch

        commit._batches = half
        day.run_if_due(open_shop, clock)
    else:
        moment.run(open_shop, clock)
    sys.exit("still alive")


if __name__ == "__main__":
    main(*sys.argv[1:])
