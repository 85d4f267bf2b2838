"""`regulars play`: a year at the simulated shop."""

import gc
import sys
from contextlib import nullcontext
from datetime import date, datetime, timedelta

import click
from django.conf import settings

from regulars.delivery.carriers.smtp import SmtpCarrier
from regulars.engine.shop import shop
from regulars.facts.digest import digest
from regulars.project.commands.setup import prepare
from regulars.project.commands.staff import admit
from regulars.project.demo_home import LOOPBACK, is_demo, taken
from regulars.town.careless import careless
from regulars.town.mailbox import Mailbox
from regulars.town.play import NIGHT, Play, Script
from regulars.town.rounds import Empty, rounds
from regulars.town.sink import listening


@click.command("play", short_help="Play days at the demo's simulated shop.")
@click.option("--customers", default=505, show_default=True, help="How many people shop there.")
@click.option("--days", default=365, show_default=True, help="How many days, up to today.")
@click.option("--seed", default=1, show_default=True, help="Equal seeds and days give equal facts.")
def command(customers: int, days: int, seed: int) -> None:
    """Play days at the simulated shop into a demo's empty folder, in virtual time, through the shop's front doors.

    Orders arrive as signed documents, Regulars thinks, decides and mails, and customers react to the mail they get. `regulars demo` does
    this and then opens the office.
    """
    home = settings.REGULARS_HOME
    if not is_demo(home):
        click.echo(f"regulars play: {home} is not the folder of a demo; `regulars demo` makes one", err=True)
        sys.exit(2)
    prepare()
    script = Script(seed=seed, customers=customers, days=days, ends_on=_last_day(settings.CLOCK.now()))
    mailbox = Mailbox(home / "mailbox")
    port = settings.SMTP.port
    gc.set_threshold(100_000, 50, 100)  # looking for garbage takes a twentieth of a play otherwise
    with nullcontext() if taken(port) else listening(mailbox, port), careless():
        play = Play(script, shop(), carrier=SmtpCarrier.configured(), mailbox=mailbox)
        with click.progressbar(length=days, label=f"Playing {days} days", width=40) as bar:
            played = play.run(lambda: bar.update(1))
        known = digest()
        play.morning(settings.CLOCK.now())
    click.echo(
        f"{played.customers:,} customers, {played.orders:,} orders, {played.mails:,} mails, {played.acts:,} reactions; facts {known[:16]}"
    )
    admit("demo")
    try:
        for name, rows in rounds(LOOPBACK):
            click.echo(f"  {name:<14}{rows:>5} rows")
    except Empty as empty:
        click.echo(f"regulars play: {empty}", err=True)
        sys.exit(1)


def _last_day(now: datetime) -> date:
    """Today, once the shop's night is over."""
    return shop().first.local_date(now - timedelta(hours=NIGHT.hour, minutes=NIGHT.minute + 1))
