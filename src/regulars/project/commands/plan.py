"""`regulars plan`"""

from datetime import UTC, datetime, timedelta

import click
from django.conf import settings

from regulars.arbiter.gates import SENTENCES
from regulars.engine.day import rehearse
from regulars.engine.shop import shop

INSTANT = timedelta(microseconds=1)


@click.command("plan", short_help="Rehearse a day's plan; nobody hears of it.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to plan for; without it, now.")
def command(on: datetime | None) -> None:
    """Work out whom every program would write to, and who would be refused for which reason, as of the end of a day.

    The plan is kept apart under an id of its own; `regulars why --plan ID CUSTOMER` reads it.
    """
    run_for = shop()
    midnight = run_for.first.localise(on + timedelta(days=1)) if on else None
    as_of = midnight - INSTANT if midnight else settings.CLOCK.now()  # midnight itself is another day already
    began = settings.CLOCK.now()
    plan = rehearse(run_for, settings.CLOCK, as_of)
    seconds = (settings.CLOCK.now() - began).total_seconds()
    click.echo(f"Plan {plan.id}, as of {as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC, in {seconds:.1f} s")
    for key in run_for.programs():
        counts = plan.counts.get(key, {})
        proposed = sum(counts.values())
        click.echo(
            f"  {key}: {proposed} proposed, {counts.get('sent', 0)} to be sent"
            if proposed
            else f"  {key}: nothing to propose"
        )
        for reason, number in sorted(counts.items(), key=lambda each: -each[1]):
            if reason != "sent":
                click.echo(f"      {number:>7} refused: {reason} — “{SENTENCES[reason]['en']}”")
        if key in plan.errors:
            click.echo(f"      cannot be used: {plan.errors[key]}")
