"""`regulars doctor`"""

import sys
from collections.abc import Iterator

import click
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from regulars.arbiter.policy import NotAPolicy
from regulars.delivery.carriers.smtp import NoServer, SmtpCarrier
from regulars.engine.shop import shop
from regulars.facts.kinds import VariantCosted
from regulars.facts.models import facts_of


@click.command("doctor", short_help="Say what is missing, and how to set it.")
def command() -> None:
    """Look at the shop's settings and say what is missing and how to set it. Fails when something that is needed is missing."""
    needed = list(missing())
    for sentence in needed:
        click.echo(f"✗ {sentence}")
    for sentence in advice():
        click.echo(f"· {sentence}")
    click.echo("Something is missing." if needed else "✓ Nothing that is needed is missing.")
    sys.exit(1 if needed else 0)


def missing() -> Iterator[str]:
    """What Regulars cannot send without."""
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
        SmtpCarrier.configured()
    except NoServer as wrong:
        yield f"{str(wrong)[0].upper()}{str(wrong)[1:]}."
    yield from _unusable()


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


def advice() -> Iterator[str]:
    """What it would do better with."""
    for store in settings.STOREFRONTS.values():
        if not store.site:
            yield f'{store.name}: buttons in mails have nowhere to lead. Write site = "https://shop.example" under [shop].'
        if store.url.startswith("http://"):
            yield f'{store.name}: links in mails lead to {store.url}. Write url = "https://…" under [shop] once a TLS proxy stands before it.'
    try:
        if not facts_of(VariantCosted).exists():
            yield f"No costs are known, so margins are taken as {settings.POLICY.get('margin_rate', 0.35):.0%}: `regulars import products FILE`."
    except DatabaseError:
        return
