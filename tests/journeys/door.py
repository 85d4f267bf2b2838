"""Ana's orders, as her shop's own system posts them."""

import base64
import hmac
import json
from typing import Any


def document(number, placed_at, *, allowed):
    """Two bags of coffee, with the box about news of similar things left as the shop shows it."""
    customer: dict[str, Any] = {
        "id": "ana",
        "email": "ana@example.test",
        "name": "Ana Example",
        "language": "en",
    }
    if allowed:
        customer["marketing"] = {
            "allowed": True, "ground": "soft_opt_in", "text": "We write to you about similar things. You can object at any time.",
            "text_version": "1", "form": "checkout", "page": "/checkout",
        }  # fmt: skip
    line = {
        "sku": "coffee-1",
        "title": "Coffee, 1 kg",
        "quantity": 2,
        "unit_price": "24.00",
        "total": "48.00",
    }
    order = {
        "id": number,
        "placed_at": placed_at.isoformat(),
        "currency": "EUR",
        "customer": customer,
        "lines": [line],
        "total": "48.00",
    }
    return json.dumps(order).encode()


def signed(identity, body, at):
    """Standard Webhooks headers."""
    from django.conf import settings

    timestamp = str(int(at.timestamp()))
    mac = hmac.digest(settings.API_SECRETS[0], f"{identity}.{timestamp}.".encode() + body, "sha256")
    return {
        "webhook-id": identity,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
        "content-type": "application/json",
    }
