"""`regulars dkim`: the keys mails are signed with."""

import sys
from typing import Any, NoReturn

import click
from django.conf import settings

from regulars.delivery.dkim_keys import KEPT, Keys, NotADomain, NotUsable, Selector, StillNew
from regulars.delivery.dkim_record import place, quoted, record
from regulars.delivery.domain.dns import Dns, NoAnswer
from regulars.delivery.domain.published import unpublished

SAYS = {"new": "does not sign yet", "signing": "signs", "retired": "has retired"}
domain_argument = click.argument("domain")
nameserver_option = click.option(
    "--nameserver", default="", metavar="ADDRESS", help="Ask this name server instead of the machine's own."
)
port_option = click.option("--port", default=53, show_default=True, help="The name server's port.")


class InSentences(click.Group):
    """Says in a sentence what cannot be done with a key, and fails."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (NotADomain, NotUsable, StillNew) as refused:
            _stop(str(refused))


@click.group("dkim", cls=InSentences, short_help="The keys mails are signed with, and what DNS says of them.")
def command() -> None:
    """Make, show and change the keys that the mails of a domain are signed with.

    A new pair of keys (RSA and Ed25519) does not sign until it is told to: `regulars dkim new`, put what it prints into DNS, then `regulars
    dkim use`. The keys they replace retire; leave their records in DNS until `regulars dkim remove` says that they can go.

    Private keys lie under dkim/ in the data folder and nowhere else. Back them up as you would a password.
    """


@command.command("new", short_help="Make a pair of keys.")
@domain_argument
def new(domain: str) -> None:
    """Make a new RSA and a new Ed25519 key for DOMAIN, and print what to put into DNS."""
    keys = Keys(settings.REGULARS_HOME, domain)
    made = keys.make(settings.CLOCK.now())
    click.echo("Put these into DNS:\n")
    for one in made:
        _print(keys, one)
    click.echo(f"Then: regulars dkim use {keys.domain}")


@command.command("show", short_help="Print the records for DNS.")
@domain_argument
def show(domain: str) -> None:
    """Print every key of DOMAIN with its record for DNS and whether it signs."""
    keys = Keys(settings.REGULARS_HOME, domain)
    selectors = keys.selectors()
    if not selectors:
        _stop(f"{keys.domain} has no keys yet: regulars dkim new {keys.domain}")
    for one in selectors:
        click.echo(f"{one.name} {SAYS[one.state]}, since {one.since:%Y-%m-%d %H:%M} UTC.")
        _print(keys, one)


@command.command("use", short_help="Let new keys sign once DNS knows them.")
@domain_argument
@click.option("--trust-me", is_flag=True, help="Do not look into DNS first: the records are there.")
@nameserver_option
@port_option
def use(domain: str, *, trust_me: bool, nameserver: str, port: int) -> None:
    """Look into DNS for the new keys of DOMAIN, and let those found there sign from now on instead of the ones before.

    Fails, and changes nothing about a key, when its record is not there or says something else.
    """
    keys = Keys(settings.REGULARS_HOME, domain)
    waiting = [one for one in keys.selectors() if one.state == "new"]
    if not waiting:
        _stop(f"{keys.domain} has no new keys: regulars dkim new {keys.domain}")
    problems = {} if trust_me else _problems(keys, waiting, nameserver, port)
    ready = [one.name for one in waiting if one.name not in problems]
    retired = keys.use(set(ready), settings.CLOCK.now())
    for name in ready:
        click.echo(f"{name} signs from now on.")
    for one in retired:
        click.echo(f"{one.name} has retired; leave its record in DNS until {one.since + KEPT:%Y-%m-%d}.")
    for name, problem in problems.items():
        click.echo(f"{name} does not sign yet: {problem}", err=True)
    sys.exit(1 if problems else 0)


@command.command("remove", short_help="Delete keys that retired long ago.")
@domain_argument
def remove(domain: str) -> None:
    """Delete the keys of DOMAIN that no mail still on its way can be signed with, and say which records can leave DNS."""
    keys = Keys(settings.REGULARS_HOME, domain)
    gone = keys.remove(settings.CLOCK.now())
    for one in gone:
        click.echo(f"{one.name} is deleted; {one.name}._domainkey.{keys.domain} can leave DNS.")
    if not gone:
        click.echo(f"No key of {keys.domain} retired {KEPT.days} days ago or earlier.")


def _problems(keys: Keys, waiting: list[Selector], nameserver: str, port: int) -> dict[str, str]:
    """What keeps each of them from signing."""
    try:
        dns = Dns(nameserver, port)
        found = {one.name: unpublished(keys.key(one.name), keys.domain, dns) for one in waiting}
    except NoAnswer as wrong:
        _stop(f"{wrong}; try again later, or with --trust-me if you have seen the records yourself")
    return {name: problem for name, problem in found.items() if problem}


def _print(keys: Keys, one: Selector) -> None:
    key = keys.key(one.name)
    click.echo(f"{place(key, keys.domain)}. TXT {quoted(record(key))}\n")


def _stop(why: str) -> NoReturn:
    click.echo(f"regulars dkim: {why}", err=True)
    sys.exit(1)
