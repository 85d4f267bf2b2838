"""Who is who: customers and mailboxes have random numbers; the outside's names for them are kept as keyed hashes only."""

import hmac
from datetime import datetime
from hashlib import sha256

from django.conf import settings

from regulars.facts.models import Identifier, Mailbox, Person, Tombstone
from regulars.kernel.address import canonical
from regulars.kernel.clock import Clock


def keyed_hash(*parts: str) -> str:
    """HMAC-SHA256 under the shop's identity key, hexadecimal: equal for equal parts, useless to anyone else."""
    return hmac.digest(settings.IDENTITY_KEY, "\0".join(parts).encode(), sha256).hex()


def find(storefront: str, kind: str, value: str) -> int | None:
    """The customer the outside calls `value`, if known. `kind` is shop (its customer number) or mailbox (an address)."""
    row = Identifier.objects.filter(
        storefront=storefront, kind=kind, value_hash=keyed_hash(storefront, kind, value)
    ).first()
    return row.customer_id if row else None


def customer_for(storefront: str, names: dict[str, str], at: datetime, clock: Clock) -> int | None:
    """The customer with these names, e.g. `{"shop": "17850", "mailbox": "ana@example.test"}`; a new one where none is known.

    The first known name decides; the others are tied to it. None when an erased person would come back by something older than the erasure.
    """
    hashes = {kind: keyed_hash(storefront, kind, value) for kind, value in names.items() if value}
    if not hashes or Tombstone.objects.filter(value_hash__in=hashes.values(), erased_at__gte=at).exists():
        return None
    known = {
        row.kind: row.customer_id
        for row in Identifier.objects.filter(storefront=storefront, value_hash__in=hashes.values())
    }
    customer_id = next((known[kind] for kind in hashes if kind in known), None)
    for kind, value_hash in hashes.items():
        if kind not in known:
            # Somebody else may be meeting the same person at this moment: whoever wrote the name first decides.
            row, _ = Identifier.objects.get_or_create(
                storefront=storefront,
                kind=kind,
                value_hash=value_hash,
                defaults={"customer_id": customer_id or clock.number()},
            )
            customer_id = customer_id or row.customer_id
    assert customer_id is not None, "a customer with no name was turned away above"
    if len(known) < len(hashes):
        called = {"storefront": storefront, "reference": names.get("shop", "")}
        Person.objects.get_or_create(customer_id=customer_id, defaults=called)
    return customer_id


def mailbox_for(address: str, at: datetime, clock: Clock) -> int:
    """The mailbox of an address. Raises NotAnAddress. An erased address stays erased unless it is given to us anew after that."""
    known = mailbox_of(address)
    if known is not None:
        return known
    spelled = canonical(address)
    value_hash = keyed_hash("mailbox", spelled)
    erased = Tombstone.objects.filter(value_hash=value_hash, erased_at__gte=at).exists()
    box, _ = Mailbox.objects.get_or_create(
        address_hash=value_hash, defaults={"id": clock.number(), "address": "" if erased else spelled}
    )
    if not box.address and not erased:
        Mailbox.objects.filter(id=box.id).update(address=spelled)
    return int(box.id)


def mailbox_of(address: str) -> int | None:
    """The mailbox of an address, if there is one. Raises NotAnAddress."""
    value_hash = keyed_hash("mailbox", canonical(address))
    return (
        Mailbox.objects.filter(address_hash=value_hash)
        .exclude(address="")
        .values_list("id", flat=True)
        .first()
    )


def address_of(mailbox_id: int) -> str:
    """Where to write to; empty when erased or unknown."""
    return Mailbox.objects.filter(id=mailbox_id).values_list("address", flat=True).first() or ""


def existing(customer_id: int) -> int | None:
    """The number itself, if a customer has it."""
    return customer_id if Identifier.objects.filter(customer_id=customer_id).exists() else None
