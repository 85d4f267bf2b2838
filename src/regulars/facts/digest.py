"""One hash over all facts: equal for two shops to which the same things happened, however and how often they were recorded."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from regulars.facts.columns import columns_of
from regulars.facts.kinds import KINDS, Fact, name_of
from regulars.facts.models import Identifier, Mailbox, PostalAddress, facts_of

CHAINED = {"commitment", "previous_hash", "chain_hash"}


def digest() -> str:
    """SHA-256 over every fact, sorted, without surrogate ids and times of recording; people by their identifiers' hashes."""
    people: dict[int, str] = {}
    for customer_id, value_hash in Identifier.objects.order_by("-value_hash").values_list(
        "customer_id", "value_hash"
    ):
        people[customer_id] = value_hash
    boxes = dict(Mailbox.objects.values_list("id", "address_hash"))
    boxes |= PostalAddress.objects.values_list("id", "address_hash")
    total = sha256()
    for kind in sorted(KINDS, key=name_of):
        rows = sorted(_rows(kind, people, boxes))
        total.update(f"{name_of(kind)} {len(rows)}\n".encode())
        total.update(b"".join(rows))
    return total.hexdigest()


def _rows(kind: type[Fact], people: dict[int, str], boxes: dict[int, str]) -> Iterator[bytes]:
    names = [column.name for column in columns_of(kind) if column.name not in CHAINED]
    who = {
        name: people if name.endswith("customer_id") else boxes
        for name in names
        if name.endswith(("customer_id", "mailbox_id", "postal_id"))
    }
    for row in facts_of(kind).values(*names).iterator(chunk_size=10_000):
        shown = [_shown(row[name], who.get(name)) for name in names]
        yield sha256("\0".join(shown).encode()).digest()


def _shown(value: Any, stable: dict[int, str] | None) -> str:
    return repr(value) if stable is None or value is None else stable.get(value, "erased")
