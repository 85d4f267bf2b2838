"""The postal address in an order, and where the law lets a shop write letters to who bought and did not say no."""

import tomllib
from functools import cache
from pathlib import Path

from regulars.facts.kinds import Fact, PostalAddressUsed
from regulars.facts.models import facts_of
from regulars.facts.postal import postal_for
from regulars.intake.countries import country_code
from regulars.intake.document import Document
from regulars.intake.orders_json import OrderDocument
from regulars.kernel.clock import Clock
from regulars.kernel.postal import Postal, postal

RULES = Path(__file__).parent / "soft_opt_in_by_post.toml"


@cache
def soft_opt_in_by_post() -> frozenset[str]:
    """The countries whose law needs no consent for letters to a customer who was told and may object."""
    return frozenset(tomllib.loads(RULES.read_text(encoding="utf-8")))


def postal_facts(order: OrderDocument, clock: Clock) -> tuple[int | None, list[Fact]]:
    """The number of the buyer's postal address, if the order has one, and the fact that it is theirs, where that is news."""
    address = _address(order)
    if address is None:
        return None, []
    at = order.about["at"]
    number = postal_for(address, at, clock)
    who = {"customer_id": order.about["customer_id"], "storefront": order.store.key, "at__lte": at}
    used = facts_of(PostalAddressUsed).filter(**who).order_by("-at", "-recorded_at", "-id")
    if used.values_list("postal_id", flat=True).first() == number:
        return number, []
    return number, [PostalAddressUsed(**order.about, key=order.key("postal"), postal_id=number)]


def _address(order: OrderDocument) -> Postal | None:
    """The billing address is the buyer's; the one the parcel goes to may be somebody else's, and is taken only where there is no other."""
    customer = order.said.inner("customer")
    asked = "billing_address" if order.said.has("billing_address") else "shipping_address"
    said = order.said.inner(asked)
    return postal(
        said.text("name", "") or customer.text("name", ""),
        "\n".join((said.text("street", ""), said.text("street_more", ""))),
        said.text("city", ""),
        company=said.text("company", ""),
        postcode=said.text("postcode", ""),
        region=said.text("region", ""),
        country=_country(said) or _country(customer) or order.store.country,
    )


def _country(said: Document) -> str:
    text = said.text("country", "")
    code = country_code(text) if text else ""
    if code is None:
        raise said.wrong("country", f"“{text[:40]}” is not a country")
    return code
