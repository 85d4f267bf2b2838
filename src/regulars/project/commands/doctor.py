"""`regulars doctor`"""

import sys
from collections.abc import Iterator
from importlib import import_module
from ipaddress import ip_address

import click
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from regulars.arbiter.policy import NotAPolicy
from regulars.delivery import warm_up
from regulars.delivery.answers import ANSWERS
from regulars.delivery.carriers.chosen import NoCarrier, chosen
from regulars.delivery.dkim_keys import spelled
from regulars.delivery.domain.check import findings, may_send
from regulars.delivery.domain.dns import Dns, NoAnswer
from regulars.delivery.domain.finding import Asked, Relay
from regulars.delivery.letter_words import letter_words_of
from regulars.delivery.lint import linted
from regulars.delivery.restored import restored
from regulars.delivery.words import NoWords
from regulars.engine.shop import shop
from regulars.facts.kinds import VariantCosted
from regulars.facts.models import facts_of
from regulars.intake.mail_event import teller
from regulars.kernel.language import SHIPPED
from regulars.programs.registry import programs
from regulars.project.commands.dkim import nameserver_option, port_option

MARKS = {"good": "✓", "advice": "·", "wrong": "✗"}


@click.command("doctor", short_help="Say what is missing, and how to set it.")
@click.option("--domain", help="Look at this sender domain in DNS instead of at the settings.")
@click.option(
    "--address",
    "addresses",
    multiple=True,
    metavar="IP",
    help="An address mail leaves from; without it the mail server's own. Can be repeated.",
)
@nameserver_option
@port_option
def command(domain: str | None, addresses: tuple[str, ...], nameserver: str, port: int) -> None:
    """Look at the shop's settings and say what is missing and how to set it. Fails when something that is needed is missing.

    With --domain, look at a domain that mail comes from: SPF, DKIM, DMARC, where mail to it goes, reverse DNS and the mail server's
    certificate. Says what is wrong and what to put into DNS, and fails when no bulk mail should be sent from it yet.
    """
    if domain is not None:
        sys.exit(_examined(domain, addresses, nameserver, port))
    needed = list(missing())
    for sentence in needed:
        click.echo(f"✗ {sentence}")
    for sentence in advice():
        click.echo(f"· {sentence}")
    click.echo("Something is missing." if needed else "✓ Nothing that is needed is missing.")
    sys.exit(1 if needed else 0)


def _examined(domain: str, addresses: tuple[str, ...], nameserver: str, port: int) -> int:
    """Print what was found out about a domain; returns the exit code."""
    first, *spares = [
        Relay(each.host, each.port, each.security, settings.SERVICE.name) for each in settings.RELAYS
    ]
    try:
        asked = Asked(
            domain=spelled(domain),
            home=settings.REGULARS_HOME,
            dns=Dns(nameserver, port),
            relay=first,
            spares=tuple(spares),
            as_of=settings.CLOCK.now(),
            addresses=tuple(str(ip_address(one)) for one in addresses),
        )
    except (ValueError, NoAnswer) as wrong:  # neither a domain nor an address, or no name server
        click.echo(f"regulars doctor: {wrong}", err=True)
        return 2
    found = list(findings(asked))
    for one in found:
        click.echo(f"{MARKS[one.weight]} {one.says}")
        for record in one.records:
            click.echo(f"    {record}")
    ready = may_send(found)
    if ready:
        click.echo(f"· {warm_up.told()}")
        if settings.WARM_UP is None:
            click.echo(
                "· Regulars keeps to this plan: write the day you begin under [warm_up] in regulars.toml, since = 2026-11-30."
            )
    click.echo(
        f"✓ {asked.domain} is ready for bulk mail."
        if ready
        else f"Do not send bulk mail from {asked.domain} yet."
    )
    return 0 if ready else 1


def _was_restored() -> bool:
    try:
        return restored()
    except DatabaseError:
        return False


def missing() -> Iterator[str]:
    """What Regulars cannot send without."""
    if _was_restored():
        yield "The database was restored or copied since mail went out from it, so nothing is sent. If this is the right one: `regulars resume`."
    where = settings.REGULARS_HOME / "regulars.toml"
    if not where.exists():
        yield f"There is no settings file: `regulars setup` makes {where}."
    for store in settings.STOREFRONTS.values():
        for name, example in (
            ("sender", "hello@shop.example"),
            ("postal_address", "1 Market Street, 10115 Berlin"),
        ):
            if not getattr(store, name):
                yield f'{store.name} has no {name.replace("_", " ")}: write {name} = "{example}" under [shop] in regulars.toml.'
    try:
        chosen(settings.CLOCK).close()
    except NoCarrier as wrong:
        yield f"{str(wrong)[0].upper()}{str(wrong)[1:]}."
    yield from _unprintable()
    yield from _unusable()
    yield from _said_of_words("wrong")


def _unprintable() -> Iterator[str]:
    """What is missing to print letters, where the shop writes any; and letters that cannot be read."""
    if not any(store.letter_cost for store in settings.STOREFRONTS.values()):
        return
    try:
        import_module("regulars.delivery.press")
    except (ImportError, OSError) as absent:
        yield f"Letters cannot be printed ({absent}): they need `pip install 'regulars[letter]'` and the library Pango."
    found = programs(settings.REGULARS_HOME / "programs").items()
    for key in (key for key, loaded in found if loaded.program and loaded.program.by_post):
        for language in SHIPPED:
            try:
                letter_words_of(key, language)
            except NoWords as wrong:
                yield f"{key}, letter in “{language}”: {wrong}."


def _unusable() -> Iterator[str]:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "The database is not up to date: run `regulars setup`."
    except DatabaseError as wrong:
        yield f"The database cannot be used: {wrong}. See [database] in regulars.toml."
    try:
        for loaded in shop().programs().values():
            if loaded.error:
                yield f"The program “{loaded.key}” cannot be used: {loaded.error}."
    except NotAPolicy as wrong:
        yield str(wrong)


def _said_of_words(weight: str) -> Iterator[str]:
    found = programs(settings.REGULARS_HOME / "programs").items()
    for key in (*(key for key, loaded in found if loaded.error is None), *ANSWERS):
        for language in SHIPPED:
            for remark in linted(key, language):
                if remark.weight == weight:
                    yield f"{key}, words in “{language}”: {remark.says}."


def _told_by_service() -> Iterator[str]:
    """What the mail service has to be told, so that it tells us."""
    account = settings.SERVICE
    if not account.name:
        return
    service = teller(account.name)
    where = service.address(next(iter(settings.STOREFRONTS.values())).url, account.name)
    if not getattr(account, service.proof):
        yield (
            f"What becomes of mails is not heard: write {service.proof} under [service], and let {account.name} post its events to {where}."
        )
    else:
        yield f"{account.name} tells what becomes of mails if it posts its events to {where}."


def advice() -> Iterator[str]:
    """What it would do better with."""
    for store in settings.STOREFRONTS.values():
        if store.sender:
            domain = store.sender.rpartition("@")[2]
            yield f"{store.name}: `regulars doctor --domain {domain}` says whether DNS is ready for mail from {store.sender}."
        if store.sender and not settings.SERVICE.name and not (store.bounces and settings.MAILBOX.host):
            yield f'{store.name}: bounces are not read. Write bounces = "bounces@shop.example" under [shop], and under [mailbox] where it is read.'
        if not store.site:
            yield f'{store.name}: buttons in mails have nowhere to lead. Write site = "https://shop.example" under [shop].'
        if store.url.startswith("http://"):
            yield f'{store.name}: links in mails lead to {store.url}. Write url = "https://…" under [shop] once a TLS proxy stands before it.'
    yield from _told_by_service()
    yield from _said_of_words("advice")
    try:
        if not facts_of(VariantCosted).exists():
            yield f"No costs are known, so margins are taken as {settings.POLICY.get('margin_rate', 0.35):.0%}: `regulars import products FILE`."
    except DatabaseError:
        return
