"""Small exports to import, and what became of them."""

from datetime import UTC, datetime

from django.conf import settings

from regulars.facts.columns import columns_of
from regulars.facts.models import facts_of
from regulars.intake.csv_orders import Files, Wish, import_orders
from regulars.kernel.clock import PlayedClock
from regulars.kernel.storefront import Storefront

SHOP = Storefront(key="shop", name="Gift shop", currency="GBP", zone="Europe/London", country="GB")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
RETAIL = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"


def imported(*paths, clock=None, **wishes):
    """Import files into the shop of the tests."""
    wish = Wish(**({"storefront": SHOP, "currency": "GBP"} | wishes))
    files = Files(paths, wish.encoding, wish.mapping)
    return import_orders(
        files, wish, settings.REGULARS_HOME, clock or PlayedClock(NOW, seed=1), lambda _bytes: None
    )


def written(folder, text, name="orders.csv"):
    """A file with this text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def retail(folder, *rows, name="orders.csv"):
    """A file of Online Retail with these rows."""
    return written(folder, RETAIL + "".join(f"{row}\n" for row in rows), name)


def facts(kind, *names):
    """The recorded facts of a kind in order of time and key: the named columns."""
    known = {column.name for column in columns_of(kind)} | {"local_date"}
    assert set(names) <= known
    return list(facts_of(kind).order_by("at", "key").values_list(*names))


def aside(done):
    """What was set aside: line and reason."""
    return [(at & (1 << 40) - 1, reason) for at, (reason, _) in sorted(done.aside.rows.items())]


def at(*when):
    """A moment in UTC."""
    return datetime(*when, tzinfo=UTC)
