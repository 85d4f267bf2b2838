"""DMARC as of RFC 9989: what receivers are to do with mail that only pretends to come from the domain, and where they report."""

from collections.abc import Iterator
from dataclasses import dataclass

from regulars.delivery.domain.dns import Dns
from regulars.delivery.domain.finding import Asked, Finding, advice, good, txt, wrong
from regulars.delivery.domain.tags import tags

POLICIES = ("none", "quarantine", "reject")
REMOVED = ("pct", "rf", "ri")  # of RFC 7489; nobody heeds them any more
LONGEST_WALK = 8
FIRST = {"v": 0, "p": 1}


@dataclass(frozen=True)
class Published:
    """A DMARC record and the domain that has it."""

    domain: str
    said: dict[str, str]

    def without(self, *names: str, **more: str) -> str:
        """The record anew, without some of its tags and with others; p= stays second, where older receivers look for it."""
        kept = {name: value for name, value in self.said.items() if name not in names} | more
        ordered = sorted(kept.items(), key=lambda tag: FIRST.get(tag[0], 2))
        return txt(f"_dmarc.{self.domain}", "; ".join(f"{name}={value}" for name, value in ordered))


def dmarc(asked: Asked) -> Iterator[Finding]:
    """Whether a record covers the domain, and what in it is missing, outdated or without effect."""
    own = _records(asked.dns, asked.domain)
    found = discovered(asked.dns, asked.domain)
    if len(own) > 1:
        yield wrong(
            f"{asked.domain} has {len(own)} DMARC records, and receivers then heed none. Keep one, such as:",
            Published(asked.domain, own[0]).without(*REMOVED),
        )
    elif found is None:
        yield wrong(
            f"{asked.domain} has no DMARC record, and the large mailbox providers refuse bulk mail without one. Put this into DNS, with an "
            "address you read:",
            txt(f"_dmarc.{asked.domain}", f"v=DMARC1; p=none; rua=mailto:dmarc@{asked.domain}"),
        )
    else:
        yield from _examined(asked, found)


def _examined(asked: Asked, found: Published) -> Iterator[Finding]:
    where = f"The DMARC record at _dmarc.{found.domain}"
    policy = effective(found.said, own=found.domain == asked.domain, exists=asked.dns.exists(asked.domain))
    lacking = {} if "rua" in found.said else {"rua": f"mailto:dmarc@{found.domain}"}
    right = found.without(*REMOVED, **lacking, **({} if policy else {"p": "none"}))
    if lacking:
        yield wrong(f"{where} has no rua=, so nobody reports to you. Put in its place:", right)
    if policy is None:
        yield wrong(f"{where} has no policy receivers know. Put in its place:", right)
    if not lacking and policy:
        yield good(
            f"DMARC: the record at _dmarc.{found.domain} covers {asked.domain} with the policy {policy}."
        )
    yield from _hints(where, found, policy, right)
    yield from _reports(asked, found)


def _hints(where: str, found: Published, policy: str | None, right: str) -> Iterator[Finding]:
    if outdated := [name for name in REMOVED if name in found.said]:
        listed = " and ".join(f"{name}=" for name in outdated)
        yield advice(
            f"{where} has {listed}, which RFC 9989 took out; nobody heeds it. Put in its place:", right
        )
    if found.said.get("t") == "y":
        yield advice(
            f"{where} says t=y: receivers do one step less than the policy says. When you are sure, take t=y out."
        )
    if policy == "none":
        yield advice(
            f"{where} lets forged mail through (p=none). Once the reports show only mail of yours, ask for p=quarantine."
        )


def effective(said: dict[str, str], *, own: bool, exists: bool) -> str | None:
    """The policy for a domain by its own record or one above it; None when the record has none that counts (RFC 9989 §4.7)."""
    names = ("p",) if own else ("sp", "p") if exists else ("np", "sp", "p")
    spoken = next((said[name].lower() for name in names if name in said), "")
    return spoken if spoken in POLICIES else "none" if "rua" in said else None


def discovered(dns: Dns, domain: str) -> Published | None:
    """The record that holds for the domain, found by walking up the tree (RFC 9989 §4.10). Raises NoAnswer."""
    above: list[Published] = []
    for name in walk(domain):
        found = _records(dns, name)
        if len(found) != 1:
            continue
        published = Published(name, found[0])
        if name == domain:
            return published
        if found[0].get("psd") == "y":
            return above[-1] if above else published
        above.append(published)
        if found[0].get("psd") == "n":
            break
    return above[-1] if above else None


def walk(domain: str) -> Iterator[str]:
    """The domain, then those above it; from a long name straight to its last seven labels."""
    yield domain
    labels = domain.split(".")
    rest = labels[1:] if len(labels) < LONGEST_WALK else labels[-(LONGEST_WALK - 1) :]
    while rest:
        yield ".".join(rest)
        rest = rest[1:]


def _reports(asked: Asked, found: Published) -> Iterator[Finding]:
    """Reports to somebody else's domain need that domain's word (RFC 9990 §4)."""
    for other in sorted({_domain_of(uri) for uri in found.said.get("rua", "").split(",")}):
        if (
            not other
            or other == found.domain
            or other.endswith(f".{found.domain}")
            or found.domain.endswith(f".{other}")
        ):
            continue
        where = f"{found.domain}._report._dmarc.{other}"
        if not any(tags(text).get("v") == "DMARC1" for text in asked.dns.texts(where)):
            yield advice(
                f"DMARC reports are to go to {other}, which does not say that it wants them. There has to be in DNS:",
                txt(where, "v=DMARC1"),
            )


def _domain_of(uri: str) -> str:
    scheme, _, address = uri.strip().partition(":")
    return address.partition("!")[0].rpartition("@")[2].lower() if scheme.lower() == "mailto" else ""


def _records(dns: Dns, domain: str) -> list[dict[str, str]]:
    """What says v=DMARC1 and says it first; anything else is none (RFC 9989 §4.7)."""
    spoken = [tags(text) for text in dns.texts(f"_dmarc.{domain}")]
    return [said for said in spoken if next(iter(said.items()), None) == ("v", "DMARC1")]
