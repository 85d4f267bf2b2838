"""Asks DNS. What does not exist is an empty answer; not being able to ask is an error of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address

from dns.exception import DNSException, Timeout
from dns.rdatatype import RdataType
from dns.resolver import NXDOMAIN, NoNameservers, NoResolverConfiguration, Resolver
from dns.reversename import from_address

PATIENCE_SECONDS = 6.0


class NoAnswer(Exception):
    """A name server did not answer, or could not: nothing is known about the name."""


class Dns:
    """This machine's resolver, or one name server. Every method raises NoAnswer."""

    def __init__(self, nameserver: str = "", port: int = 53) -> None:
        try:
            self.resolver = Resolver(configure=not nameserver)
        except NoResolverConfiguration as none:
            raise NoAnswer("this machine has no name server set") from none
        if nameserver:
            self.resolver.nameservers, self.resolver.port = [nameserver], port
        self.resolver.lifetime = PATIENCE_SECONDS

    def texts(self, name: str) -> list[str]:
        """The TXT records, each put together from its strings; in the order of the alphabet, like all that has none of its own."""
        return sorted(
            b"".join(one.strings).decode("utf-8", "replace") for one in self._asked(name, RdataType.TXT)
        )

    def addresses(self, name: str) -> list[str]:
        """IPv4, then IPv6."""
        kinds = (RdataType.A, RdataType.AAAA)
        return [
            address for kind in kinds for address in sorted(one.address for one in self._asked(name, kind))
        ]

    def exchanges(self, name: str) -> list[str]:
        """The mail servers, best first; the empty name is a null MX (RFC 7505)."""
        found = sorted(
            self._asked(name, RdataType.MX), key=lambda one: (one.preference, _plain(one.exchange))
        )
        return [_plain(one.exchange) for one in found]

    def names(self, address: str) -> list[str]:
        """What reverse DNS calls an address."""
        reverse = str(from_address(str(ip_address(address))))
        return sorted(_plain(one.target) for one in self._asked(reverse, RdataType.PTR))

    def exists(self, name: str) -> bool:
        """There is something at the name or below it, of whatever type."""
        with _told(name):
            try:
                self.resolver.resolve(name, RdataType.A, raise_on_no_answer=False, search=False)
            except NXDOMAIN:
                return False
        return True

    def _asked(self, name: str, kind: RdataType) -> list:  # type: ignore[type-arg]
        with _told(name):
            try:
                return list(self.resolver.resolve(name, kind, raise_on_no_answer=False, search=False))
            except NXDOMAIN:
                return []


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except NXDOMAIN:
        raise
    except Timeout as silent:
        raise NoAnswer(f"no name server answered when asked for {name}") from silent
    except NoNameservers as failed:
        raise NoAnswer(f"the name servers failed when asked for {name}") from failed
    except (DNSException, OSError, UnicodeError) as wrong:
        raise NoAnswer(f"{name} could not be asked for ({type(wrong).__name__})") from wrong


def _plain(name: object) -> str:
    return str(name).rstrip(".").lower()
