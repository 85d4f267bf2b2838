"""DKIM: whether mails are signed, and whether DNS lets receivers verify it."""

from collections.abc import Iterator

from regulars.delivery.dkim import Key
from regulars.delivery.dkim_keys import KEPT, Keys, NotUsable, Selector
from regulars.delivery.dkim_record import place, record
from regulars.delivery.domain.finding import Asked, Finding, advice, good, txt, wrong
from regulars.delivery.domain.published import unpublished


def signing(asked: Asked) -> Iterator[Finding]:
    """The keys of the domain that sign, are to sign, or signed lately, each against its record."""
    keys = Keys(asked.home, asked.domain)
    selectors: list[Selector] = []
    try:
        selectors += (
            one for one in keys.selectors() if one.state != "retired" or asked.as_of - one.since < KEPT
        )
        for one in selectors:
            yield from _examined(asked, one, keys.key(one.name))
    except NotUsable as refused:
        yield wrong(f"{refused}.")
        return
    if not any(one.state == "signing" and one.algorithm == "rsa" for one in selectors):
        yield wrong(f"Mails from {asked.domain} are not signed (DKIM). {_next(asked.domain, selectors)}")


def _examined(asked: Asked, one: Selector, key: Key) -> Iterator[Finding]:
    problem = unpublished(key, asked.domain, asked.dns)
    right = txt(place(key, asked.domain), record(key))
    if problem is None:
        if one.state == "signing":
            yield good(f"DKIM: {one.name} signs, and its record is right.")
    elif one.state == "retired":
        yield advice(
            f"{problem} It signed until {one.since:%Y-%m-%d}, and mail from then may still be on its way. Put back:",
            right,
        )
    elif one.state == "new":
        yield advice(f"{problem} The key waits for it. Put into DNS:", right)
    elif one.algorithm == "rsa":
        yield wrong(f"{problem} Put into DNS:", right)
    else:
        yield advice(
            f"{problem} Receivers that know Ed25519 see a bad signature beside the good one. Put into DNS:",
            right,
        )


def _next(domain: str, selectors: list[Selector]) -> str:
    if any(one.state == "new" for one in selectors):
        return f"There are keys for it: once their records are in DNS, `regulars dkim use {domain}` lets them sign."
    return f"`regulars dkim new {domain}` makes keys and prints what to put into DNS."
