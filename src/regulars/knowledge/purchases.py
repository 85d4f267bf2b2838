"""What people bought and kept, and what it earned the shop."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.latest import latest

NO_MINOR = (
    "JPY",
    "KRW",
    "VND",
    "CLP",
    "ISK",
    "PYG",
    "UGX",
    "XAF",
    "XOF",
    "XPF",
    "RWF",
    "KMF",
    "DJF",
    "GNF",
    "BIF",
    "VUV",
)
THREE_MINOR = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")


def rate(facts: Facts) -> ibis.Table:
    """One row per currency with a dated rate: what one unit of it is worth in `base_currency`, in millionths."""
    last = latest(facts.rate_set, "currency", "base_currency")
    return last.select("currency", "base_currency", "rate_millionths")


def purchase(facts: Facts) -> ibis.Table:
    """One row per order and thing in it that a customer kept, without tax, in the storefront's currency.

    `margin_minor` rests on the thing's cost where it is known (`cost_known`), else on the storefront's margin rate. Both are null where
    the order's currency has no rate. Returned things are taken off; cancelled orders, postage, fees and adjustments are left out.
    """
    kept = _kept(facts)
    shops = facts.storefront.select("storefront", "margin_rate", base="currency")
    priced = kept.join(shops, "storefront")
    rated = priced.left_join(
        facts.rate, [priced.currency == facts.rate.currency, priced.base == facts.rate.base_currency]
    )
    factor = (
        ibis.ifelse(rated.currency == rated.base, _million(), rated.rate_millionths.cast("float64"))
        / _million()
    )
    factor = factor * _minor_per_major(rated.base) / _minor_per_major(rated.currency)
    costs = facts.catalogue.select("storefront", "variant", "unit_cost_millionths", "cost_currency")
    costed = rated.mutate(factor=factor).drop("currency_right").left_join(costs, ["storefront", "variant"])
    known = costed.unit_cost_millionths.notnull() & (costed.cost_currency == costed.currency)
    unit_cost = costed.unit_cost_millionths.cast("float64") / _million() * _minor_per_major(costed.currency)
    earned = ibis.ifelse(
        known, costed.net_minor - unit_cost * costed.quantity, costed.net_minor * costed.margin_rate
    )
    return costed.select(
        "customer_id", "storefront", "order_ref", "variant", "title", "source", "at", "recorded_at", "local_date", "quantity",
        net_minor=(costed.net_minor * costed.factor).round().cast("int64"),
        margin_minor=(earned * costed.factor).round().cast("int64"),
        cost_known=known.fill_null(False),
    )  # fmt: skip


def _kept(facts: Facts) -> ibis.Table:
    """One row per order and thing: quantity and net total less what came back."""
    keys = ["storefront", "order_ref", "variant"]
    steps = facts.order_step
    cancelled = steps.filter(steps.step == "cancelled").select("storefront", "order_ref").distinct()
    lines = facts.order_line
    goods = lines.filter((lines.sort == "goods") & lines.customer_id.notnull()).anti_join(
        cancelled, ["storefront", "order_ref"]
    )
    bought = goods.group_by("customer_id", *keys, "currency").aggregate(
        title=goods.title.max(),
        source=goods.source.max(),
        at=goods["at"].min(),
        recorded_at=goods.recorded_at.min(),
        local_date=goods.local_date.min(),
        quantity=goods.quantity.sum(),
        net=(goods.total_minor - goods.tax_minor).sum(),
    )
    returns = facts.line_returned
    back = returns.filter((returns.sort == "goods") & returns.order_ref.notnull())
    back = back.group_by(*keys).aggregate(
        quantity_back=back.quantity.sum(), total_back=back.total_minor.sum()
    )
    both = bought.left_join(back, keys).drop("storefront_right", "order_ref_right", "variant_right")
    kept = both.mutate(
        quantity=both.quantity - both.quantity_back.fill_null(0),
        net_minor=(both.net - both.total_back.fill_null(0)).cast("float64"),
    )
    return kept.filter(kept.quantity > 0).drop("quantity_back", "total_back", "net")


def _million() -> ibis.expr.types.FloatingValue:
    return ibis.literal(1_000_000.0, type="float64")


def _minor_per_major(currency: ibis.expr.types.StringValue) -> ibis.Value:
    """ISO 4217: no minor unit, three digits, else two."""
    one, thousand, hundred = (ibis.literal(x, type="float64") for x in (1.0, 1000.0, 100.0))
    return ibis.cases((currency.isin(NO_MINOR), one), (currency.isin(THREE_MINOR), thousand), else_=hundred)
