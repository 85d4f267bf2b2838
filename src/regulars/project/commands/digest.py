"""`regulars digest`"""

import click

from regulars.facts.digest import digest


@click.command("digest", short_help="One hash over all facts.")
def command() -> None:
    """Print a hash over all facts, without the numbers and times of recording: equal for shops to which the same things happened."""
    click.echo(digest())
