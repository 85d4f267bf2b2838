"""What people bought and kept, and what it earned the shop."""

import ibis

from regulars.facts.tables import Facts
from regulars.kernel.money import NO_MINOR, THREE_MINOR
from regulars.knowledge.beside import beside
from regulars.knowledge.latest import latest


def rate(facts: Facts) -> ibis.Table:
    """One row per currency with a dated rate: what one unit of it is worth in `base_currency`, in millionths."""
    return latest(facts.rate_set, "currency", "base_currency", keep=("rate_millionths",))


def purchase(facts: Facts) -> ibis.Table:
    """One row per order and thing in it that a customer kept, without tax, in the storefront's currency.

    `margin_minor` rests on the thing's cost where it is known (`cost_known`), else on the storefront's margin rate. Both are null where
    the order's currency has no rate. Returned things are taken off, with their share of the tax; an order's discount is shared by what is
    in it; cancelled orders, postage, fees and adjustments are left out. `paid_each_minor` is what one cost on the line, with tax, in
    `paid_currency`.
    """
    costed = beside(
        _kept(facts),
        (facts.storefront.select("storefront", "margin_rate", base="currency"), ["storefront"]),
        (facts.rate.rename(base="base_currency"), ["currency", "base"]),
        (
            facts.catalogue.select("storefront", "variant", "unit_cost_millionths", "cost_currency"),
            ["storefront", "variant"],
        ),
    )
    rate = ibis.ifelse(costed.currency == costed.base, _million(), costed.rate_millionths.cast("float64"))
    factor = rate / _million() * _minor_per_major(costed.base) / _minor_per_major(costed.currency)
    costed = costed.mutate(factor=factor)
    net = costed.net_minor * costed.factor
    spent = costed.unit_cost_millionths.cast("float64") / _million() * costed.quantity
    cost = ibis.cases(
        (costed.cost_currency == costed.base, spent * _minor_per_major(costed.base)),
        (costed.cost_currency == costed.currency, spent * _minor_per_major(costed.currency) * costed.factor),
    )
    return costed.select(
        "customer_id", "storefront", "order_ref", "variant", "title", "source", "at", "recorded_at", "local_date", "quantity",
        "paid_each_minor", paid_currency="currency", net_minor=net.round().cast("int64"),
        margin_minor=(net - ibis.coalesce(cost, net * (1 - costed.margin_rate))).round().cast("int64"),
        cost_known=cost.notnull(),
    )  # fmt: skip


def _kept(facts: Facts) -> ibis.Table:
    """One row per order and thing: quantity and total without tax, less what came back and the order's discount."""
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
        total=goods.total_minor.sum().cast("float64"),
        net=(goods.total_minor - goods.tax_minor).sum(),
    )
    returns = facts.line_returned
    back = returns.filter((returns.sort == "goods") & returns.order_ref.notnull())
    back = back.group_by(*keys).aggregate(
        quantity_back=back.quantity.sum(), total_back=back.total_minor.sum()
    )
    both = beside(bought, (back, keys), (_undiscounted(facts, goods), ["storefront", "order_ref"]))
    share = 1 - both.total_back.fill_null(0) / both.total.nullif(0)
    kept = both.mutate(
        quantity=both.quantity - both.quantity_back.fill_null(0),
        paid_each_minor=(both.total / both.quantity.nullif(0)).round().cast("int64"),
        net_minor=both.net * share.fill_null(0.0) * both.undiscounted.fill_null(1.0),
    )
    return kept.filter(kept.quantity > 0).drop("quantity_back", "total_back", "total", "net", "undiscounted")


def _undiscounted(facts: Facts, goods: ibis.Table) -> ibis.Table:
    """One row per order with a discount: the share of its goods' prices that is left."""
    order = ["storefront", "order_ref"]
    placed = facts.order_placed.group_by(*order).aggregate(
        discount_minor=facts.order_placed.discount_minor.max()
    )
    prices = goods.group_by(*order).aggregate(total_minor=goods.total_minor.sum().cast("float64"))
    both = prices.join(placed.filter(placed.discount_minor > 0), order)
    left = 1 - both.discount_minor / both.total_minor.nullif(0)
    return both.select(*order, undiscounted=ibis.greatest(left, _number(0.0)))


def _number(value: float) -> ibis.expr.types.FloatingValue:
    return ibis.literal(value, type="float64")


def _million() -> ibis.expr.types.FloatingValue:
    return _number(1_000_000.0)


def _minor_per_major(currency: ibis.expr.types.StringValue) -> ibis.Value:
    """ISO 4217: no minor unit, three digits, else two."""
    return ibis.cases(
        (currency.isin(NO_MINOR), _number(1.0)),
        (currency.isin(THREE_MINOR), _number(1000.0)),
        else_=_number(100.0),
    )
