"""Shopify's order export: one row a line item; what belongs to the order stands in its first row only."""

from regulars.intake.csv_columns import Layout

SHOPIFY = Layout(
    name="a Shopify order export",
    source="import-shopify",
    columns={
        "order": ("Name",),
        "placed": ("Created at",),
        "quantity": ("Lineitem quantity",),
        "title": ("Lineitem name",),
        "unit_price": ("Lineitem price",),
        "item": ("Lineitem sku",),
        "currency": ("Currency",),
        "total": ("Total",),
        "shipping": ("Shipping",),
        "tax": ("Taxes",),
        "discount": ("Discount Amount",),
        "line_discount": ("Lineitem discount",),
        "email": ("Email",),
        "called": ("Billing Name", "Shipping Name"),
        "country": ("Shipping Country", "Billing Country"),
        "company": ("Billing Company",),
        "street": ("Billing Address1", "Billing Street"),
        "street_more": ("Billing Address2",),
        "postcode": ("Billing Zip",),
        "city": ("Billing City",),
        "region": ("Billing Province",),
        "bill_country": ("Billing Country",),
        "marketing": ("Accepts Marketing",),
        "status": ("Financial Status",),
        "approved": ("Paid at",),
        "on_truck": ("Fulfilled at",),
        "cancelled": ("Cancelled at", "Canceled at"),
        "refunded": ("Refunded Amount",),
    },
    needed=frozenset(("order", "placed", "quantity", "title", "unit_price", "currency", "total", "email")),
)
