"""`regulars mailbox`: the local mail server of the demo."""

import sys

import click
from django.conf import settings

from regulars.town.mailbox import Mailbox
from regulars.town.sink import LOOPBACK, listening

EVER = 3600.0


@click.command()
@click.option(
    "--port", type=int, help="The port to listen on; by default the one that the shop's mail goes to."
)
def command(port: int | None) -> None:
    """Take in the shop's mail on this machine and keep it, until Ctrl-C.

    Listens on 127.0.0.1 only, keeps every mail in the folder `mailbox` of the shop's data folder (a Maildir), and sends nothing on.
    A shop uses it when [smtp] in its settings names host 127.0.0.1 and security none, as the demo's does.
    """
    mailbox = Mailbox(settings.REGULARS_HOME / "mailbox")
    at = port or settings.SMTP.port
    try:
        with listening(mailbox, at):
            click.echo(f"keeping mail from {LOOPBACK}:{at} in {mailbox.folder}")
            while True:
                settings.CLOCK.sleep(EVER)
    except OSError as taken:
        click.echo(f"regulars mailbox: cannot listen on {LOOPBACK}:{at}: {taken.strerror}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo()
