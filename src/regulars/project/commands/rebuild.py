"""`regulars rebuild`"""

import sys

import click
from django.conf import settings

from regulars.engine.rebuild import differences, rebuild
from regulars.engine.shop import shop


@click.command("rebuild", short_help="Recompute what is kept beside the facts.")
@click.option("--check", is_flag=True, help="Change nothing; say what differs, and fail if anything does.")
def command(*, check: bool) -> None:
    """Write the projections (who may be written to) and the lake anew from the facts; or check that they are what the facts add up to."""
    if not check:
        click.echo(f"Rebuilt: {rebuild(shop())} standings, and the lake.")
        return
    found = list(differences(shop(), settings.CLOCK))
    for difference in found:
        click.echo(difference, err=True)
    click.echo("Everything is as the facts say." if not found else f"{len(found)} differences.")
    sys.exit(1 if found else 0)
