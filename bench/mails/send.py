"""One worker of ours as a process: says it is ready, waits for a line, sends what is due, and prints what it took as JSON."""

import json
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.mails.shop import set_up

PARTS: defaultdict[str, float] = defaultdict(float)
WITHIN: list[float] = []
"""For each part that is under way, the seconds that other parts took within it."""


def timed(part: str, do: Callable[..., Any]) -> Callable[..., Any]:
    """The same, its seconds added to a part; those of other parts within it are theirs."""

    def measured(*args: Any, **named: Any) -> Any:
        began = time.perf_counter()
        WITHIN.append(0.0)
        try:
            return do(*args, **named)
        finally:
            took = time.perf_counter() - began
            PARTS[part] += took - WITHIN.pop()
            if WITHIN:
                WITHIN[-1] += took

    return measured


def main(home: str, split: str) -> None:
    set_up(Path(home))
    from django.conf import settings
    from django.db import connection

    from regulars.delivery import attempt, claim, outbox
    from regulars.delivery.carriers.smtp import SmtpCarrier
    from regulars.engine.worker import seldom_searched

    if split:
        claim.claim = timed("claim", claim.claim)
        attempt.Round.prepare = timed("words", attempt.Round.prepare)  # type: ignore[method-assign]
        attempt.Round.pass_gate = timed("gate and outcomes", attempt.Round.pass_gate)  # type: ignore[method-assign]
    carrier = SmtpCarrier.configured()
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    began, used = time.perf_counter(), time.process_time()
    counts: Counter[str] = Counter()
    with seldom_searched():
        while tally := outbox.send_due(settings.CLOCK, carrier, limit=10**9).counts:
            counts.update(tally)
    seconds = time.perf_counter() - began
    if split:
        PARTS["sockets and waiting"] = seconds - sum(PARTS.values())
    took = {
        "seconds": seconds, "cpu": time.process_time() - used, "counts": counts, "parts": PARTS, "in_hand": settings.SMTP.in_hand,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip
    print(json.dumps(took), flush=True)
    carrier.close()


if __name__ == "__main__":
    main(*sys.argv[1:], *[""] * (3 - len(sys.argv)))
