"""A storefront is one face of the shop: its name, sender, language, currency, time zone and postal address."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from regulars.kernel.money import minor


@dataclass(frozen=True, kw_only=True)
class Storefront:
    """What every order, consent and message of this storefront shares. `sender` is the From address; `bounces` is where mail servers report
    to (each message with a signed name of its own after a `+`), empty for the sender.

    `url` is where customers reach our pages, `site` the shop's own address, which buttons in mails lead to. `letter_cost` is what paper and
    postage of a letter cost, such as 1.10; without it no letters are written.
    """

    key: str = "shop"
    name: str = "Our shop"
    sender: str = ""
    bounces: str = ""
    url: str = "http://127.0.0.1:8000"
    site: str = ""
    language: str = "en"
    currency: str = "EUR"
    zone: str = "UTC"
    country: str = ""
    postal_address: str = ""
    letter_cost: str = ""

    @property
    def letter_cost_minor(self) -> int | None:
        """What a letter costs, in minor units; None where none are written."""
        return minor(self.letter_cost, self.currency) if self.letter_cost else None

    def __hash__(self) -> int:
        return hash(self.key)  # quick: much that every mail needs is remembered by storefront

    def local_date(self, at: datetime) -> date:
        """The calendar day in the shop's zone."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def localise(self, naive: datetime) -> datetime:
        """A time without zone, read as this storefront's: in a gap the next valid instant, in a fold the first."""
        zone = ZoneInfo(self.zone)
        while not _exists(placed := naive.replace(tzinfo=zone)):
            naive = naive.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return placed


def _exists(placed: datetime) -> bool:
    return placed.astimezone(UTC).astimezone(placed.tzinfo).replace(tzinfo=None) == placed.replace(
        tzinfo=None
    )
