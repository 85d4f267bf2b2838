"""What was found out about a domain: a sentence, how much it weighs, and what to put into DNS."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network
from pathlib import Path

from regulars.delivery.dkim_record import quoted
from regulars.delivery.domain.dns import Dns

INSIDE = [ip_network(each) for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10")]  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """`weight` is good, advice, or wrong, which means that no bulk mail should be sent. `records` are lines for DNS, ready to be copied."""

    weight: str
    says: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relay:
    """The server that takes our mail, as the shop set it; or the mail service."""

    host: str
    port: int = 587
    security: str = "starttls"
    service: str = ""

    @property
    def is_this_machine(self) -> bool:
        """It is spoken to without any network."""
        return self.host in ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Asked:
    """What is to be looked at: a domain, the server its mail is handed to, those that stand in for it, and the addresses that mail leaves from, where
    they are known.
    """

    domain: str
    home: Path
    dns: Dns
    relay: Relay
    as_of: datetime
    addresses: tuple[str, ...] = ()
    spares: tuple[Relay, ...] = ()

    @property
    def relays(self) -> tuple[Relay, ...]:
        """The servers that may take our mail, the preferred one first."""
        return self.relay, *self.spares

    def leaves_from(self) -> tuple[str, ...]:
        """The addresses mail leaves from: those we were told, else the relay's own, as far as the world can see them. Raises NoAnswer."""
        if self.addresses:
            return self.addresses
        return tuple(one for one in self._relays_own() if not is_inside(one))

    def weighs(self) -> str:
        """How much a fault of an address weighs: a relay we only guess at may send from others than it listens on."""
        return "wrong" if self.addresses else "advice"

    def _relays_own(self) -> list[str]:
        return [address for server in self.relays for address in self.addresses_of(server.host)]

    def addresses_of(self, host: str) -> list[str]:
        """The addresses a server listens on. Raises NoAnswer."""
        if is_address(host):
            return [host]
        return self.dns.addresses(host) if "." in host else []


Check = Callable[[Asked], Iterable[Finding]]


def is_address(host: str) -> bool:
    """It is an IP address and no name."""
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def is_inside(address: str) -> bool:
    """An address of this machine or of a private network."""
    return any(ip_address(address) in network for network in INSIDE)


def good(says: str) -> Finding:
    """As it should be."""
    return Finding("good", says)


def advice(says: str, *records: str) -> Finding:
    """Mail may be sent, and could be better off."""
    return Finding("advice", says, records)


def wrong(says: str, *records: str) -> Finding:
    """Until this is mended no bulk mail should be sent."""
    return Finding("wrong", says, records)


def txt(name: str, text: str) -> str:
    """A TXT record as a zone file has it."""
    return f"{name}. TXT {quoted(text)}"
