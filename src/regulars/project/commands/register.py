"""`regulars register`"""

import click

from regulars.engine.register import register
from regulars.engine.shop import shop


@click.command("register", short_help="Write the register of processing activities (GDPR Art. 30).")
def command() -> None:
    """Write what is processed, why, on which ground, who gets it and how long it is kept, as Markdown, from the code and this shop's settings."""
    click.echo(register(shop()), nl=False)
