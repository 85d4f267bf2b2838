"""Whether mail to the domain arrives: bounces, answers and complaints have to (RFC 5321 §5, RFC 7505, RFC 2142)."""

from collections.abc import Iterator

from regulars.delivery.domain.finding import Asked, Finding, advice, good, wrong


def receiving(asked: Asked) -> Iterator[Finding]:
    """MX, and whom receivers write to."""
    exchanges = asked.dns.exchanges(asked.domain)
    lost = [name for name in exchanges if name and not asked.dns.addresses(name)]
    example = f"{asked.domain}. MX 10 mail.{asked.domain}."
    if exchanges == [""]:
        yield wrong(
            f"{asked.domain} says that it takes no mail (null MX), and many receivers refuse mail from such a domain. Put in its place, with "
            "the name of your mail server:",
            example,
        )
    elif not exchanges and asked.dns.addresses(asked.domain):
        yield advice(
            f"{asked.domain} has no MX, so mail to it goes to its web address. Put into DNS, with the name of your mail server:",
            example,
        )
    elif not exchanges:
        yield wrong(
            f"Mail to {asked.domain} arrives nowhere: it has no MX. Put into DNS, with the name of your mail server:",
            example,
        )
    elif len(lost) == len(exchanges):
        yield wrong(f"Mail to {asked.domain} arrives nowhere: {', '.join(lost)} has no address in DNS.")
    else:
        yield good(
            f"MX: mail to {asked.domain} goes to {', '.join(name for name in exchanges if name and name not in lost)}."
        )
        for name in lost:
            yield advice(
                f"The MX {name} of {asked.domain} has no address in DNS. Take it out, or give it one."
            )
    yield advice(
        f"See that somebody reads postmaster@{asked.domain} and abuse@{asked.domain}: receivers write there when something is wrong."
    )
