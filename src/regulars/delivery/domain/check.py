"""Everything a domain needs before bulk mail leaves from it (STANDARDS A1.1)."""

from collections.abc import Iterator

from regulars.delivery.domain.dmarc import dmarc
from regulars.delivery.domain.dns import NoAnswer
from regulars.delivery.domain.finding import Asked, Check, Finding, advice, wrong
from regulars.delivery.domain.receiving import receiving
from regulars.delivery.domain.relay import relay
from regulars.delivery.domain.reverse import reverse
from regulars.delivery.domain.signing import signing
from regulars.delivery.domain.spf import spf

CHECKS: tuple[tuple[str, Check], ...] = (
    ("SPF", spf),
    ("DKIM", signing),
    ("DMARC", dmarc),
    ("MX", receiving),
    ("PTR", reverse),
    ("TLS", relay),
)

WITH_A_SERVICE = (
    "DMARC",
    "MX",
)  # it signs in our stead and sends from addresses of its own, under a bounce domain of its own


def findings(asked: Asked) -> Iterator[Finding]:
    """What each check found. Without DNS there is one finding only: that nothing is known."""
    try:
        if not asked.dns.exists(asked.domain):
            yield advice(f"DNS knows nothing of {asked.domain} yet. Is it spelled right?")
    except NoAnswer as silent:
        yield wrong(
            f"DNS cannot be asked: {silent}. Nothing is known about {asked.domain}; try again once this machine has a network."
        )
        return
    service = asked.relay.service
    if service:
        yield advice(
            f"Mail leaves through {service}, who signs it and sends it from their addresses: put into DNS what {service} shows for {asked.domain}."
        )
    for name, check in CHECKS:
        if service and name not in WITH_A_SERVICE:
            continue
        try:
            yield from check(asked)
        except NoAnswer as silent:
            yield wrong(f"{name} could not be checked: {silent}. Try again.")


def may_send(found: list[Finding]) -> bool:
    """Nothing found speaks against bulk mail."""
    return all(one.weight != "wrong" for one in found)
