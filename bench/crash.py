"""Kills workers in the middle of sending, hundreds of times, and counts what was lost or doubled (STANDARDS A8, F2, INV-1 to INV-3).

A mail server (or, with --service, a mail service) that writes down what it takes before it says so is the witness. Workers die by SIGKILL at random
moments and at the points where it would hurt most, are stopped past their lease and woken up, find the disk full and the database locked; the
server resets connections before and after it takes, and loses answers. Exit code 1 when marketing was doubled or anything lost.
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.mails.shop import fill, open_shop, set_up  # noqa: E402

LEASE_SECONDS = 60
POINTS = ("claimed", "promised", "handed over", "answered", "recorded")
BATCH = 400  # messages put into the outbox at a time


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--kills", type=int, default=500, help="workers to kill (500)")
    asked.add_argument("--seed", type=int, default=1, help="equal seeds make equal plans of destruction (1)")
    asked.add_argument(
        "--service", default="", help="send through this mail service, played here, instead of a mail server"
    )
    asked.add_argument("--quick", action="store_true", help="25 kills")
    wish = asked.parse_args()
    kills = 25 if wish.quick else wish.kills
    with tempfile.TemporaryDirectory(prefix="regulars-crash-") as folder:
        crash = Crash(Path(folder), wish.seed, wish.service)
        with crash.sink():
            while crash.killed < kills:
                crash.one_life()
            crash.finish()
        sys.exit(crash.verdict())


class Crash:
    """A shop, its witness, and the workers that come and go."""

    def __init__(self, folder: Path, seed: int, service: str) -> None:
        self.home, self.log, self.seed = folder / "shop", folder / "taken.log", seed
        self.ahead = folder / "ahead"
        self.service = service
        self.chance = random.Random(seed)
        self.killed = 0
        self.lives: Counter[str] = Counter()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        open_shop(self.home, self.port, service=service)
        self.ahead.write_text("0")
        set_up(self.home)
        in_child(self._filled)
        self.messages = BATCH

    @contextmanager
    def sink(self) -> Iterator[None]:
        command = [
            sys.executable,
            "-m",
            "bench.mails.careful_service" if self.service else "bench.mails.careful_sink",
            str(self.port),
            str(self.log),
            str(self.seed),
            *([self.service] if self.service else []),
        ]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.terminate()
            process.wait()

    def one_life(self) -> None:
        """A worker from birth to violent death; then its lease runs out."""
        if self._waiting() < BATCH // 4:
            in_child(lambda: self._filled(self.messages))
            self.messages += BATCH
        way = self.chance.choice(
            ("at random", "at random", *POINTS, "stopped past its lease", "disk full", "database locked")
        )
        point = way if way in POINTS else ""
        worker = multiprocessing.get_context("fork").Process(
            target=self._work, args=(point, self.chance.randint(1, 6), way == "disk full")
        )
        worker.start()
        assert worker.pid is not None
        if way == "database locked":
            self._lock_for(1.5)
        elif way == "stopped past its lease":
            self._stop_past_lease(worker)
        elif not point:
            time.sleep(self.chance.uniform(0.02, 0.5))
        if point:
            worker.join(3)
        if worker.is_alive():
            os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        self.killed += worker.exitcode == -signal.SIGKILL
        self.lives[way] += 1
        self._let_leases_run_out()

    def finish(self) -> None:
        """Let one worker live until nothing is left to be done."""
        for _ in range(3):
            self._let_leases_run_out()
            worker = multiprocessing.get_context("fork").Process(target=self._work, args=("", 0, False, True))
            worker.start()
            worker.join()

    def verdict(self) -> int:
        """Print what became of everything; 0 when nothing was lost and no marketing doubled."""
        taken: dict[str, list[str]] = {}
        for line in self.log.read_text().splitlines():
            name, hashed = line.split()
            taken.setdefault(name, []).append(hashed)
        rows = self._rows("SELECT intent, nature, state, attempts FROM delivery_outbox")
        states = Counter((nature, state) for _, nature, state, _ in rows)
        doubled = {
            nature: [i for i, n, _, _ in rows if n == nature and len(taken.get(i, [])) > 1]
            for nature in ("marketing", "service")
        }
        changed = [i for i in doubled["service"] if len(set(taken[i])) > 1 or len(taken[i]) > 2]
        lost = [i for i, _, state, _ in rows if state == "accepted" and i not in taken]
        unfinished = [
            i
            for i, _, state, _ in rows
            if state not in ("accepted", "uncertain", "rejected", "suppressed", "expired", "cancelled")
        ]
        doubts = [i for i, _, state, _ in rows if state == "uncertain"]
        never = [i for i in doubts if i not in taken]
        stray = set(taken) - {i for i, *_ in rows}
        most = (
            self.killed * in_hand() + self.lives["stopped past its lease"] * in_hand() + self._hiccups(taken)
        )
        print(
            f"seed {self.seed}: {self.killed} kills in {sum(self.lives.values())} lives ({dict(self.lives)}), at most {in_hand()} in dot_pending a worker"
        )
        print(
            f"{len(rows)} messages: "
            + ", ".join(f"{nature} {state} {count}" for (nature, state), count in sorted(states.items()))
        )
        print(
            f"marketing doubled {len(doubled['marketing'])}, lost {len(lost)}, unfinished {len(unfinished)}, unknown to the outbox {len(stray)}"
        )
        print(
            f"service twice {len(doubled['service'])}, of them with other bytes or more often {len(changed)}"
        )
        print(
            f"uncertain {len(doubts)} (bound {most}), of them never dotted as the server's log shows {len(never)}"
        )
        bad = doubled["marketing"] or lost or unfinished or changed or stray or len(doubts) > most
        return 1 if bad else 0

    def _hiccups(self, taken: dict[str, list[str]]) -> int:
        """Answers the server itself lost: each leaves one message in doubt, or as many as a request holds."""
        return max(10, sum(map(len, taken.values())) // (10 if self.service else 100))

    def _work(self, point: str, after: int, disk_full: bool, to_the_end: bool = False) -> None:
        """A worker's life, in a process of its own."""
        from regulars.delivery import attempt, claim, outbox
        from regulars.delivery.carriers.chosen import chosen

        claim.LEASE = attempt.LEASE = timedelta(seconds=LEASE_SECONDS)
        clock = self._clock()
        carrier = chosen(clock)
        if point:
            die_at(point, after, attempt, claim, carrier)
        with suppress(KeyboardInterrupt):
            while True:
                try:
                    if disk_full:
                        fill_the_disk(after)
                    done = outbox.send_due(clock, carrier, limit=150).total
                except Exception as wrong:  # noqa: BLE001  a worker goes on, as the real one does
                    self._must_be_the_disk(wrong)
                    done = 1
                if to_the_end and not done:
                    return
                if not done:
                    time.sleep(0.01)

    def _must_be_the_disk(self, wrong: Exception) -> None:
        if not any(words in str(wrong) for words in ("full", "locked", "durable")):
            raise wrong

    def _clock(self) -> Any:
        from regulars.kernel.clock import Clock

        def now() -> datetime:
            return datetime.now(UTC) + timedelta(seconds=int(self.ahead.read_text()))

        return Clock(now, time.sleep, random.SystemRandom())

    def _filled(self, first: int = 0) -> None:
        from django.core.management import call_command

        if not first:
            call_command("migrate", verbosity=0)
        fill(BATCH, first=first, service_every=4, keeps_days=3650)

    def _let_leases_run_out(self) -> None:
        self.ahead.write_text(str(int(self.ahead.read_text()) + 16 * 60))

    def _stop_past_lease(self, worker: Any) -> None:
        """Stop a worker, let another take over what it held, and wake the first one up."""
        time.sleep(self.chance.uniform(0.05, 0.3))
        os.kill(worker.pid, signal.SIGSTOP)
        self._let_leases_run_out()
        other = multiprocessing.get_context("fork").Process(target=self._work, args=("", 0, False))
        other.start()
        time.sleep(0.4)
        os.kill(worker.pid, signal.SIGCONT)
        time.sleep(0.2)
        os.kill(other.pid or 0, signal.SIGKILL)
        other.join()
        self.killed += 1

    def _lock_for(self, seconds: float) -> None:
        with sqlite3.connect(self.home / "regulars.sqlite3", isolation_level=None, timeout=5) as holder:
            time.sleep(0.05)
            with suppress(sqlite3.OperationalError):
                holder.execute("BEGIN IMMEDIATE")
                time.sleep(seconds)
                holder.execute("ROLLBACK")

    def _waiting(self) -> int:
        ((count,),) = self._rows("SELECT COUNT(*) FROM delivery_outbox WHERE state IN ('planned', 'claimed')")
        return int(count)

    def _rows(self, sql: str) -> list[Any]:
        """Asked by another process: this one forks workers, and must hold no connection."""
        program = "import json, sqlite3, sys; print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))"
        path = self.home / "regulars.sqlite3"
        said = subprocess.run([sys.executable, "-c", program, path, sql], stdout=subprocess.PIPE, check=True)
        rows: list[Any] = json.loads(said.stdout)
        return rows


def die_at(point: str, after: int, attempt: Any, claim: Any, carrier: Any) -> None:
    """Kill this process the so-many-th time it comes to a point."""
    left = [after]

    def dying(do: Callable[..., Any], *, before: bool) -> Callable[..., Any]:
        def done(*args: Any, **named: Any) -> Any:
            left[0] -= 1
            if before and left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            result = do(*args, **named)
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return done

    if point == "claimed":
        claim.claim = dying(claim.claim, before=False)
    elif point == "promised":
        carrier.take = dying(carrier.take, before=True)
    elif point == "handed over":
        carrier.take = dying(carrier.take, before=False)
    elif point == "answered":
        carrier.answers = dying(carrier.answers, before=False)
    else:
        attempt.Round.pass_gate = dying(attempt.Round.pass_gate, before=False)


def fill_the_disk(pages: int) -> None:
    """Let the database grow by so many pages only."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (used,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {used + pages}")


def in_child(do: Callable[[], None]) -> None:
    """Run it in a process of its own."""
    child = multiprocessing.get_context("fork").Process(target=do)
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(f"{do} ended with {child.exitcode}")


def in_hand() -> int:
    """How many messages a worker may leave in doubt."""
    from django.conf import settings

    return int(settings.IN_HAND)


if __name__ == "__main__":
    main()
