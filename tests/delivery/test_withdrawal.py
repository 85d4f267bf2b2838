"""No order of consents, imports, late news, merges and attempts lets a message start after a withdrawal (INV-4, Shows 5)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.delivery import outbox
from regulars.delivery.carrier import Answer, OneByOne
from regulars.delivery.invariants import violations
from regulars.delivery.models import Outbox
from regulars.facts import standing
from regulars.facts.models import Standing
from regulars.facts.record import record, record_many
from regulars.kernel.purposes import ADVERTISING, MARKETING
from tests.facts.tell import consent, merged

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
YES, NO = ("grant", "confirm"), ("withdraw", "object")
PURPOSES = st.sampled_from((MARKETING, *ADVERTISING))
PEOPLE = st.sampled_from((0, 0, 0, 1))


@dataclass(frozen=True)
class Said:
    """Somebody said yes or no to a purpose, by the minute, so many before it is told; `weak` is what an import claims or a purchase brings."""

    who: int
    action: str
    purpose: str
    weak: bool
    minutes_ago: int


@dataclass(frozen=True)
class Merged:
    """They turn out to be the same person."""


@dataclass(frozen=True)
class Attempt:
    """A message for a purpose is due; `meanwhile` is told between its claim and its dot."""

    who: int
    purpose: str
    meanwhile: Said | None


sayings = st.builds(
    Said,
    PEOPLE,
    st.sampled_from((*YES, *NO, "import")),
    PURPOSES,
    st.booleans(),
    st.sampled_from((0, 0, 0, 1, 90)),
)
attempts = st.builds(Attempt, PEOPLE, st.sampled_from(ADVERTISING), st.none() | sayings)
histories = st.lists(sayings | attempts | st.builds(Merged), min_size=4, max_size=14)


class Counter(OneByOne):
    """Accepts everything, and first lets something happen between claim and gate."""

    def __init__(self, meanwhile):
        super().__init__()
        self.meanwhile = meanwhile

    def open(self, sender):
        self.meanwhile()

    def send(self, envelope):
        return Answer(kind="accepted", status="dot 250")


class Town:
    """Two people, what was said of each so far, and the rule in words of its own: a yes counts when it is younger than every no, and one that
    nobody said themselves only where there was never a no."""

    def __init__(self, people, clock):
        self.clock = clock
        self.people = [
            people(name, f"{name}-{clock.token()}@example.test", allowed=False) for name in ("Ana", "Ben")
        ]
        self.said: list[list[tuple[Any, bool, bool, str]]] = [[], []]

    def tell(self, said, *, bulk=False):
        self.clock.pass_seconds(1)
        at = self.clock.now().replace(second=0, microsecond=0) - timedelta(minutes=said.minutes_ago)
        whom = self.people[said.who]
        weak = said.action == "import" or (said.weak and said.action in YES)
        ground = "soft_opt_in" if weak and said.action in YES else "consent"
        fact = consent(
            whom.customer_id,
            whom.mailbox_id,
            at,
            said.action,
            purpose=said.purpose,
            ground=ground,
            key=self.clock.token(),
        )
        (record_many if bulk else record)([fact], self.clock.now())
        self.said[said.who].append((at, said.action in NO, weak, said.purpose))

    def may(self, who, purpose):
        about = [each for each in self.said[who] if each[3] in (purpose, MARKETING)]
        noes = [at for at, no, _, _ in about if no]
        yeses = [at for at, no, weak, _ in about if not no and not (weak and noes)]
        return any(all(at > no for no in noes) for at in yeses)


def played(history, people, write, clock):
    town = Town(people, clock)
    for number, step in enumerate(history):
        clock.pass_seconds(1)
        match step:
            case Said():
                town.tell(step, bulk=number % 3 == 0)
            case Merged():
                ana, ben = town.people
                record([merged(ben.customer_id, ana.customer_id, clock.now())], clock.now())
            case Attempt():
                message = write(town.people[step.who], purpose=step.purpose)
                outbox.send_due(clock, Counter(lambda said=step.meanwhile: said and town.tell(said)))
                went = Outbox.objects.get(intent=message.intent).state == "accepted"
                assert went == town.may(step.who, step.purpose), (step, town.said)
    assert standing.recomputed() == {
        (row.mailbox_id, row.purpose, row.channel): {
            name: getattr(row, name) for name in ("may", "ground", "cause", "since_at", "expires_at")
        }
        for row in Standing.objects.all()
    }
    assert violations() == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories)
def test_no_message_starts_after_a_withdrawal_whatever_happens_in_whatever_order(
    history, people, write, clock
):
    played(history, people, write, clock)
