"""`regulars erase CUSTOMER`"""

import sys

import click
from django.conf import settings

from regulars.engine.erase import erase
from regulars.engine.shop import shop
from regulars.project.commands.why import known


@click.command("erase", short_help="Erase a person; totals stay.")
@click.argument("customer")
@click.confirmation_option(prompt="This cannot be undone. Erase them?")
def command(customer: str) -> None:
    """Erase CUSTOMER: names, addresses, messages and raw deliveries go; sums and counts stay, and the address is never written to again.

    CUSTOMER is the shop's number for them, their e-mail address, or our number.
    """
    customer_id = known(customer)
    if customer_id is None:
        click.echo(f"regulars: nobody is known as “{customer}”", err=True)
        sys.exit(1)
    click.echo(f"Erased; {erase(shop(), customer_id, settings.CLOCK)} places were emptied.")
