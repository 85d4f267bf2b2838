"""WooCommerce orders as the widely used order exports write them: one row an item, the order's own columns in each."""

from regulars.intake.csv_columns import Layout

WOOCOMMERCE = Layout(
    name="a WooCommerce order export",
    source="import-woocommerce",
    columns={
        "order": ("Order Number", "Order ID"),
        "placed": ("Order Date",),
        "quantity": ("Quantity", "Quantity (- Refund)"),
        "title": ("Item Name", "Product Name", "Name"),
        "unit_price": ("Item Cost",),
        "item": ("SKU",),
        "currency": ("Order Currency", "Currency"),
        "total": ("Order Total Amount",),
        "shipping": ("Order Shipping Amount",),
        "tax": ("Order Total Tax Amount", "Order Tax Amount"),
        "discount": ("Cart Discount Amount",),
        "number": ("Customer User ID", "Customer ID"),
        "email": ("Email (Billing)", "Customer Email", "Billing Email"),
        "called": ("Full Name (Billing)", "Customer Name"),
        "first_name": ("First Name (Billing)",),
        "last_name": ("Last Name (Billing)",),
        "country": ("Country Code (Shipping)", "Country Code (Billing)", "Country Name (Billing)"),
        "company": ("Company (Billing)", "Billing Company"),
        "street": ("Address 1&2 (Billing)", "Address 1 (Billing)", "Billing Address 1"),
        "street_more": ("Address 2 (Billing)", "Billing Address 2"),
        "postcode": ("Postcode (Billing)", "Billing Postcode"),
        "city": ("City (Billing)", "Billing City"),
        "region": ("State Code (Billing)", "Billing State"),
        "bill_country": ("Country Code (Billing)", "Billing Country"),
        "status": ("Order Status",),
        "approved": ("Paid Date",),
        "refunded": ("Order Refund Amount",),
    },
    needed=frozenset(("order", "placed", "quantity", "title", "unit_price", "item", "status")),
)
