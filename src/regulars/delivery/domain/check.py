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
    for name, check in CHECKS:
        try:
            yield from check(asked)
        except NoAnswer as silent:
            yield wrong(f"{name} could not be checked: {silent}. Try again.")


def may_send(found: list[Finding]) -> bool:
    """Nothing found speaks against bulk mail."""
    return all(one.weight != "wrong" for one in found)
