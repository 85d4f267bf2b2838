"""Any SMTP server that takes our mail, over a few connections at once (STANDARDS A6): sockets and time for `Dialogue`, which speaks.

Runs on uvloop where there is one, but only within `answers`: between two calls nothing moves, and the caller is free to write to its database.
"""

import asyncio
import ssl
from collections import deque
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Self, cast

from django.conf import settings

from regulars.delivery.carrier import Answer, Envelope, nothing
from regulars.delivery.dialogue import Dialogue, NoUse, Passage

try:
    import uvloop as loops
except ImportError:  # Windows has none
    import asyncio as loops  # type: ignore[no-redef]

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
CERTIFICATES = ssl.create_default_context
CONNECTIONS = 8
TRIES = 2  # connections that may be lost under a message before its dot
MAILS_A_CONNECTION = 4  # waiting before another connection is opened


class NoServer(Exception):
    """No mail server is set, or one that must not be spoken to without encryption; the message says what to set."""


class SmtpCarrier:
    """Keeps a few connections. `security` is tls, starttls, or none, which only a server on this machine may have.

    `patience` replaces the standard's minutes of waiting, for tests.
    """

    def __init__(
        self, host: str, port: int, *, user: str = "", password: str = "", security: str = "starttls",
        connections: int = CONNECTIONS, patience: float | None = None,
    ) -> None:  # fmt: skip
        if not host:
            raise NoServer(
                "no mail server is set: put host, port, user and password under [smtp] in regulars.toml"
            )
        if security not in ("tls", "starttls", "none") or (security == "none" and host not in LOOPBACK):
            raise NoServer(
                f"[smtp] security must be tls or starttls for {host}; none is for a server on this machine"
            )
        self.host, self.port, self.user, self.password, self.security = host, port, user, password, security
        self.connections, self.patience = connections, patience
        self.waiting: deque[Passage] = deque()
        self.done: list[tuple[Envelope, Answer]] = []
        self.lines: set[Line] = set()
        self.under_way = 0
        self.trouble = ""
        self._least, self._busy = 0, False
        self._progress: asyncio.Event | None = None
        self._raised: BaseException | None = None

    @cached_property
    def loop(self) -> asyncio.AbstractEventLoop:
        """Ours alone."""
        return loops.new_event_loop()

    @classmethod
    def configured(cls, place: int = 0) -> Self:
        """The shop's own server, the preferred one unless another place is given. Raises NoServer."""
        smtp = settings.RELAYS[place]
        return cls(
            smtp.host, smtp.port, user=smtp.user, password=smtp.password, security=smtp.security, connections=smtp.connections
        )  # fmt: skip

    def open(self, sender: str) -> Answer | None:
        """See Carrier: ready when one connection stands."""
        self.name = sender.rpartition("@")[2] or "localhost"
        self.loop.run_until_complete(self._first_line())
        return None if self.lines else Answer(kind="unreachable", status=self.trouble)

    def take(self, envelopes: Sequence[Envelope]) -> None:
        """See Carrier."""
        self.waiting.extend(map(Passage, envelopes))
        self.under_way += len(envelopes)

    def answers(self, least: int, meanwhile: Callable[[], bool] = nothing) -> list[tuple[Envelope, Answer]]:
        """See Carrier."""
        self.loop.run_until_complete(self._until(least, meanwhile))
        raised, self._raised = self._raised, None
        if raised is not None:
            raise raised
        done, self.done = self.done, []
        return done

    def close(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        if "loop" in vars(self):
            self.loop.run_until_complete(self._goodbye())
            self.loop.close()
            del self.loop

    # ---------------------------------------------------------------- within the loop

    async def _first_line(self) -> None:
        await asyncio.sleep(0)  # let the loop see which idle connections are gone
        if not self.lines:
            await self._connect()

    async def _until(self, least: int, meanwhile: Callable[[], bool]) -> None:
        self._progress, self._least, self._busy = asyncio.Event(), least, True
        self.loop.call_soon(self._spin, meanwhile)
        watch = self.loop.create_task(self._watch())
        while not self._enough() and self._raised is None:
            self._progress.clear()
            self._wake()
            if not self.lines or len(self.lines) < min(
                self.connections, len(self.waiting) // MAILS_A_CONNECTION
            ):
                await self._connect()
            else:
                await self._progress.wait()
        watch.cancel()

    def _spin(self, meanwhile: Callable[[], bool]) -> None:
        """Do what else there is to do, a little at a time, between what the sockets bring."""
        if self._enough():
            return
        try:
            more = meanwhile()
        except BaseException as raised:  # noqa: BLE001  raised by `answers`
            self._raised = raised
            self._tell_progress()
            return
        self._busy = more
        if more:
            self.loop.call_soon(self._spin, meanwhile)
        elif self._enough():
            self._tell_progress()

    async def _watch(self) -> None:
        """Hang up on a server that lets us wait too long."""
        while True:
            await asyncio.sleep(min(1.0, self.patience or 1.0))
            for line in list(self.lines):
                line.check(self.loop.time())

    def _enough(self) -> bool:
        return not self.under_way or (len(self.done) >= self._least and not self._busy)

    def _tell_progress(self) -> None:
        if self._progress is not None:
            self._progress.set()

    def _wake(self) -> None:
        for line in list(self.lines):
            if not self.waiting:
                return
            line.wake()

    async def _connect(self) -> None:
        """One more connection; when there can be none, everybody who waits hears why."""
        ready: asyncio.Future[str] = self.loop.create_future()
        secured = CERTIFICATES() if self.security == "tls" else None
        try:
            async with asyncio.timeout(self.patience or 300):
                await self.loop.create_connection(
                    lambda: Line(self, ready), self.host, self.port, ssl=secured
                )
                trouble = await ready
        except (OSError, TimeoutError) as wrong:
            trouble = type(wrong).__name__
            for line in [line for line in self.lines if line.ready is ready]:
                line.end(trouble)
        if trouble and not self.lines:
            self.trouble = trouble
            self._refuse_all(Answer(kind="unreachable", status=trouble))

    def _refuse_all(self, answer: Answer) -> None:
        while self.waiting:
            self.tell(self.waiting.popleft(), answer)

    async def _goodbye(self) -> None:
        for line in list(self.lines):
            line.quit()
        await asyncio.sleep(0.01)

    # ---------------------------------------------------------------- what lines call

    def supply(self) -> Passage | None:
        """The next message to go."""
        return self.waiting.popleft() if self.waiting else None

    def tell(self, passage: Passage, answer: Answer) -> None:
        """A message has its answer."""
        self.done.append((passage.envelope, answer))
        self.under_way -= 1
        if self._enough():
            self._tell_progress()

    def hung_up(self, line: "Line", left: list[Passage], status: str) -> None:
        """A connection is gone; what had no dot goes over another, a few times."""
        self.lines.discard(line)
        for passage in reversed(left):
            passage.lost += 1
            if passage.lost < TRIES:
                self.waiting.appendleft(passage)
            else:
                self.tell(passage, Answer(kind="deferred", status=status))
        self._tell_progress()


class Line(asyncio.Protocol):
    """One connection: bytes from the socket to the dialogue and back."""

    transport: asyncio.Transport

    def __init__(self, carrier: SmtpCarrier, ready: "asyncio.Future[str]") -> None:
        self.carrier, self.ready = carrier, ready
        self.since = carrier.loop.time()
        self.dialogue = Dialogue(
            carrier.name, user=carrier.user, password=carrier.password, starttls=carrier.security == "starttls",
            supply=carrier.supply, tell=carrier.tell,
        )  # fmt: skip

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket stands, or stands anew within TLS."""
        self.transport = cast("asyncio.Transport", transport)  # uvloop's is not derived from it
        self.carrier.lines.add(self)

    def data_received(self, data: bytes) -> None:
        """The server said something."""
        self.since = self.carrier.loop.time()
        try:
            self.dialogue.received(data)
        except NoUse as wrong:
            self.end(str(wrong))
            return
        self._flush()
        if self.dialogue.begin_tls:
            self.dialogue.begin_tls = False
            self.carrier.loop.create_task(self._secure())
        elif self.dialogue.ready and not self.ready.done():
            self.ready.set_result("")

    def connection_lost(self, exc: Exception | None) -> None:
        """The server is gone."""
        self.end(type(exc).__name__ if exc else "closed")

    def wake(self) -> None:
        """There may be mail."""
        self.dialogue.wake()
        self._flush()

    def check(self, now: float) -> None:
        """Hang up when the server takes longer than it may."""
        patience = self.carrier.patience or self.dialogue.patience_seconds
        if self.dialogue.awaited and now - self.since > patience:
            self.end("timeout")

    def quit(self) -> None:
        """Say goodbye."""
        self.dialogue.quit()
        self._flush()
        self.transport.close()

    def _flush(self) -> None:
        if out := self.dialogue.to_send():
            self.since = self.carrier.loop.time()
            self.transport.write(out)

    async def _secure(self) -> None:
        try:
            within = await self.carrier.loop.start_tls(
                self.transport, self, CERTIFICATES(), server_hostname=self.carrier.host
            )
        except (OSError, ValueError) as wrong:
            self.end(f"starttls {type(wrong).__name__}")
            return
        self.transport = cast("asyncio.Transport", within)
        self.dialogue.secured()
        self._flush()

    def end(self, status: str) -> None:
        """The connection is no more, or shall be no more."""
        if self not in self.carrier.lines:
            return
        left = self.dialogue.hung_up(status)
        self.transport.abort()
        if not self.ready.done():
            self.ready.set_result(status or "closed")
        self.carrier.hung_up(self, left, status)
