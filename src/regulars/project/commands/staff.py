"""`regulars staff NAME`"""

import click
from django.conf import settings
from django.contrib.auth import get_user_model


@click.command("staff", short_help="Let somebody into the office.")
@click.argument("name")
@click.option("--password", help="Their password; without it a random one is made and printed once.")
def command(name: str, password: str | None) -> None:
    """Let NAME sign in to the office, or give them a new password."""
    click.echo(f"{name} can sign in with the password {admit(name, password)}")


def admit(name: str, password: str | None = None) -> str:
    """Make or renew a member of staff; returns the password."""
    chosen = password or settings.CLOCK.token()[:16]
    user, _ = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})
    user.is_staff = True
    user.set_password(chosen)
    user.save()
    return chosen
