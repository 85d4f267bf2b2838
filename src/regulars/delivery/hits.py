"""Links that were followed: noted at once, and recorded as facts once a person can be told from a machine (STANDARDS C6.3, decision 0019).

A person's click on an offer is recorded with message and customer where they allowed that. Otherwise it waits for the end of the day, and what is
recorded then is that some message of the program was followed that day.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from regulars.delivery import openings
from regulars.delivery.models import Hit, Outbox
from regulars.delivery.models import Wording as KeptWording
from regulars.delivery.words import Wording
from regulars.facts.kinds import LinkFollowed
from regulars.facts.models import Standing
from regulars.facts.record import record
from regulars.facts.standing import may_send_each, permits
from regulars.kernel.clock import Clock
from regulars.kernel.purposes import EMAIL, OPEN_TRACKING, PROFILING
from regulars.kernel.storefront import Storefront

SOURCE = "delivery"
WAITS = timedelta(minutes=2)
AT_ONCE = timedelta(seconds=10)
HASTY = timedelta(seconds=60)
ALONE = ("scanner", "apple", "too soon")
"""Signs that tell a machine by themselves; of others it takes two."""
VIA = ("apple", "google", "yahoo")
"""Who asks for pictures in the place of readers."""
MANY = 3
"""So many mails of one reader, opened at once, nobody reads."""
PICTURE = -1
AT_MOST = 2_000


def note(
    intent: str, number: int, now: datetime, *, signs: Iterable[str] = (), private: bool = False
) -> None:
    """Note that a link was followed, if it stands in an offer and its reader did not object; `private` asks not to be named."""
    offers = Outbox.objects.filter(intent=intent, nature="marketing")
    row = offers.values("customer_id", "mailbox_id", "storefront", "program").first()
    if row is None or row["storefront"] not in settings.STOREFRONTS or _objects(row["mailbox_id"]):
        return
    named = not private and permits(row["mailbox_id"], PROFILING, now)
    store: Storefront = settings.STOREFRONTS[row["storefront"]]
    Hit.objects.create(
        intent=intent, customer_id=row["customer_id"], storefront=store.key, program=row["program"], number=number, at=now,
        due_at=(now if named else _day_ends(store, now)) + WAITS, named=named, signs=", ".join(signs),
    )  # fmt: skip


def note_opened(intent: str, now: datetime, *, signs: Iterable[str] = (), private: bool = False) -> None:
    """Note that an offer's picture was asked for, if its reader lets us see that now; whoever asks to be `private` does not."""
    offers = Outbox.objects.filter(intent=intent, nature="marketing", channel=EMAIL)
    row = offers.values("customer_id", "mailbox_id", "storefront", "program").first()
    if row is None or private or row["storefront"] not in settings.STOREFRONTS:
        return
    asked = (row["mailbox_id"], OPEN_TRACKING)
    if may_send_each({asked}, now)[asked] is not None or openings.known(intent):
        return
    Hit.objects.create(
        intent=intent, customer_id=row["customer_id"], storefront=row["storefront"], program=row["program"], number=PICTURE, at=now,
        due_at=now + WAITS, named=True, signs=", ".join(signs),
    )  # fmt: skip


def _objects(mailbox_id: int) -> bool:
    """Whether they took back any permission, or objected: then nothing of what they do is counted, not even without a name."""
    return Standing.objects.filter(mailbox_id=mailbox_id, channel=EMAIL, may=False).exists()


def settle(clock: Clock) -> int:
    """Record what is due, with what the same reader did meanwhile, so that a burst is judged whole. Returns how many facts."""
    now = clock.now()
    known = Hit.objects.filter(storefront__in=list(settings.STOREFRONTS))
    due = known.filter(due_at__lte=now)
    if not due.exists():
        return 0
    with transaction.atomic():
        theirs = due.filter(named=True).values("customer_id")
        along = Q(named=True, at__lte=now - AT_ONCE, customer_id__in=theirs)
        rows = list(
            known.filter(Q(due_at__lte=now) | along).select_for_update().order_by("at", "id")[:AT_MOST]
        )
        judged = _signs(rows)
        facts = list(_facts(rows, judged, clock))
        record(facts, now, wake=False)
        openings.keep([(row, _via(row), judged[row.id]) for row in rows if row.number == PICTURE], now)
        Hit.objects.filter(id__in=[row.id for row in rows]).delete()
    return len(facts)


def _facts(rows: Sequence[Hit], judged: Mapping[int, str], clock: Clock) -> Iterator[LinkFollowed]:
    """Of a message at most one for a person, and one for a machine, each by the first link it followed."""
    first: dict[tuple[str, bool, bool], Hit] = {}
    for row in rows:
        if row.number > 0:
            first.setdefault((row.intent, row.named, bool(judged[row.id])), row)
    for (intent, named, machine), row in first.items():
        store: Storefront = settings.STOREFRONTS[row.storefront]
        what = "followed by a machine" if machine else "followed"
        yield LinkFollowed(
            source=SOURCE,
            key=f"{intent} {what}" if named else clock.token(),
            at=row.at if named else _day_begins(store, row.at),
            storefront=store.key,
            customer_id=row.customer_id if named else None,
            program=row.program,
            intent=intent if named else None,
            number=row.number,
            sign=judged[row.id],
        )


def _signs(rows: Sequence[Hit]) -> dict[int, str]:
    """For each hit what gives a machine away; empty for a person."""
    messages = _messages({row.intent for row in rows})
    by_message = defaultdict(list)
    for row in Hit.objects.filter(intent__in=messages).order_by("at", "id"):
        by_message[row.intent].append(row)
    opened = defaultdict(list)
    for row in Hit.objects.filter(customer_id__in={row.customer_id for row in rows}, number=PICTURE):
        opened[row.customer_id].append(row)
    return {
        row.id: _sign(row, by_message[row.intent], messages[row.intent], opened[row.customer_id])
        for row in rows
    }


def _sign(row: Hit, hits: Sequence[Hit], message: "_Sent", opened: Sequence[Hit]) -> str:
    signs = row.signs.split(", ") if row.signs else []
    if message.accepted_at and row.at < message.accepted_at + HASTY:
        signs.append("hasty")
    together = {each.number for each in hits if abs(each.at - row.at) <= AT_ONCE} - {PICTURE}
    if len(together) > 1 and together >= message.numbers:
        return "all at once"
    if row.number == PICTURE:
        if len({each.intent for each in opened if abs(each.at - row.at) <= AT_ONCE}) >= MANY:
            return "many at once"
        if message.accepted_at and row.at < message.accepted_at + AT_ONCE:
            signs.append("too soon")
    alone = next((sign for sign in signs if sign in ALONE), "")
    return alone or (" and ".join(signs) if len(signs) > 1 else "")


def _via(row: Hit) -> str:
    return next((sign for sign in row.signs.split(", ") if sign in VIA), "")


@dataclass(frozen=True)
class _Sent:
    """When a message was accepted, if that is known for sure, and the numbers of its links."""

    accepted_at: datetime | None
    numbers: frozenset[int]


def _messages(intents: set[str]) -> dict[str, _Sent]:
    sent = Outbox.objects.filter(intent__in=intents)
    rows = list(sent.values_list("intent", "accepted_at", "template", "doubts"))
    kept = KeptWording.objects.filter(content_hash__in={template for _, _, template, _ in rows})
    numbers = {each.content_hash: Wording.read(each.compiled).numbers for each in kept}
    return {
        intent: _Sent(None if doubts else at, numbers.get(template, frozenset()))
        for intent, at, template, doubts in rows
    }


def _day_begins(store: Storefront, at: datetime) -> datetime:
    return store.localise(datetime.combine(store.local_date(at), time()))


def _day_ends(store: Storefront, at: datetime) -> datetime:
    return store.localise(datetime.combine(store.local_date(at) + timedelta(days=1), time()))
