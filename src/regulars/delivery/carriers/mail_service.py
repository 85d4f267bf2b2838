"""A mail service that takes our mail by HTTP, over a few lines at once: each in a thread of its own, while the caller prepares what comes next."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Self

from django.conf import settings

from regulars.delivery.carrier import Answer, Envelope, nothing
from regulars.delivery.health import Health
from regulars.delivery.known_services import service
from regulars.delivery.mail_service import Line, Service
from regulars.kernel.clock import Clock

Answered = list[tuple[Envelope, Answer]]
ASK_AGAIN = 2
WAIT_HERE = 10  # seconds; who asks for more is obeyed by putting the message back
TURNS = 5
log = logging.getLogger(__name__)


class MailServiceCarrier:
    """Keeps up to `connections` lines to a service."""

    def __init__(self, to: Service, *, connections: int, clock: Clock) -> None:
        self.to, self.connections, self.clock = to, connections, clock
        self.health = Health(clock)
        self.idle: list[Line] = []
        self.pool = ThreadPoolExecutor(connections, "mail-service")
        self.arrived: SimpleQueue[Answered] = SimpleQueue()
        self.done: Answered = []
        self.under_way = 0

    @classmethod
    def configured(cls, clock: Clock) -> Self:
        """The shop's own service. Raises NoService."""
        account = settings.SERVICE
        return cls(service(account, settings.LINK_KEYS, clock), connections=account.connections, clock=clock)

    def open(self, sender: str) -> Answer | None:
        """See Carrier: ready unless the service rests."""
        return Answer(kind="unreachable", status=self.health.status) if self.health.resting else None

    def take(self, envelopes: Sequence[Envelope]) -> None:
        """See Carrier. Messages are spread over the lines, so that a lost answer leaves few in doubt."""
        each = max(1, min(self.to.at_once, -(-len(envelopes) // self.connections)))
        self.under_way += len(envelopes)
        for at in range(0, len(envelopes), each):
            self.pool.submit(self._carry, envelopes[at : at + each])

    def answers(self, least: int, meanwhile: Callable[[], bool] = nothing) -> list[tuple[Envelope, Answer]]:
        """See Carrier."""
        more = True
        while self.under_way and (more or len(self.done) < least):
            more = more and meanwhile()
            self._collect(wait=not more and len(self.done) < least)
        done, self.done = self.done, []
        return done

    def close(self) -> None:
        """See Carrier."""
        self.pool.shutdown()
        while self.idle:
            self.idle.pop().close()

    def _collect(self, *, wait: bool) -> None:
        try:
            while True:
                answered = self.arrived.get(block=wait)
                self.done += answered
                self.under_way -= len(answered)
                wait = False
        except Empty:
            return

    # ---------------------------------------------------------------- in a thread

    def _carry(self, envelopes: Sequence[Envelope]) -> None:
        answers = [Answer(kind="uncertain", status="error")] * len(envelopes)
        try:
            with self.health.turn():
                if self.health.resting:
                    answers = [Answer(kind="unreachable", status=self.health.status)] * len(envelopes)
                else:
                    answers = self._asked(envelopes)
                    self.health.heard(answers)
        except Exception:
            log.exception("what became of %s messages is not known", len(envelopes))
        finally:
            self.arrived.put(list(zip(envelopes, answers, strict=True)))

    def _asked(self, envelopes: Sequence[Envelope]) -> list[Answer]:
        """Ask, and again where that is safe: when told to wait a moment, or when the service knows what it took."""
        try:
            line = self._line()
        except Exception as wrong:
            log.exception("no line to the mail service")
            return [Answer(kind="unreachable", status=type(wrong).__name__)] * len(envelopes)
        try:
            doubts = 0
            for _ in range(TURNS):
                answers = line.send(envelopes)
                doubts += answers[0].kind == "uncertain"
                wait = self._worth_waiting(answers, doubts)
                if wait is None:
                    break
                self.clock.sleep(wait)
        finally:
            self.idle.append(line)
        return answers

    def _line(self) -> Line:
        try:
            return self.idle.pop()
        except IndexError:  # asking first whether there is one would not do: another thread may take it
            return self.to.open()

    def _worth_waiting(self, answers: list[Answer], doubts: int) -> float | None:
        """How many seconds to wait before asking the same once more; None when that would not help, or not be safe."""
        first = answers[0]
        if len(set(answers)) > 1:
            return None
        if first.kind == "uncertain" and self.to.knows_again and doubts <= ASK_AGAIN:
            return 1
        if first.kind == "deferred" and 0 < first.wait_seconds <= WAIT_HERE:
            return first.wait_seconds
        return None
