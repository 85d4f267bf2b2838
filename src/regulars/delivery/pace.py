"""How fast mail goes to each provider: slowly at first, faster while all is well, slower when asked, and not at all while we are at fault.

A lane is a stream (service or marketing) to a provider. When a provider refuses for what we do (5.7.x: signatures, reputation), going on would burn
the reputation and the messages, and no address is to blame: the lane is paused (STANDARDS A7.3, A7.4, B3.2).
"""

from collections import defaultdict, deque
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from regulars.delivery.carrier import Answer
from regulars.delivery.models import Outbox, Pause
from regulars.delivery.providers import stopped_as
from regulars.kernel.clock import aware

Lane = tuple[str, str]
BEGIN_WITH = 8
LOOKED_AT = 50
FAULTS, FAULT_PAUSE = 10, timedelta(hours=1)
DEFERRALS, DEFERRAL_PAUSE = 25, timedelta(minutes=15)
BY_HAND = timedelta(days=3650)  # until somebody ends it
PUT_OFF = "paused"


@dataclass
class _Seen:
    """What a lane answered lately, and how much may be in hand there."""

    window: int = BEGIN_WITH
    lately: deque[str] = field(default_factory=lambda: deque(maxlen=LOOKED_AT))


class Pace:
    """Counts answers by lane, for one round of sending."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._seen: defaultdict[Lane, _Seen] = defaultdict(_Seen)
        self._turned_away: set[Lane] = set()

    def window(self, lane: Lane) -> int:
        """How many messages may be in hand on the lane."""
        return self._seen[lane].window

    def heard(self, lane: Lane, answer: Answer) -> None:
        """One more answer: twice as many after a window of good ones, half as many after one that asks us to wait."""
        seen = self._seen[lane]
        seen.lately.append("fault" if answer.cause == "policy" else answer.kind)
        if answer.kind == "accepted":
            seen.window = min(self.most, seen.window + 1)
        elif answer.kind == "deferred" or answer.cause == "policy":
            seen.window = max(1, seen.window // 2)
            self._turned_away.add(lane)

    def stops(self, now: datetime) -> dict[Lane, "Stop"]:
        """The lanes that have had enough, and how long they wait."""
        stopped: dict[Lane, Stop] = {}
        for lane in self._turned_away:
            lately = self._seen[lane].lately
            if (blamed := lately.count("fault")) >= FAULTS:
                stopped[lane] = Stop("blamed", now + FAULT_PAUSE, blamed, len(lately))
            elif (deferred := lately.count("deferred")) >= DEFERRALS:
                stopped[lane] = Stop("deferred", now + DEFERRAL_PAUSE, deferred, len(lately))
        self._turned_away.clear()
        for lane in stopped:
            self._seen[lane] = _Seen()
        return stopped


@dataclass(frozen=True)
class Stop:
    """Why a lane waits and until when: `minded` of `sent` messages led to it."""

    cause: str
    until: datetime
    minded: int = 0
    sent: int = 0


def paused(now: datetime) -> dict[Lane, datetime]:
    """The lanes that wait, and until when."""
    sql = f"SELECT nature, provider, until FROM {Pause._meta.db_table} WHERE until > %s"  # noqa: S608  our own table
    with connection.cursor() as cursor:  # plain SQL, since every group of messages asks
        cursor.execute(sql, [connection.ops.adapt_datetimefield_value(now)])
        return {(nature, provider): aware(until) for nature, provider, until in cursor.fetchall()}


def waits(lane: Lane, stopped: dict[Lane, datetime]) -> datetime | None:
    """Until when a lane waits, if it does: its own provider may be paused, or those it is counted with, or everybody."""
    if not stopped:
        return None
    nature, name = lane
    return max((until for by in stopped_as(name) if (until := stopped.get((nature, by)))), default=None)


def pause(lane: Lane, stop: Stop, now: datetime, status: str = "") -> None:
    """Let a lane wait; `status` is the last answer that led to it: stage and codes."""
    nature, name = lane
    Pause.objects.update_or_create(
        nature=nature, provider=name, defaults=asdict(stop) | {"since": now, "status": status}
    )


def resume(pause_id: int, now: datetime) -> bool:
    """End a pause before its time, and let whoever waited for its end be tried at once; False when there is none."""
    pause = Pause.objects.filter(id=pause_id, until__gt=now).first()
    if pause is None:
        return False
    Pause.objects.filter(id=pause_id).update(until=now)
    waiting = Outbox.objects.filter(nature=pause.nature, next_attempt_at__gt=now, last_status=PUT_OFF)
    waiting.update(next_attempt_at=now)
    return True
