"""How often somebody wants to hear about a topic, from always to never."""

OFTEN = ("everything", "weekly", "monthly", "important", "never")


def quieter(often: str) -> str | None:
    """One step down; nothing is quieter than never."""
    steps = OFTEN[OFTEN.index(often) + 1 :] if often in OFTEN else ()
    return steps[0] if steps else None
