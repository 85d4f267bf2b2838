"""Postal addresses as things of their own: a random number each, a keyed hash to know it again, and what is written, erasable."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from regulars.facts.identity import keyed_hash
from regulars.facts.kinds import PostalAddressUsed
from regulars.facts.models import PostalAddress, Tombstone, facts_of
from regulars.kernel.clock import Clock
from regulars.kernel.postal import Postal

AT_ONCE = 500


def postal_for(address: Postal, at: datetime, clock: Clock) -> int:
    """The number of an address. An erased one stays erased unless it is given to us anew after that."""
    return postals({address: at}, clock)[address]


def postals(last_seen: Mapping[Postal, datetime], clock: Clock) -> dict[Postal, int]:
    """The number of each address, new where it is not known."""
    hashes = {address: keyed_hash("postal", address.canonical) for address in last_seen}
    known, erased = _known(hashes.values()), _erased(hashes.values())
    new: dict[str, PostalAddress] = {}
    back: list[PostalAddress] = []
    for address, value_hash in hashes.items():
        gone = value_hash in erased and last_seen[address] <= erased[value_hash]
        written = "" if gone else address.written
        row = known.get(value_hash) or new.get(value_hash)
        if row is None:
            new[value_hash] = PostalAddress(id=clock.number(), written=written, address_hash=value_hash)
        elif written and not row.written:
            row.written = written
            back += [row] if value_hash in known else []
    # Somebody else may be meeting the same address at this moment: whoever wrote it first decides.
    PostalAddress.objects.bulk_create(new.values(), batch_size=AT_ONCE, ignore_conflicts=True)
    PostalAddress.objects.bulk_update(back, ["written"], batch_size=AT_ONCE)
    known |= _known(new)
    return {address: int(known[value_hash].id) for address, value_hash in hashes.items()}


def written_of(postal_id: int) -> Postal | None:
    """The address; None when it was erased or never was."""
    written = PostalAddress.objects.filter(id=postal_id).values_list("written", flat=True).first()
    return Postal.read(written) if written else None


def postal_of(customer_ids: Iterable[int]) -> int | None:
    """Where letters to a customer, under all their numbers, go: the postal address they gave last."""
    used = facts_of(PostalAddressUsed).filter(customer_id__in=list(customer_ids))
    last: int | None = used.order_by("-at", "-recorded_at", "-id").values_list("postal_id", flat=True).first()
    return last


def _known(value_hashes: Iterable[str]) -> dict[str, PostalAddress]:
    asked = list(value_hashes)
    parts = (asked[at : at + AT_ONCE] for at in range(0, len(asked), AT_ONCE))
    rows = (PostalAddress.objects.filter(address_hash__in=part) for part in parts)
    return {row.address_hash: row for part in rows for row in part}


def _erased(value_hashes: Iterable[str]) -> dict[str, datetime]:
    asked = list(value_hashes)
    parts = (asked[at : at + AT_ONCE] for at in range(0, len(asked), AT_ONCE))
    rows = (Tombstone.objects.filter(value_hash__in=part) for part in parts)
    return {row.value_hash: row.erased_at for part in rows for row in part}
