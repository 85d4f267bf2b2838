"""`regulars resume`"""

import click
from django.conf import settings

from regulars.delivery import restored


@click.command("resume", short_help="Let mail go out again after a restore.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(*, yes: bool) -> None:
    """After the database came out of a backup, or was copied, nothing is sent, since nobody knows what was sent meanwhile. This ends that.

    Offers and reminders that still wait are cancelled, since they may have been sent before; the next day decides anew. Receipts and other
    service mail that wait are sent.
    """
    if not restored.restored():
        click.echo("Nothing is held back: this is the database that mail goes out from.")
        return
    if not yes:
        click.confirm(
            "The database was restored or copied. If its original still runs, both would send. Send from here?",
            abort=True,
        )
    cancelled = restored.confirm(settings.CLOCK.now())
    click.echo(
        f"Mail goes out again. {cancelled} waiting offers were cancelled, since they may have been sent before."
    )
