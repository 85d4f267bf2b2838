"""Which mail services there are; one per file."""

from pkgutil import iter_modules


def names() -> list[str]:
    """What `name` under [service] may be."""
    return sorted(module.name for module in iter_modules(__path__))
