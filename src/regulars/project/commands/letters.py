"""`regulars letters [print|again|returned|list]`"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

import click
from django.conf import settings

from regulars.delivery import batch as contract
from regulars.delivery import letters_back
from regulars.delivery.letter_files import files, folder
from regulars.delivery.models import LetterBatch
from regulars.delivery.restored import restored


@click.group("letters", short_help="Print the letters that wait, for the post.", invoke_without_command=True)
@click.option("--storefront", help="Print the letters of this storefront; without it of all, one batch each.")
@click.option(
    "--at-most", default=200, show_default=True, type=click.IntRange(1, 1000), help="Letters in a batch."
)
@click.pass_context
def command(context: click.Context, storefront: str | None, at_most: int) -> None:
    """Print the letters that are due: one PDF to print on both sides, and a list (CSV) of what is in it.

    A letter stands in one batch and no other. Whoever said no meanwhile is left out. Written are letters where a storefront has a
    `letter_cost`, and only to customers who allow letters and may not be sent mail.
    """
    if context.invoked_subcommand:
        return
    if storefront and storefront not in settings.STOREFRONTS:
        raise click.UsageError(
            f"There is no storefront “{storefront}”; there are {', '.join(settings.STOREFRONTS)}."
        )
    if restored():
        click.echo(
            "regulars: the database was restored; what was printed since is not known. `regulars resume` lets letters go",
            err=True,
        )
        sys.exit(1)
    press = _press()
    for made in press.recover(settings.CLOCK, folder(settings.REGULARS_HOME)):
        click.echo(f"Batch {made.number} was not finished last time. It is now: {made.pdf}")
    expired = contract.expire(settings.CLOCK.now())
    if expired:
        click.echo(f"{told(expired)} waited too long: not sent any more.")
    before = settings.CLOCK.now()
    printed = [_print(press, key, at_most) for key in ([storefront] if storefront else settings.STOREFRONTS)]
    if not any(printed):
        click.echo("No letter is due.")
    for reason in contract.unprintable(before):
        click.echo(f"regulars: one could not be printed: {reason}", err=True)


@command.command("again")
@click.argument("number", type=int)
def again(number: int) -> None:
    """Print batch NUMBER once more, the same letters; without those whose readers were erased since."""
    made = LetterBatch.objects.filter(number=number).first()
    if made is None:
        click.echo(f"regulars: there is no batch {number}; `regulars letters list` shows all", err=True)
        sys.exit(1)
    press = _press()
    with _progress(f"Batch {number}") as laid_out:
        anew = press.again(made, settings.CLOCK, folder(settings.REGULARS_HOME), told=laid_out)
    click.echo(f"{told(anew.letters)}: {anew.pdf}")


@command.command("returned")
@click.argument("codes", nargs=-1, required=True)
def returned(codes: tuple[str, ...]) -> None:
    """Letters came back by post: nothing more is sent to where they went. CODES stand at the foot of each letter."""
    known, unknown = letters_back.came_back(codes, settings.CLOCK)
    click.echo(f"Noted: {len(known)} came back.")
    for code in unknown:
        click.echo(f"regulars: no letter bears the code {code}", err=True)
    sys.exit(1 if unknown else 0)


@command.command("list")
def listed() -> None:
    """The batches that were printed, the newest first."""
    for each in LetterBatch.objects.order_by("-number"):
        pdf, _ = files(each.number, folder(settings.REGULARS_HOME))
        place = pdf if pdf.exists() else "not kept; print it again"
        click.echo(
            f"{each.number:>5}  {each.made_at:%Y-%m-%d %H:%M}  {told(each.letters.count()):>12}  {each.storefront}  {place}"
        )


def _print(press: ModuleType, storefront: str, at_most: int) -> bool:
    store = settings.STOREFRONTS[storefront]
    with _progress(f"Letters of {store.name}") as laid_out:
        made = press.make(store, settings.CLOCK, folder(settings.REGULARS_HOME), most=at_most, told=laid_out)
    if made is None:
        return False
    click.echo(f"Batch {made.number}, {told(made.letters)}: {made.pdf}")
    click.echo(f"The list for whoever folds and stamps: {made.manifest}")
    return True


def told(number: int) -> str:
    """`1 letter`, `12 letters`."""
    return "1 letter" if number == 1 else f"{number} letters"


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Shows how many letters of how many are laid out."""
    with click.progressbar(length=1, label=label, width=40) as bar:

        def laid_out(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(done - bar.pos)

        yield laid_out


def _press() -> ModuleType:
    """What prints, if it is installed."""
    try:
        from regulars.delivery import press  # noqa: PLC0415  it needs an extra; noting what came back does not
    except (ImportError, OSError) as missing:
        click.echo(
            f"regulars: letters need `pip install 'regulars[letter]'` and the library Pango ({missing})",
            err=True,
        )
        sys.exit(1)
    return press
