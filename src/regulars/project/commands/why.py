"""`regulars why CUSTOMER`"""

import sys
from datetime import datetime

import click
from django.conf import settings

from regulars.engine.models import Plan
from regulars.engine.shop import shop
from regulars.engine.why import Told, told
from regulars.facts import identity
from regulars.kernel.address import NotAnAddress, canonical
from regulars.kernel.money import show

MARK = {"send": "sent", "refused": "not sent", "silent": "nothing to send"}


@click.command("why", short_help="Why a customer got a message, or none.")
@click.argument("customer")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to look at; without it the last planned day and what came since.",
)
@click.option("--plan", metavar="ID", help="One plan, such as a dry run's.")
@click.option(
    "--language",
    default="en",
    show_default=True,
    type=click.Choice(["en", "de"]),
    help="The language of the sentences.",
)
def command(customer: str, on: datetime | None, plan: str | None, language: str) -> None:
    """Say in one sentence each why CUSTOMER got a message or did not: every verdict of the day, winners and losers.

    CUSTOMER is the shop's number for them, their e-mail address, or our number.
    """
    customer_id = known(customer)
    if customer_id is None:
        click.echo(f"regulars: nobody is known as “{customer}”", err=True)
        sys.exit(1)
    try:
        verdicts = told(shop(), customer_id, on=on.date() if on else None, plan=plan, language=language)
    except Plan.DoesNotExist:
        click.echo(f"regulars: there is no plan “{plan}”", err=True)
        sys.exit(1)
    if not verdicts:
        click.echo("Nothing was decided: no plan was made that day.")
    for verdict in verdicts:
        click.echo(line(verdict, language))


def line(verdict: Told, language: str) -> str:
    """A verdict as the terminal shows it."""
    when = f"{verdict.at:%Y-%m-%d %H:%M} UTC" if verdict.at else ""
    about = f" ({verdict.about})" if verdict.about else ""
    became = "would be sent" if (verdict.kind, verdict.verdict) == ("dry", "send") else MARK[verdict.verdict]
    text = f"{when}  {verdict.title}{about}: {became}. {verdict.sentence}"
    if verdict.because:
        text += f"\n    It was proposed because: {verdict.because}"
    if verdict.worth_minor is not None and verdict.verdict != "silent":
        text += f"\n    Worth {worth(verdict.worth_minor, verdict.currency, language)} to the shop, after the harm it might do."
    return text


def worth(minor: float, currency: str, language: str) -> str:
    """A worth in money, to the cent or penny."""
    return show(round(minor), currency, language) if round(minor) else "about nothing"


def known(name: str) -> int | None:
    """The customer the shop, an address or we ourselves call by this name."""
    for storefront in settings.STOREFRONTS:
        for kind, spelled in (("shop", name), ("mailbox", _address(name))):
            found = identity.find(storefront, kind, spelled) if spelled else None
            if found is not None:
                return found
    return identity.existing(int(name)) if name.isdecimal() else None


def _address(name: str) -> str:
    try:
        return canonical(name)
    except NotAnAddress:
        return ""
