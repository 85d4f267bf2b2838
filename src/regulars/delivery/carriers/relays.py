"""Several mail servers: the first that can be spoken to takes the mail, the next where it cannot.

Only what had no final dot goes on to the next one (STANDARDS A6.5): a message whose answer was lost may have been taken, and stays uncertain.
"""

from collections.abc import Callable, Sequence

from regulars.delivery.carrier import Answer, Carrier, Envelope, nothing
from regulars.delivery.health import Health
from regulars.kernel.clock import Clock


class Relays:
    """Carriers in the order they are preferred in. One that fails is left alone for a while, longer each time, and then preferred again."""

    def __init__(self, carriers: Sequence[Carrier], clock: Clock) -> None:
        self.servers = [(carrier, Health(clock)) for carrier in carriers]
        self.carrier, self.health = self.servers[0]
        self.sender = ""

    def open(self, sender: str) -> Answer | None:
        """See Carrier."""
        self.sender = sender
        for carrier, health in self.servers:
            if health.resting:
                continue
            refused = carrier.open(sender)
            health.heard([refused or Answer(kind="accepted")])
            if refused is None:
                self.carrier, self.health = carrier, health
                return None
        return Answer(kind="unreachable", status=self.servers[-1][1].status)

    def take(self, envelopes: Sequence[Envelope]) -> None:
        """See Carrier."""
        self.carrier.take(envelopes)

    def answers(self, least: int, meanwhile: Callable[[], bool] = nothing) -> list[tuple[Envelope, Answer]]:
        """See Carrier. Who cannot be reached any more has nothing in hand: what it had no dot of goes to the next."""
        told: list[tuple[Envelope, Answer]] = []
        while True:
            got = self.carrier.answers(least - len(told), meanwhile)
            stranded = [each for each in got if each[1].kind == "unreachable"]
            told += [each for each in got if each[1].kind != "unreachable"]
            if not stranded:
                return told
            self.health.heard([stranded[-1][1]])
            if self.open(self.sender) is not None:
                return told + stranded
            self.take([envelope for envelope, _ in stranded])
            if len(told) >= least:
                return told

    def close(self) -> None:
        """See Carrier."""
        for carrier, _ in self.servers:
            carrier.close()
