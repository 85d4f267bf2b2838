"""Reverse DNS of the addresses mail leaves from: a name that leads back to the address (STANDARDS A1.5)."""

from collections.abc import Iterator

from regulars.delivery.domain.finding import Asked, Finding, advice, good


def reverse(asked: Asked) -> Iterator[Finding]:
    """Each address, its name, and whether the name leads back."""
    addresses = asked.leaves_from()
    if not addresses:
        yield advice(
            "Which address mail leaves from cannot be seen from here. Name it with --address, and its reverse DNS and SPF are checked."
        )
    for address in addresses:
        names = asked.dns.names(address)
        if confirmed := [name for name in names if address in asked.dns.addresses(name)]:
            yield good(f"PTR: {address} is called {confirmed[0]}, which leads back to it.")
        elif names:
            kind = "AAAA" if ":" in address else "A"
            yield Finding(
                asked.weighs(), f"{address} is called {names[0]}, but that name does not lead back to it. Put into DNS:",
                (f"{names[0]}. {kind} {address}",),
            )  # fmt: skip
        else:
            yield Finding(
                asked.weighs(),
                f"{address} has no name (PTR), and many receivers refuse mail from such an address. Whoever rents you the address can set it, "
                f"for example to mail.{asked.domain}.",
            )
