"""What may be used once: remembered by its hash, for longer than it is good."""

from datetime import timedelta
from hashlib import sha256

from regulars.kernel.clock import Clock
from regulars.pages.models import UsedOnce

KEPT = timedelta(hours=1)


def first_use(name: str, clock: Clock) -> bool:
    """Whether nobody used this name before; of two at once, one is first."""
    now = clock.now()
    UsedOnce.objects.filter(used_at__lt=now - KEPT).delete()
    hashed = sha256(name.encode()).hexdigest()
    _, first = UsedOnce.objects.get_or_create(name=hashed, defaults={"used_at": now})
    return first
