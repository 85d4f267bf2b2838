"""The mail services whose events are understood; one per file."""

from pkgutil import iter_modules


def names() -> list[str]:
    """What may stand in `/api/mail-events/…`."""
    return sorted(module.name for module in iter_modules(__path__))
