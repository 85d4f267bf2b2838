"""An order at the simulated shop, as the document the shop's system posts each time something about it changes."""

import base64
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from regulars.kernel.storefront import Storefront
from regulars.town.catalogue import Item
from regulars.town.people import Customer

FREE_SHIPPING_FROM = 4900
SHIPPING = 490
FOOD = ("Coffee", "Tea", "Chocolate", "Honey and jam", "Larder")
CONSENT = {
    "soft_opt_in": {
        "en": "We write to you about things like those you bought. You can object at any time, at no cost but that of the message.",
        "de": "Wir schreiben Ihnen über ähnliche Waren wie die gekauften. Sie können jederzeit widersprechen, ohne dass Kosten entstehen.",
    },
    "consent": {
        "en": "Yes, write to me with offers and reminders. I can end this at any time.",
        "de": "Ja, schreiben Sie mir mit Angeboten und Erinnerungen. Ich kann das jederzeit beenden.",
    },
}


@dataclass
class Order:
    """What was bought, and how far it has come; `post` tells it to the world as it stands."""

    ref: str
    customer: Customer
    placed_at: datetime
    things: dict[Item, int]
    first: bool
    steps: list[dict[str, str]] = field(default_factory=list)
    returns: list[dict[str, Any]] = field(default_factory=list)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    posted: int = 0

    @property
    def goods_minor(self) -> int:
        """What the things cost together."""
        return sum(item.price_minor * quantity for item, quantity in self.things.items())

    @property
    def shipping_minor(self) -> int:
        """Postage, free for large orders."""
        return 0 if self.goods_minor >= FREE_SHIPPING_FROM else SHIPPING

    def reached(self, step: str, at: datetime) -> None:
        """Note that the order came so far."""
        self.steps.append({"step": step, "at": at.isoformat()})

    def came_back(self, item: Item, at: datetime) -> None:
        """One of the things was sent back and paid back."""
        back = f"{self.ref}-R{len(self.returns) + 1}"
        self.returns.append(
            {
                "id": back,
                "sku": item.sku,
                "quantity": 1,
                "total": _money(item.price_minor),
                "at": at.isoformat(),
            }
        )
        self.refunds.append({"id": back, "total": _money(item.price_minor), "at": at.isoformat()})

    def document(self, shop: Storefront) -> dict[str, Any]:
        """The order as it stands, in the words of POST /api/orders."""
        return {
            "id": self.ref,
            "storefront": shop.key,
            "placed_at": self.placed_at.isoformat(),
            "currency": shop.currency,
            "customer": self._customer(),
            "lines": [_line(item, quantity) for item, quantity in self.things.items()],
            "shipping": _money(self.shipping_minor),
            "tax": _money(sum(_tax(item, quantity) for item, quantity in self.things.items())),
            "total": _money(self.goods_minor + self.shipping_minor),
            "steps": self.steps,
            "returns": self.returns,
            "refunds": self.refunds,
        }

    def post(self, shop: Storefront, secret: bytes, at: datetime) -> tuple[dict[str, str], bytes]:
        """Headers and body of the request that tells the order as it stands."""
        self.posted += 1
        body = json.dumps(self.document(shop), ensure_ascii=False).encode()
        return signed(f"msg_{self.ref}_{self.posted}", body, secret, at), body

    def _customer(self) -> dict[str, Any]:
        who = self.customer
        said: dict[str, Any] = {"id": f"C{who.number:05d}", "email": who.address, "name": who.name}
        said |= {"language": who.language, "country": who.country, "zone": who.zone}
        if self.first and who.offers is not None:
            text = CONSENT[who.offers][who.language]
            said["marketing"] = {
                "allowed": True, "ground": who.offers, "text": text, "text_version": "1", "form": "checkout", "page": "/checkout",
            }  # fmt: skip
        return said


def signed(number: str, body: bytes, secret: bytes, at: datetime) -> dict[str, str]:
    """Standard Webhooks headers for a body."""
    timestamp = str(int(at.timestamp()))
    mac = hmac.digest(secret, f"{number}.{timestamp}.".encode() + body, sha256)
    return {
        "webhook-id": number,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
        "content-type": "application/json",
    }


def _line(item: Item, quantity: int) -> Mapping[str, Any]:
    return {
        "sku": item.sku,
        "product": item.product,
        "title": item.title,
        "maker": item.maker,
        "category": item.category,
        "size": item.size,
        "colour": item.colour,
        "quantity": quantity,
        "unit_price": _money(item.price_minor),
        "total": _money(item.price_minor * quantity),
        "tax": _money(_tax(item, quantity)),
    }


def _tax(item: Item, quantity: int) -> int:
    """The tax inside the price, at the rate for food or for everything else."""
    rate = 7 if item.category in FOOD else 19
    return round(item.price_minor * quantity * rate / (100 + rate))


def _money(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"
