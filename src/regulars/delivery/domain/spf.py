"""SPF: which servers may send the domain's mail (RFC 7208)."""

from collections.abc import Iterator, Sequence

from regulars.delivery.domain.finding import Asked, Finding, advice, good, is_address, txt, wrong
from regulars.delivery.domain.spf_walk import LOOKUPS, VOIDS, Walk, records

ENDS = ("all", "+all", "-all", "~all", "?all")


def spf(asked: Asked) -> Iterator[Finding]:
    """Whether there is one record, whether receivers can work through it, and whether it names the addresses our mail leaves from."""
    found = records(asked.dns, asked.domain)
    if len(found) == 1:
        yield from _examined(asked, found[0])
    elif found:
        yield wrong(
            f"{asked.domain} has {len(found)} SPF records, and receivers then heed none. Put one in their place:",
            txt(asked.domain, merged(found)),
        )
    else:
        yield wrong(
            f"{asked.domain} has no SPF record, so nobody can tell which servers may send its mail. Put this into DNS, or what your mail "
            "service tells you to:",
            txt(asked.domain, " ".join(["v=spf1", *_naming(asked, asked.leaves_from()), "~all"])),
        )


def _examined(asked: Asked, record: str) -> Iterator[Finding]:
    walk = Walk(asked.dns)
    walk.through(asked.domain, record)
    faults = [*_faults(asked.domain, walk)]
    yield from faults
    yield from _ending(asked, record, walk)
    if walk.everybody:
        return
    left_out = [address for address in asked.leaves_from() if not walk.allows(address)]
    if left_out:
        how = (
            ", from which your mail leaves. Put"
            if asked.addresses
            else ". If your mail leaves from there, put"
        )
        says = f"The SPF record of {asked.domain} does not name {' and '.join(left_out)}{how} in its place:"
        yield Finding(
            asked.weighs(), says, (txt(asked.domain, with_terms(record, _naming(asked, left_out))),)
        )
    if not faults and not (left_out and asked.addresses):
        yield good(
            f"SPF: {asked.domain} has one record that receivers can use ({walk.lookups} of {LOOKUPS} lookups)."
        )


def _faults(domain: str, walk: Walk) -> Iterator[Finding]:
    for problem in walk.problems:
        yield wrong(f"The SPF record of {domain} cannot be used: {problem}.")
    if walk.lookups > LOOKUPS:
        dearest = sorted(walk.costs.items(), key=lambda cost: -cost[1])
        listed = ", ".join(f"{term} takes {count}" for term, count in dearest[:4])
        yield wrong(
            f"The SPF record of {domain} makes receivers look up {walk.lookups} names or more, and after {LOOKUPS} they give up: {listed}. "
            "Take out services that no longer send for you, or name their addresses (ip4:, ip6:) instead."
        )
    if walk.voids > VOIDS:
        yield wrong(
            f"The SPF record of {domain} leads to {walk.voids} names that do not exist, and after {VOIDS} receivers give up. Take out: "
            f"{', '.join(walk.empty)}."
        )


def _ending(asked: Asked, record: str, walk: Walk) -> Iterator[Finding]:
    milder = txt(asked.domain, with_end(record, "~all"))
    if walk.everybody:
        yield wrong(
            f"The SPF record of {asked.domain} lets everybody send in its name (+all). Put in its place:",
            milder,
        )
    elif walk.end in ("", "?"):
        yield advice(
            f"The SPF record of {asked.domain} says nothing about servers it does not name. Let it end in ~all:",
            milder,
        )


def merged(found: list[str]) -> str:
    """One record that allows what these allow together."""
    terms = [term for record in found for term in record.split()[1:]]
    kept = [
        term
        for term in dict.fromkeys(terms)
        if term.lower() not in ENDS and not term.lower().startswith("redirect=")
    ]
    redirected = [
        f"include:{term[9:]}" for term in dict.fromkeys(terms) if term.lower().startswith("redirect=")
    ]
    return " ".join(["v=spf1", *kept, *redirected, "~all"])


def with_terms(record: str, terms: list[str]) -> str:
    """The record that allows more; what is new goes first, where no other term can be before it."""
    first, *rest = record.split()
    return " ".join([first, *terms, *rest])


def with_end(record: str, end: str) -> str:
    """The record with another last word."""
    return " ".join([*(term for term in record.split() if term.lower() not in ENDS), end])


def _naming(asked: Asked, addresses: Sequence[str]) -> list[str]:
    """The terms that allow these addresses; a server we did not choose the addresses of is named by its name."""
    hosts = [] if asked.addresses else [each.host for each in asked.relays if not is_address(each.host)]
    named = {
        host: theirs for host in hosts if (theirs := set(addresses).intersection(asked.addresses_of(host)))
    }
    others = [address for address in addresses if not any(address in theirs for theirs in named.values())]
    return [f"a:{host}" for host in named] + [f"ip{6 if ':' in each else 4}:{each}" for each in others] or [
        "mx"
    ]
