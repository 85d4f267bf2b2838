"""The words the office uses for programs, states and outcomes."""

OUTCOMES = {
    "accepted": "delivered to their mail server",
    "rejected": "refused by their mail server",
    "expired": "too late to be sent",
    "cancelled": "cancelled",
    "suppressed": "held back",
    "uncertain": "maybe delivered",
    "bounced": "came back",
    "complained": "marked as spam",
    "clicked": "clicked",
    "opened": "opened",
}


def told_outcome(outcome: str) -> str:
    """What became of a message, in words."""
    return OUTCOMES.get(outcome, outcome)


def program_title(key: str) -> str:
    """What the shop calls the program."""
    return key.replace("_", " ").capitalize()
