"""Finds the customer who is meant, with the mailbox they use now: by their number at the shop, or by their address."""

from dataclasses import dataclass
from typing import Self

from django.conf import settings

from regulars.delivery.links import Reader
from regulars.facts import merge
from regulars.facts.identity import address_of, find
from regulars.facts.kinds import MailboxUsed
from regulars.facts.models import facts_of
from regulars.kernel.address import NotAnAddress, canonical
from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront
from regulars.pages.visit import stated_language


@dataclass(frozen=True)
class Known:
    """A customer of a storefront who can be written to."""

    store: Storefront
    customer_id: int
    mailbox_id: int
    language: str

    @classmethod
    def of(cls, customer: int | None, store: Storefront, clock: Clock) -> Self | None:
        """The customer with the mailbox they use now: an older one may be somebody else's by now."""
        if customer is None:
            return None
        family = merge.family([customer], merge.roots(clock.now(), clock.now()))
        used = facts_of(MailboxUsed).filter(customer_id__in=family, storefront=store.key)
        mailbox = used.order_by("-at", "-recorded_at", "-id").values_list("mailbox_id", flat=True).first()
        if not mailbox or not address_of(mailbox):
            return None
        return cls(store, customer, mailbox, stated_language(family, store))

    def reader(self, clock: Clock) -> Reader:
        """Them, at a page that no mail led to."""
        today = self.store.local_date(clock.now()).isoformat()
        return Reader(
            storefront=self.store.key, customer_id=self.customer_id, mailbox_id=self.mailbox_id, intent="", topic="", about="",
            minted=today,
        )  # fmt: skip


def by_address(address: str, stores: list[Storefront], clock: Clock) -> Known | None:
    """The customer of one of these storefronts who has this address. Raises NotAnAddress."""
    spelled = canonical(address)
    for store in stores:
        for spelling in dict.fromkeys((spelled, spelled.lower())):  # phones begin with a capital letter
            if known := Known.of(find(store.key, "mailbox", spelling), store, clock):
                return known
    return None


def named(storefront: str, number: str, address: str, clock: Clock) -> Known | None:
    """The customer as their shop calls them: by its number for them, where it gives none by their address."""
    store: Storefront | None = settings.STOREFRONTS.get(storefront)
    if store is None:
        return None
    if number:
        return Known.of(find(store.key, "shop", number), store, clock)
    try:
        return by_address(address, [store], clock)
    except NotAnAddress:
        return None
