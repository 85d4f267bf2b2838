"""A thing on sale, as the catalogue describes it now: for a page about one thing."""

from dataclasses import dataclass

from regulars.facts.kinds import VariantDescribed, VariantPriced
from regulars.facts.models import facts_of

LAST = ("-at", "-recorded_at", "-id")


@dataclass(frozen=True)
class Thing:
    """What it is called, who makes it, of which category it is, and what it costs."""

    variant: str
    title: str
    maker: str | None
    category: str | None
    currency: str | None = None
    unit_price_millionths: int | None = None


def thing(storefront: str, variant: str) -> Thing | None:
    """The thing of that number; none where the catalogue does not know it."""
    of_it = {"storefront": storefront, "variant": variant}
    words = (
        facts_of(VariantDescribed).filter(**of_it).order_by(*LAST).values_list("title", "maker", "category")
    )
    price = facts_of(VariantPriced).filter(**of_it).order_by(*LAST)
    described = words.first() if variant else None
    if described is None:
        return None
    return Thing(variant, *described, *(price.values_list("currency", "unit_price_millionths").first() or ()))
