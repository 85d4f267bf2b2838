"""Who is who, for many at once: as `identity`, with a handful of questions to the database instead of several a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from regulars.facts.identity import keyed_hash
from regulars.facts.models import Identifier, Mailbox, Person, Tombstone
from regulars.kernel.clock import Clock

AT_ONCE = 5_000
T = TypeVar("T")
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Whom:
    """A customer, and until when they are erased: what happened up to then is nobody's."""

    customer_id: int | None
    erased_at: datetime | None = None

    def at(self, moment: datetime) -> int | None:
        """The customer of something that happened at that moment."""
        return None if self.erased_at is not None and moment <= self.erased_at else self.customer_id


def customers(
    storefront: str, last_seen: Mapping[Names, datetime], called: Mapping[Names, str], clock: Clock
) -> dict[Names, Whom]:
    """The customer with each set of names; new ones where none is known, unless erased after they were `last_seen`.

    Names are pairs such as `("shop", "17850")` or `("mailbox", "ana@example.test")`; the first known one decides, as in `identity.customer_for`.
    """
    hashes = {
        names: {kind: keyed_hash(storefront, kind, value) for kind, value in names} for names in last_seen
    }
    asked = [value_hash for each in hashes.values() for value_hash in each.values()]
    erased = _erased(asked)
    known = _identified(storefront, asked)
    found: dict[Names, Whom] = {}
    new: list[Identifier] = []
    for names, each in hashes.items():
        erased_at = max(
            (erased[value_hash] for value_hash in each.values() if value_hash in erased), default=None
        )
        if erased_at is not None and last_seen[names] <= erased_at:
            found[names] = Whom(None, erased_at)
            continue
        mine = (
            next(
                (known[kind, value_hash] for kind, value_hash in each.items() if (kind, value_hash) in known),
                None,
            )
            or clock.number()
        )
        found[names] = Whom(mine, erased_at)
        for kind, value_hash in each.items():
            if (kind, value_hash) not in known:
                known[kind, value_hash] = mine
                new.append(
                    Identifier(storefront=storefront, kind=kind, value_hash=value_hash, customer_id=mine)
                )
    Identifier.objects.bulk_create(new, batch_size=AT_ONCE)
    _meet(storefront, found, called)
    return found


def known(storefront: str, named: Iterable[Names]) -> dict[Names, int]:
    """The customers that are known by any of these names, the first known one deciding; nobody becomes a customer by it."""
    hashes = {
        names: [(kind, keyed_hash(storefront, kind, value)) for kind, value in names] for names in named
    }
    met = _identified(storefront, [value_hash for each in hashes.values() for _, value_hash in each])
    found = {names: next((met[name] for name in each if name in met), None) for names, each in hashes.items()}
    return {names: customer for names, customer in found.items() if customer is not None}


def mailboxes(last_seen: Mapping[str, datetime], clock: Clock) -> dict[str, int]:
    """The mailbox of each canonical address, as `identity.mailbox_for`."""
    hashes = {address: keyed_hash("mailbox", address) for address in last_seen}
    known = {
        box.address_hash: box
        for part in _parts(hashes.values())
        for box in Mailbox.objects.filter(address_hash__in=part)
    }
    erased = _erased(hashes.values())
    new, back = [], []
    for address, value_hash in hashes.items():
        gone = value_hash in erased and last_seen[address] <= erased[value_hash]
        spelled = "" if gone else address
        if (box := known.get(value_hash)) is None:
            known[value_hash] = box = Mailbox(id=clock.number(), address=spelled, address_hash=value_hash)
            new.append(box)
        elif not box.address and spelled:
            box.address = spelled
            back.append(box)
    Mailbox.objects.bulk_create(new, batch_size=AT_ONCE)
    Mailbox.objects.bulk_update(back, ["address"], batch_size=500)
    return {address: known[value_hash].id for address, value_hash in hashes.items()}


def _meet(storefront: str, found: Mapping[Names, Whom], called: Mapping[Names, str]) -> None:
    """Keep what each customer is called and the shop's number for them; what is known already stays."""
    ids = {whom.customer_id for whom in found.values() if whom.customer_id is not None}
    known = {
        person.customer_id: person
        for part in _parts(ids)
        for person in Person.objects.filter(customer_id__in=part)
    }
    new: dict[int, Person] = {}
    named: list[Person] = []
    for names, whom in found.items():
        if whom.customer_id is None:
            continue
        person = known.get(whom.customer_id)
        if person is None:
            person = known[whom.customer_id] = new[whom.customer_id] = Person(
                customer_id=whom.customer_id, storefront=storefront
            )
        if not person.name and called.get(names):
            person.name = called[names]
            named.append(person)
        person.reference = person.reference or dict(names).get("shop", "")
    Person.objects.bulk_create(new.values(), batch_size=AT_ONCE)
    Person.objects.bulk_update(
        [each for each in named if each.customer_id not in new], ["name", "reference"], batch_size=500
    )


def _identified(storefront: str, value_hashes: Sequence[str]) -> dict[tuple[str, str], int]:
    rows = (
        Identifier.objects.filter(storefront=storefront, value_hash__in=part) for part in _parts(value_hashes)
    )
    return {(row.kind, row.value_hash): row.customer_id for part in rows for row in part}


def _erased(value_hashes: Iterable[str]) -> dict[str, datetime]:
    rows = (Tombstone.objects.filter(value_hash__in=part) for part in _parts(value_hashes))
    return {row.value_hash: row.erased_at for part in rows for row in part}


def _parts(values: Iterable[T]) -> Iterator[list[T]]:
    left = iter(values)
    while part := list(islice(left, AT_ONCE)):
        yield part
