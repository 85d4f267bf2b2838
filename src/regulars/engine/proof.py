"""What allowed us to write: every record of a person's permissions as it was made, and the ground of a message when it went (STANDARDS C1.1, INV-5)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from regulars.delivery.models import Outbox
from regulars.facts import asking, by_post, chain, merge, witness
from regulars.facts.identity import address_of
from regulars.facts.kinds import TAKES, ConsentRecorded
from regulars.facts.models import Person, Witness, facts_of
from regulars.facts.postal import written_of
from regulars.facts.standing import consents_in, fold
from regulars.kernel.clock import Clock
from regulars.kernel.purposes import EMAIL, POST, SERVICE, covering

TOLD = (
    "at", "recorded_at", "source", "key", "action", "purpose", "channel", "ground", "actor", "form", "page", "controls", "language",
    "text_version", "text_hash", "evidence", "expires_at", "jurisdiction", "controller", "policy_version", "storefront", "mailbox_id",
    "previous_hash", "chain_hash",
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One link of the consent log. `text` is what was shown, if it was kept; `witness` what only the erasable store knows.

    A moment in `said` that cannot be read any more is the text that stands in the log.
    """

    said: dict[str, Any]
    text: str
    number: int
    intact: bool
    witness: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the log calls it."""
        return f"{self.said['source']} {self.said['key']}"

    def recorded_after(self, moment: datetime) -> bool:
        """Whether it can be told that it was."""
        at = self.said["recorded_at"]
        return isinstance(at, datetime) and at > moment


@dataclass(frozen=True)
class Ground:
    """What allowed a message, or did not, when its dot was about to go; `record` is the link it rests on."""

    valid: bool
    ground: str
    record: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class Proof:
    """`who` and `addresses` are empty once erased. `broken` names the links of the log that are not what was recorded."""

    made_at: datetime
    customer_id: int
    who: str
    addresses: list[str]
    records: list[Record]
    links: int
    broken: list[str]
    message: dict[str, Any] | None = None
    ground: Ground | None = None

    @property
    def deciding(self) -> Record | None:
        """The link a message rests on; without a message, the newest."""
        named = [record for record in self.records if self.ground and record.name == self.ground.record]
        return named[0] if named else (None if self.ground else next(reversed(self.records), None))

    @property
    def later(self) -> list[Record]:
        """What was taken back after the message went."""
        if self.message is None:
            return []
        went = self.message["attempted_at"]
        return [each for each in self.records if each.said["action"] in TAKES and each.recorded_after(went)]

    def as_json(self) -> dict[str, Any]:
        """All of it, for machines; moments in UTC."""
        told: dict[str, Any] = _plain(asdict(self))
        told["records"] = [{**each.pop("said"), **each} for each in told["records"]]
        told["deciding_record"] = self.deciding.name if self.deciding else None
        told["later_withdrawals"] = [each.name for each in self.later]
        return told


class NothingToProve(LookupError):
    """The message was not sent, so nothing had to allow it."""


def of_customer(customer_id: int, clock: Clock) -> Proof:
    """Everything they, and everyone merged with them, ever allowed or refused."""
    now = clock.now()
    family = merge.family([customer_id], merge.roots(now, now))
    return _proof(customer_id, family, by_post.names_of(family), clock)


def of_message(intent: str, clock: Clock) -> Proof:
    """What allowed this message when its dot was about to go. Raises NothingToProve, Outbox.DoesNotExist."""
    row = Outbox.objects.get(intent=intent)
    went = row.armed_at or row.accepted_at
    if went is None:
        raise NothingToProve(f"this message never went out: it is {row.state}")
    message = {
        "intent": row.intent, "message_id": row.message_id, "program": row.program, "nature": row.nature, "purpose": row.purpose,
        "channel": row.channel, "mailbox_id": row.mailbox_id, "decided_at": row.decided_at, "attempted_at": went, "accepted_at": row.accepted_at,
        "state": row.state, "bytes_hash": row.bytes_hash,
    }  # fmt: skip
    now = clock.now()
    family = merge.family([row.customer_id], merge.roots(now, now))
    by_letter = row.channel == POST
    names = by_post.names_of(family) | {row.mailbox_id} if by_letter else {row.mailbox_id}
    ground = ground_at(names, row.purpose, went, row.channel)
    return _proof(row.customer_id, family, names, clock, message=message, ground=ground)


def ground_at(names: Iterable[int], purpose: str, at: datetime, channel: str = EMAIL) -> Ground:
    """Which ground a message for this purpose had, by what was recorded at that moment: about mail to a mailbox, or about letters under any
    name of a person.
    """
    if purpose == SERVICE:
        return Ground(valid=True, ground="owed")
    known = by_post.log_of(set(names)).filter(recorded_at__lte=at)
    if channel == POST:
        last = by_post.ground(known, purpose)
    else:
        about = known.filter(channel=EMAIL, purpose__in=covering(purpose)).order_by("at", "recorded_at", "id")
        last = fold(consents_in(about))
    if last is None:
        return Ground(valid=False, ground="none")
    in_time = last["expires_at"] is None or last["expires_at"] > at
    return Ground(bool(last["may"]) and in_time, last["ground"], last["cause"], last["expires_at"])


def verified() -> list[str]:
    """Every link of the consent log that is not what was recorded, by name, then shown texts that were changed; empty when all is well."""
    texts = [f"text {each}" for each in asking.altered()]
    return [*dict.fromkeys([*chain.breaks(), *witness.altered()]), *texts]


def _proof(customer_id: int, family: list[int], mailboxes: Iterable[int], clock: Clock, **of: Any) -> Proof:
    boxes = sorted(set(mailboxes))
    broken = verified()
    records = list(_records(Q(mailbox_id__in=boxes) | Q(customer_id__in=family), set(broken)))
    names = Person.objects.filter(customer_id__in=family).exclude(name="").values_list("name", flat=True)
    return Proof(
        made_at=clock.now(), customer_id=customer_id, who=", ".join(dict.fromkeys(names)),
        addresses=[address for address in map(_address, boxes) if address],
        records=records, links=facts_of(ConsentRecorded).count(), broken=broken, **of,
    )  # fmt: skip


def _address(name: int) -> str:
    """What a mailbox or a postal address is called; empty once erased."""
    home = written_of(name)
    return home.in_a_line if home else address_of(name)


def _records(theirs: Q, broken: set[str]) -> Iterable[Record]:
    log = facts_of(ConsentRecorded)
    rows = chain.read(log.filter(theirs).order_by("at", "recorded_at", "id"), ("id", *TOLD))
    told = Witness.objects.filter(consent_key__in=[row["key"] for row in rows])
    witnesses = {each.consent_key: {"ip": each.ip, "user_agent": each.user_agent} for each in told}
    for row in rows:
        number = log.filter(id__lte=row.pop("id")).count()
        intact = f"{row['source']} {row['key']}" not in broken
        yield Record(row, asking.text_of(row["text_hash"]), number, intact, witnesses.get(row["key"], {}))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
