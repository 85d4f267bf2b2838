"""The languages Regulars speaks, and which of them a customer hears."""

SHIPPED = ("en", "de")


def pick(*wishes: str | None) -> str:
    """The first wish we speak (`de-AT` is heard as `de`), else English."""
    for wish in wishes:
        spoken = (wish or "").lower().replace("_", "-").partition("-")[0]
        if spoken in SHIPPED:
            return spoken
    return SHIPPED[0]
