"""`regulars work`"""

import signal
import sys
from types import FrameType

import click
from django.conf import settings

from regulars.delivery.carriers.chosen import NoCarrier, chosen
from regulars.engine import worker
from regulars.engine.shop import shop
from regulars.project.commands.setup import prepare


@click.command("work", short_help="Think, decide and send, until stopped.")
def command() -> None:
    """Turn what arrives into facts, think about whoever it concerns, send what was decided, and plan everybody's day once a day.

    Several workers may run, on one machine or many. A stop (Ctrl-C or SIGTERM) finishes the message under way.
    """
    prepare()
    try:
        carrier = chosen(settings.CLOCK)
    except NoCarrier as wrong:
        click.echo(f"regulars: {wrong}", err=True)
        sys.exit(2)
    stopping: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.run(shop(), settings.CLOCK, carrier, stop=lambda: bool(stopping))
    carrier.close()
