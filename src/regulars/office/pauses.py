"""Why mail waits somewhere, in a sentence for the shop."""

from dataclasses import dataclass
from datetime import datetime

from regulars.delivery.models import Pause
from regulars.delivery.pace import BY_HAND

STREAMS = {"marketing": "Offers", "service": "Service mail"}
BECAUSE = {
    "blamed": "{minded} of {sent} were refused because of us, not of the addresses: the domain’s signature, its DNS or its reputation",
    "deferred": "{minded} of {sent} were put off",
    "complained": "{minded} of {sent} were marked as spam",
    "bounced": "{minded} of {sent} came back, since the address does not exist or takes no mail",
    "hand": "the shop stopped them here",
}
DO = {
    "blamed": "“regulars doctor --domain” tells what to mend.",
    "complained": "Look at what was sent last, and to whom, before it goes on.",
    "bounced": "Look at where these addresses came from before it goes on.",
}
NAMES = {
    "": "everybody",
    "others": "all other providers",
    "gmx and web.de": "GMX and WEB.DE",
    "t-online": "T-Online",
}


@dataclass(frozen=True)
class Wait:
    """A pause as the shop reads it; `until` is None for one that somebody has to end."""

    id: int
    lane: tuple[str, str]
    says: str
    do: str
    since: datetime
    until: datetime | None
    status: str


def waits(now: datetime) -> list[Wait]:
    """The pauses that hold, the latest first."""
    return [_told(pause) for pause in Pause.objects.filter(until__gt=now).order_by("-since")]


def lane(nature: str, name: str) -> str:
    """`Offers to Google`."""
    return f"{STREAMS[nature]} to {provider(name)}"


def provider(name: str) -> str:
    """What the shop calls a provider; one we do not know is its domain."""
    return NAMES.get(name, name if "." in name else name.capitalize())


def _told(pause: Pause) -> Wait:
    wait = "waits" if pause.nature == "service" else "wait"
    because = BECAUSE[pause.cause].format(minded=f"{pause.minded:,}", sent=f"{pause.sent:,}")
    return Wait(
        pause.id,
        (pause.nature, pause.provider),
        f"{lane(pause.nature, pause.provider)} {wait}: {because}. Nothing is lost.",
        DO.get(pause.cause, ""),
        pause.since,
        None if pause.until - pause.since >= BY_HAND else pause.until,
        pause.status,
    )
