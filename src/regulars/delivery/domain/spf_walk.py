"""Works through an SPF record as a receiver would, counting what it has to look up (RFC 7208 §4.6.4)."""

import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from regulars.delivery.domain.dns import Dns

LOOKUPS, VOIDS = 10, 2
ENOUGH = 30  # a record that leads in circles is left after that many
TERM = re.compile(
    r"(?P<sign>[+~?-]?)(?P<name>all|include|a|mx|ptr|ip4|ip6|exists)(?::(?P<what>[^/\s]+))?(?P<bits>/\d{1,3})?(?P<bits6>//\d{1,3})?",
    re.IGNORECASE,
)
MODIFIER = re.compile(r"(?P<name>[a-z][\w.-]*)=(?P<what>\S*)", re.IGNORECASE)


def records(dns: Dns, domain: str) -> list[str]:
    """The TXT records of a domain that are SPF's. Raises NoAnswer."""
    return [text for text in dns.texts(domain) if text.lower().split(" ")[0] == "v=spf1"]


class Walk:
    """What a record allows and costs, with all it includes.

    What a term with a macro allows is not known; it costs a lookup. Terms that refuse some of what a later one allows are not weighed.
    """

    def __init__(self, dns: Dns) -> None:
        self.dns = dns
        self.lookups = 0
        self.empty: list[str] = []
        self.problems: list[str] = []
        self.networks: list[IPv4Network | IPv6Network] = []
        self.everybody = False
        self.end = ""
        self.costs: dict[str, int] = {}

    @property
    def voids(self) -> int:
        """How many names it leads to that do not exist."""
        return len(self.empty)

    def allows(self, address: str) -> bool:
        """Some term names the address."""
        return any(ip_address(address) in network for network in self.networks)

    def through(self, domain: str, record: str, *, outermost: bool = True) -> None:
        """Follow every term. Raises NoAnswer."""
        terms = record.split()[1:]
        ends = [
            found["sign"] or "+"
            for term in terms
            if (found := TERM.fullmatch(term)) and found["name"].lower() == "all"
        ]
        if outermost and ends:
            self.end = ends[0]
        for term in terms:
            before = self.lookups
            if self.lookups < ENOUGH:
                self._follow(term, domain, redirects=not ends, outermost=outermost)
            if outermost and self.lookups > before:
                self.costs[term] = self.lookups - before

    def _follow(self, term: str, domain: str, *, redirects: bool, outermost: bool) -> None:
        if found := TERM.fullmatch(term):
            ways: dict[str, Callable[[re.Match[str], str], None]] = {
                "all": self._all, "include": self._include, "a": self._a, "mx": self._mx, "ip4": self._ip, "ip6": self._ip,
                "ptr": self._unseen, "exists": self._unseen,
            }  # fmt: skip
            ways[found["name"].lower()](found, domain)
        elif not (modifier := MODIFIER.fullmatch(term)):
            self.problems.append(f"“{term}” is nothing SPF knows")
        elif modifier["name"].lower() == "redirect" and redirects:
            self._into(modifier["what"], term, outermost=outermost)

    def _all(self, found: re.Match[str], _: str) -> None:
        self.everybody |= found["sign"] in ("", "+")

    def _include(self, found: re.Match[str], _: str) -> None:
        self._into(found["what"] or "", found[0], outermost=False)

    def _into(self, name: str, term: str, *, outermost: bool) -> None:
        self.lookups += 1
        if "%" in name:
            return
        inner = records(self.dns, name) if name else []
        if len(inner) == 1:
            self.through(name, inner[0], outermost=outermost)
        else:
            self.problems.append(f"“{term}” leads to {len(inner) or 'no'} SPF records instead of one")

    def _a(self, found: re.Match[str], domain: str) -> None:
        self.lookups += 1
        self._allow(found, [found["what"] or domain])

    def _mx(self, found: re.Match[str], domain: str) -> None:
        self.lookups += 1
        name = found["what"] or domain
        exchanges = [] if "%" in name else self.dns.exchanges(name)
        if exchanges:
            self._allow(found, exchanges)
        elif "%" not in name:
            self.empty.append(name)

    def _allow(self, found: re.Match[str], names: list[str]) -> None:
        for name in names:
            addresses = [] if "%" in name else self.dns.addresses(name)
            if not addresses and "%" not in name:
                self.empty.append(name)
            for address in addresses:
                bits = found["bits6"] if ":" in address else found["bits"]
                self._network(found, address, bits)

    def _ip(self, found: re.Match[str], _: str) -> None:
        self._network(found, found["what"] or "", found["bits"])

    def _unseen(self, found: re.Match[str], _: str) -> None:
        self.lookups += 1

    def _network(self, found: re.Match[str], address: str, bits: str | None) -> None:
        try:
            network = ip_network(f"{address}/{bits.lstrip('/')}" if bits else address, strict=False)
        except ValueError:
            self.problems.append(f"“{found[0]}” names no address")
            return
        if found["sign"] in ("", "+"):
            self.networks.append(network)
