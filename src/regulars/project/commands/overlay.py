"""`regulars overlay`: assume what an imported file does not say."""

import click
from django.conf import settings

from regulars.kernel.clock import PlayedClock
from regulars.town.overlay import overlay


@click.command()
@click.option("--seed", default=1, show_default=True, help="Equal seeds assume the same about the same shop.")
def command(seed: int) -> None:
    """Assume what a shop imported from a file does not say, to try plans on it.

    Customers without an address get one at example.test; four in five of them a soft opt-in dated at one of their purchases, and one in
    twenty of these withdraws later; everything ever sold costs 55 % of its price. Each such fact has the source “assumption”. What the
    shop knows itself stays as it is. Nothing is ever delivered to example.test.
    """
    now = settings.CLOCK.now()
    done = overlay(PlayedClock(now, seed), now)
    click.echo(f"assumed {done.mailboxes:,} addresses, {done.costs:,} costs, {done.permissions:,} soft opt-ins, "
               f"{done.withdrawals:,} of them withdrawn later (source “assumption”)")  # fmt: skip
