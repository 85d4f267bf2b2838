"""Erases a person: everything personal goes, totals stay, and what they forbade stays forbidden by keyed hash (Foundation 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from regulars.delivery import letter_files
from regulars.delivery.models import CANCELLED, PLANNED, Hit, Opening, Outbox
from regulars.engine import name_in_files
from regulars.engine.shop import Shop
from regulars.facts import merge
from regulars.facts.kinds import ConsentRecorded, Fact, MailboxUsed, MessageOutcome, PostalAddressUsed
from regulars.facts.models import (
    Due,
    FreeText,
    Identifier,
    Letter,
    Mailbox,
    Person,
    PostalAddress,
    RawDelivery,
    Requested,
    ShownText,
    Standing,
    Tombstone,
    Witness,
    facts_of,
)
from regulars.facts.record import record
from regulars.intake import translate
from regulars.kernel.clock import Clock
from regulars.kernel.purposes import POST

CARRIES = (Person, Letter, FreeText, Witness, Requested, RawDelivery, Due, Hit, Opening)
"""Tables whose rows name a customer and go with them."""
TRIES = 5


class StillInUse(Exception):
    """The rows are gone, but something keeps SQLite from forgetting its log; erase again when it has ended."""


@dataclass(frozen=True)
class Whom:
    """The customer with everyone merged with them, their mailboxes and postal addresses, and what they are called anywhere."""

    customers: list[int]
    mailboxes: list[int]
    homes: list[int]
    names: name_in_files.Names


def erase(shop: Shop, customer_id: int, clock: Clock) -> int:
    """Erase the customer, and everyone merged with them. Returns how many rows and files were emptied. Call it outside any transaction.

    On SQLite not a byte of it is left in the data folder when this returns. PostgreSQL forgets rows at once, and their bytes as it
    reuses the space that the vacuum at the end frees; its own log and any backup keep theirs for as long as they are set to be kept.
    Raises StillInUse.
    """
    while translate.waiting(clock):
        pass  # what has arrived counts; its raw form is found by the customer it is then tied to
    now = clock.now()
    with transaction.atomic(durable=True):
        whom = _whom(merge.family([customer_id], merge.roots(now, now)))
        _entomb(whom, now)
        record([*_cancelled(whom, now), *_withdrawn(whom, shop, now)], now, wake=False)
        emptied = _emptied(whom)
        letters = _letters(whom)
    emptied += letter_files.forget(shop.home, letters) + name_in_files.forget(shop.home, whom.names)
    if connection.vendor == "sqlite":
        _forget_the_log(clock)
    else:
        _vacuum()
    return emptied


def _whom(customers: list[int]) -> Whom:
    used = facts_of(MailboxUsed).filter(customer_id__in=customers)
    mailboxes = sorted(set(used.values_list("mailbox_id", flat=True)))
    lived = facts_of(PostalAddressUsed).filter(customer_id__in=customers)
    homes = sorted(set(lived.values_list("postal_id", flat=True)))
    people = Person.objects.filter(customer_id__in=customers)
    names = name_in_files.Names(
        addresses=[box.address for box in Mailbox.objects.filter(id__in=mailboxes)],
        names=[person.name for person in people],
        references=[person.reference for person in people],
    )
    return Whom(customers, mailboxes, homes, names)


def _entomb(whom: Whom, now: datetime) -> None:
    """Keep, as keyed hashes, under which names nobody comes back by what is older than this."""
    hashes = [
        *Identifier.objects.filter(customer_id__in=whom.customers).values_list("value_hash", flat=True),
        *Mailbox.objects.filter(id__in=whom.mailboxes).values_list("address_hash", flat=True),
        *PostalAddress.objects.filter(id__in=whom.homes).values_list("address_hash", flat=True),
    ]
    for value_hash in hashes:
        Tombstone.objects.update_or_create(value_hash=value_hash, defaults={"erased_at": now})


def _cancelled(whom: Whom, now: datetime) -> Iterable[Fact]:
    """Messages that nobody has begun to send are cancelled; one that is under way finds no letter and ends itself."""
    waiting = Outbox.objects.filter(customer_id__in=whom.customers, state=PLANNED).select_for_update()
    for row in waiting:
        Outbox.objects.filter(intent=row.intent).update(state=CANCELLED, next_attempt_at=None)
        yield MessageOutcome(
            source="erasure", key=f"{row.intent} {CANCELLED}", at=now, storefront=row.storefront, customer_id=row.customer_id,
            intent=row.intent, program=row.program, nature=row.nature, outcome=CANCELLED, detail="erased",
        )  # fmt: skip


def _withdrawn(whom: Whom, shop: Shop, now: datetime) -> Iterable[Fact]:
    """What they had allowed ends here: whoever comes back is asked anew."""
    allowed = Standing.objects.filter(mailbox_id__in=[*whom.mailboxes, *whom.homes], may=True)
    for row in allowed.exclude(purpose__in=("all", "complaint")):
        yield ConsentRecorded(
            source="erasure", key=f"{row.mailbox_id} {row.purpose} {row.channel} {now:%Y-%m-%d %H:%M:%S.%f}", at=now,
            storefront=shop.first.key, mailbox_id=row.mailbox_id, purpose=row.purpose, channel=row.channel, scope="all", action="withdraw",
            ground=row.ground, actor="shop", form="erasure", text_hash="", text_version="", language="", controls="", page="", evidence="",
        )  # fmt: skip


def _emptied(whom: Whom) -> int:
    """Empty the erasable store of them."""
    theirs = Q(customer_id__in=whom.customers)
    consents = facts_of(ConsentRecorded).filter(Q(mailbox_id__in=[*whom.mailboxes, *whom.homes]) | theirs)
    emptied = Witness.objects.filter(consent_key__in=consents.values("key")).delete()[0]
    emptied += _raw_mentioning(whom.names)
    emptied += _shown_to_them_alone(whom.names)
    emptied += sum(table._base_manager.filter(theirs).delete()[0] for table in CARRIES)
    emptied += Mailbox.objects.filter(id__in=whom.mailboxes).exclude(address="").update(address="")
    emptied += PostalAddress.objects.filter(id__in=whom.homes).exclude(written="").update(written="")
    Identifier.objects.filter(theirs).delete()
    return emptied


def _letters(whom: Whom) -> list[str]:
    """The letters they were written."""
    return list(
        Outbox.objects.filter(customer_id__in=whom.customers, channel=POST).values_list("intent", flat=True)
    )


def _raw_mentioning(names: name_in_files.Names) -> int:
    """Raw deliveries that were never tied to the person, but name their mailbox."""
    found = [
        row.pk
        for row in RawDelivery.objects.filter(customer_id=None).iterator(chunk_size=200)
        if names.address_in(bytes(row.body)) or names.address_in(row.error.encode())
    ]
    return RawDelivery.objects.filter(pk__in=found).delete()[0]


def _shown_to_them_alone(names: name_in_files.Names) -> int:
    """Words of a permission that name them, which a shop's own form should not."""
    found = [each.text_hash for each in ShownText.objects.iterator() if names.in_text(each.text.encode())]
    return ShownText.objects.filter(text_hash__in=found).delete()[0]


def _forget_the_log(clock: Clock) -> None:
    """SQLite overwrites what it deletes (`secure_delete`), but its log still holds the pages as they were until it is truncated."""
    with connection.cursor() as cursor:
        for _ in range(TRIES):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0] == 0:
                return
            clock.sleep(1)
    raise StillInUse("somebody is reading the database, so its log still holds what was erased; erase again")


def _vacuum() -> None:
    with connection.cursor() as cursor:
        for table in (*CARRIES, Mailbox, PostalAddress, Identifier):
            cursor.execute(f"VACUUM {connection.ops.quote_name(table._meta.db_table)}")
