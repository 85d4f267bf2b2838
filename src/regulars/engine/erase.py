"""Erases a person: everything personal goes, totals stay, and their address stays suppressed by its keyed hash (Foundation 8)."""

from collections.abc import Iterable
from pathlib import Path

from django.db import connection, transaction

from regulars.delivery.models import Outbox
from regulars.engine.shop import Shop
from regulars.facts import merge
from regulars.facts.kinds import MailboxUsed
from regulars.facts.models import (
    Due,
    FreeText,
    Identifier,
    Letter,
    Mailbox,
    Person,
    RawDelivery,
    Tombstone,
    Witness,
    facts_of,
)
from regulars.kernel.clock import Clock

CARRIES = (Person, Letter, FreeText, Witness, RawDelivery, Due)
"""The erasable store's tables that name a customer: their rows go."""
FOLDERS = ("set-aside", "mailbox", "exports")
"""Folders whose files may hold a person's words or address."""


def erase(shop: Shop, customer_id: int, clock: Clock) -> int:
    """Erase the customer, and everyone merged with them. Returns how many rows and files were emptied."""
    now = clock.now()
    everyone = merge.family([customer_id], merge.roots(now, now))
    with transaction.atomic():
        boxes = list(
            facts_of(MailboxUsed)
            .filter(customer_id__in=everyone)
            .values_list("mailbox_id", flat=True)
            .distinct()
        )
        mailboxes = Mailbox.objects.filter(id__in=boxes)
        strings = _strings(everyone, mailboxes)
        hashes = [*Identifier.objects.filter(customer_id__in=everyone).values_list("value_hash", flat=True)]
        hashes += mailboxes.values_list("address_hash", flat=True)
        for value_hash in hashes:
            Tombstone.objects.update_or_create(value_hash=value_hash, defaults={"erased_at": now})
        Outbox.objects.filter(customer_id__in=everyone, state="planned").update(state="cancelled")
        emptied = _raw_mentioning(strings) + mailboxes.update(address="")
        emptied += sum(table._base_manager.filter(customer_id__in=everyone).delete()[0] for table in CARRIES)
        Identifier.objects.filter(customer_id__in=everyone).delete()
    emptied += sum(
        _empty(path, strings)
        for folder in FOLDERS
        for path in (shop.home / folder).rglob("*")
        if path.is_file()
    )
    _forget_the_log()
    return emptied


def _strings(customers: list[int], mailboxes: Iterable[Mailbox]) -> list[bytes]:
    """What the person is called anywhere: addresses, name, the shop's number for them (long enough to tell them from others)."""
    people = Person.objects.filter(customer_id__in=customers)
    said = [box.address for box in mailboxes] + [
        word for person in people for word in (person.name, person.reference)
    ]
    return [word.encode() for word in said if len(word) > 3]


def _raw_mentioning(strings: list[bytes]) -> int:
    """Raw deliveries that were never tied to the person, but name their mailbox."""
    found = [
        row.pk
        for row in RawDelivery.objects.iterator()
        if any(string in bytes(row.body) for string in strings if b"@" in string)
    ]
    return RawDelivery.objects.filter(pk__in=found).delete()[0]


def _empty(path: Path, strings: list[bytes]) -> int:
    """Take every line that names the person out of a table of rows; a mail that names them goes whole."""
    content = path.read_bytes()
    if not any(string in content for string in strings):
        return 0
    if path.suffix != ".csv":
        path.unlink()
        return 1
    lines = content.splitlines(keepends=True)
    draft = path.with_suffix(".draft")
    draft.write_bytes(b"".join(line for line in lines if not any(string in line for string in strings)))
    draft.replace(path)
    return 1


def _forget_the_log() -> None:
    """SQLite keeps overwritten pages in its write-ahead log until that is truncated."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
