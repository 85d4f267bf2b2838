"""`regulars proof CUSTOMER|MESSAGE`"""

import json
import sys
from contextlib import suppress
from pathlib import Path

import click
from django.conf import settings

from regulars.delivery.models import Outbox
from regulars.engine import proof
from regulars.engine.shop import shop
from regulars.project.commands.why import known


@click.command("proof", short_help="Prove what a person allowed, or what allowed a message.")
@click.argument("about", required=False)
@click.option(
    "--verify", is_flag=True, help="Check the whole consent log, and fail if anything in it was changed."
)
@click.option(
    "--to",
    "folder",
    default=".",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the files.",
)
@click.option(
    "--language",
    default="en",
    show_default=True,
    type=click.Choice(["en", "de"]),
    help="The language of the page.",
)
def command(about: str | None, *, verify: bool, folder: Path, language: str) -> None:
    """Write who allowed what, when and how, with the exact text they were shown, as one page (PDF) and for machines (JSON).

    ABOUT is a customer (the shop's number for them, their address, or our number) or the number of a message.
    """
    if not about and not verify:
        raise click.UsageError("Whose? Name a customer or a message, or ask to --verify.")
    if about:
        _write(_proof(about), folder, language)
    broken = proof.verified() if verify else []
    for name in broken:
        click.echo(f"regulars: {name} is not what was recorded", err=True)
    if verify and not broken:
        click.echo("The consent log is what was recorded, from the first link to the last.")
    sys.exit(1 if broken else 0)


def _proof(about: str) -> proof.Proof:
    with suppress(Outbox.DoesNotExist):
        try:
            return proof.of_message(about, settings.CLOCK)
        except proof.NothingToProve as nothing:
            click.echo(f"regulars: {nothing}", err=True)
            sys.exit(1)
    customer_id = known(about)
    if customer_id is None:
        click.echo(f"regulars: there is no message and no customer “{about}”", err=True)
        sys.exit(1)
    return proof.of_customer(customer_id, settings.CLOCK)


def _write(made: proof.Proof, folder: Path, language: str) -> None:
    name = f"proof-{made.message['intent'] if made.message else made.customer_id}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(
        json.dumps(made.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    click.echo(f"Wrote {folder / name}.json")
    try:
        from regulars.engine.proof_page import pdf  # noqa: PLC0415  the page needs an extra; the rest does not
    except (ImportError, OSError):
        click.echo(
            "regulars: no PDF; it needs `pip install 'regulars[letter]'` and the library Pango", err=True
        )
        return
    (folder / f"{name}.pdf").write_bytes(pdf(made, language, shop().first.name))
    click.echo(f"Wrote {folder / name}.pdf")
