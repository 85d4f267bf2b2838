"""`regulars import`: history from files."""

import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
from django.conf import settings

from regulars.intake import csv_consents
from regulars.intake.cells import BadCell, Cells
from regulars.intake.csv_consents import Attested, import_consents
from regulars.intake.csv_file import NotReadable
from regulars.intake.csv_orders import Files, Imported, Wish, import_orders
from regulars.intake.csv_products import Stocktake, import_products
from regulars.kernel.money import UnknownCurrency
from regulars.kernel.money import currency as known_currency
from regulars.kernel.storefront import Storefront

ENCODINGS = ("utf-8", "cp1252", "iso-8859-1", "iso-8859-15")
FILE = click.Path(path_type=Path, dir_okay=False)
ABORTED, SOME_SET_ASIDE = 1, 3
SORTS = {
    "goods": "goods",
    "gift_card": "gift cards",
    "postage": "postage",
    "fee": "fees",
    "adjustment": "adjustments",
    "write_off": "write-offs",
}
BECAME = {
    "yes": "allow it, and show it",
    "unproven": "allow it, says the file, unproven",
    "no": "turned it down",
    "bounced": "are addresses that mail comes back from",
    "complained": "marked mail as spam",
    "nothing": "say neither yes nor no",
    "erased": "were erased since, and stay so",
}
storefront_option = click.option(
    "--storefront", metavar="KEY", help="Whose they are; without it the first storefront."
)
encoding_option = click.option(
    "--encoding",
    default="utf-8",
    show_default=True,
    type=click.Choice(ENCODINGS),
    help="How the file's letters are written.",
)
currency_option = click.option(
    "--currency",
    metavar="CODE",
    help="What amounts are in where the file does not say; without it the storefront's.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would be recorded, and record nothing."
)


@click.group("import", short_help="Record history from files: orders, products, permissions.")
def command() -> None:
    """Record what happened before Regulars was there, from files other systems export.

    Everything in one call is recorded, or nothing is. What is recorded already is left alone, so the same file can be imported twice.
    History makes nobody due for a message.

    Exit codes: 0 all rows are recorded (or were before); 1 the file cannot be imported and nothing was recorded; 3 some rows were set
    aside because they cannot be used.
    """


@command.command("orders", short_help="Orders, their lines and returns.")
@click.argument("files", nargs=-1, required=True, type=FILE)
@dry_run_option
@click.option(
    "--keep-duplicates",
    is_flag=True,
    help="Record rows that say exactly what another says, instead of setting them aside.",
)
@click.option(
    "--mapping",
    type=FILE,
    metavar="FILE.toml",
    help="Which column means what, for a table Regulars does not know.",
)
@storefront_option
@currency_option
@encoding_option
def orders(
    *,
    files: tuple[Path, ...],
    dry_run: bool,
    keep_duplicates: bool,
    mapping: Path | None,
    storefront: str | None,
    currency: str | None,
    encoding: str,
) -> None:
    """Record the orders in FILES: CSV with a line of column names, plain or gzip.

    Recognised by their columns are UCI Online Retail, Shopify's order export and the usual WooCommerce order exports. Any other table with
    one row a line of an order needs a mapping file:

    \b
        source = "till"                  # keeps this system's order numbers apart
        date_format = "%d.%m.%Y %H:%M"   # without it ISO 8601, as in 2025-03-01 14:05
        decimal = ","
        [columns]                        # our word = "your column"
        order = "Bon"
        placed = "Datum"
        item = "Artikel"
        quantity = "Menge"
        unit_price = "Preis"             # or line_total
        [sorts]                          # items that are no goods
        VERSAND = "postage"

    More words for columns: title, line_total, line_discount, line_tax, currency, customer, email, name, country, marketing, total,
    shipping, tax, discount, refunded, status, approved, on_truck, delivered, cancelled.

    A row that repeats another exactly, and a row with something in it that cannot be meant, is set aside with its line and the reason, in a
    file under set-aside in the data folder. Correct that file and import it: its last two columns are not read. An order with a bad row is
    set aside as a whole. An order that is recorded already is not changed; so decide about --keep-duplicates the first time.

    Times without a zone are the storefront's. Returns are matched to the latest earlier order of that customer with enough of the thing.
    """
    began = settings.CLOCK.now()
    try:
        store = _storefront(storefront)
        wish = Wish(
            storefront=store,
            currency=_currency(currency, store),
            mapping=mapping,
            encoding=encoding,
            keep_duplicates=keep_duplicates,
            dry_run=dry_run,
        )
        told = Files(files, encoding, mapping)
        with click.progressbar(
            length=told.size, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            done = import_orders(told, wish, settings.REGULARS_HOME, settings.CLOCK, bar.update)
    except NotReadable as wrong:
        _abort(wrong)
    for line in summary(done, wish, named=currency is not None, seconds=_seconds(began)):
        click.echo(line)
    sys.exit(SOME_SET_ASIDE if done.aside.others else 0)


@command.command("products", short_help="What is on sale: titles, prices, costs, stock.")
@click.argument("file", type=FILE)
@dry_run_option
@storefront_option
@currency_option
@encoding_option
def products(
    *, file: Path, dry_run: bool, storefront: str | None, currency: str | None, encoding: str
) -> None:
    """Record what is on sale from FILE: CSV with a line of column names, plain or gzip, one row a variant.

    The column sku is needed; product, title, maker, category, size, colour, price, cost, stock and currency are read where they are there.
    Only what has changed since it was last recorded becomes a fact, from now on. An empty cell says nothing.
    """
    try:
        store = _storefront(storefront)
        done = import_products(
            file,
            store,
            _currency(currency, store),
            settings.CLOCK,
            settings.REGULARS_HOME,
            encoding=encoding,
            dry_run=dry_run,
        )
    except NotReadable as wrong:
        _abort(wrong)
    for line in stocktake(done, dry_run=dry_run):
        click.echo(line)
    sys.exit(SOME_SET_ASIDE if done.aside.others else 0)


@command.command("consents", short_help="Who allowed what, and who turned it down.")
@click.argument("file", type=FILE)
@dry_run_option
@click.option(
    "--mapping",
    type=FILE,
    metavar="FILE.toml",
    help="Which column means what, for a table Regulars does not know.",
)
@click.option(
    "--words",
    type=FILE,
    metavar="FILE.txt",
    help="The exact words that were agreed to, where no column has them.",
)
@click.option("--words-version", default="", metavar="TEXT", help="Which version of them that was.")
@click.option(
    "--form", default="", metavar="TEXT", help="Where they were agreed to, where no column says it."
)
@click.option("--given", metavar="DATE", help="When at the latest, where no column says it.")
@click.option(
    "--confirmed", is_flag=True, help="Every mailbox confirmed its yes by a link, though no column says when."
)
@click.option(
    "--attested-by",
    default="",
    metavar="NAME",
    help="Who of the shop vouches for what is said by these options.",
)
@storefront_option
@encoding_option
def consents(
    *, file: Path, dry_run: bool, mapping: Path | None, words: Path | None, words_version: str, form: str, given: str | None, confirmed: bool,
    attested_by: str, storefront: str | None, encoding: str,
) -> None:  # fmt: skip
    """Record from FILE who allowed advertising, and who turned it down: CSV with a line of column names, plain or gzip.

    Recognised by their columns are Mailchimp's lists of subscribed, unsubscribed and cleaned contacts, Shopify's export of customers, listmonk's
    export of subscribers, and any table with the columns email and status. More columns are read where they are there: number, name, country,
    purpose, channel, at, no_at, confirmed, form, page, text, text_version, language, ip, user_agent. Any other table needs a mapping file:

    \b
        source = "old-shop"              # keeps this system's records apart
        every = "no"                     # what each row means, if no column says it
        [columns]                        # our word = "your column"
        email = "Adresse"
        status = "Werbung"
        at = "Datum"
        [statuses]                       # what else a status may say
        "ja bitte" = "yes"               # or no, bounced, complained, nothing

    A yes counts when it is shown when, where and in which words it was given, and that its mailbox confirmed it where the law asks for that. One
    that does not show all this is kept, marked as unproven, and not used, until the customer says yes again, or you import the file once more
    and say the rest: --words, --form, --given, --confirmed, and --attested-by, who vouches for it. Every no counts, and no imported yes
    undoes one.
    """
    try:
        store = _storefront(storefront)
        attested = _attested(store, words, words_version, form, given, by=attested_by, confirmed=confirmed)
        wish = csv_consents.Wish(
            storefront=store, encoding=encoding, mapping=mapping, attested=attested, dry_run=dry_run
        )
        size = file.stat().st_size if file.exists() else 0
        with click.progressbar(
            length=size, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            done = import_consents(file, wish, settings.REGULARS_HOME, settings.CLOCK, bar.update)
    except NotReadable as wrong:
        _abort(wrong)
    for line in permitted(done, dry_run=dry_run):
        click.echo(line)
    sys.exit(SOME_SET_ASIDE if done.aside.others else 0)


def _attested(
    store: Storefront,
    words: Path | None,
    version: str,
    form: str,
    given: str | None,
    *,
    by: str,
    confirmed: bool,
) -> Attested:
    """What the options vouch for. Raises NotReadable."""
    if (words or form or given or confirmed) and not by:
        raise NotReadable(
            "whoever says --words, --form, --given or --confirmed vouches for it: name them by --attested-by"
        )
    try:
        text = words.read_text(encoding="utf-8").strip() if words else ""
        when = Cells(store, settings.CLOCK.now()).moment[given] if given else None
    except (OSError, UnicodeDecodeError) as wrong:
        raise NotReadable(f"{words} cannot be read: {wrong}") from wrong
    except BadCell as wrong:
        raise NotReadable(f"--given {wrong}") from wrong
    if words and not text:
        raise NotReadable(f"{words.name} is empty: it must hold the words that were agreed to")
    return Attested(words=text, version=version, form=form, given=when, confirmed=confirmed, by=by)


def permitted(done: csv_consents.Imported, *, dry_run: bool) -> list[str]:
    """What an import of permissions did: what became of every row."""
    name = f"{done.name[0].upper()}{done.name[1:]}"
    lines = [f"{name}: {_many(done.rows, 'row')}.", ""]
    lines += [
        f"  {done.became[became]:>9,}  {says}" for became, says in BECAME.items() if done.became[became]
    ]
    lines += [f"    {number:>9,}  do not show {what}" for what, number in done.lacks.items()]
    if done.aside.others:
        lines.append(f"  {done.aside.others:>9,}  set aside, since they cannot be used")
    lines += [
        "",
        f"Facts: {done.new:,} new, {done.known:,} known before."
        + (" Nothing was recorded: this was a dry run." if dry_run else ""),
    ]
    if done.became["unproven"]:
        lines.append(
            "Unproven ones get no advertising. If you know the rest, import the file once more with --words, --form and --attested-by."
        )
    lines += [f"Rows set aside are kept in {path}." for path in done.kept_in]
    if done.aside.others:
        lines.append(f"The first that cannot be used: {done.aside.first_bad()}.")
    return lines


def summary(done: Imported, wish: Wish, *, named: bool, seconds: float) -> list[str]:
    """What an import did, in a dozen calm lines."""
    tally, aside = done.tally, done.aside
    read = f"{done.layout.name[0].upper()}{done.layout.name[1:]}: {_many(done.rows, 'row')} in {seconds:.1f} s, {done.rows / max(seconds, 0.001):,.0f} rows/s."
    verb = "would be recorded" if wish.dry_run else "recorded"
    money = f"Amounts without a currency of their own are in {wish.currency} ({'--currency' if named else 'the storefront’s'})."
    lines = [read, money, "", f"  {done.recorded:>9,}  rows {verb} or known before"]
    lines += [f"    {tally.sorts[sort]:>9,}  {says}" for sort, says in SORTS.items() if tally.sorts[sort]]
    if returns := tally.matches.total():
        known = f", known before {tally.matches['known']:,}" if tally.matches["known"] else ""
        matched = ", ".join(
            f"{match} {tally.matches[match]:,}" for match in ("matched", "ambiguous", "unmatched")
        )
        lines.append(f"    {returns:>9,}  returned or cancelled ({matched}{known})")
    lines.append(f"    {tally.unnamed:>9,}  of these rows name no customer")
    lines.append(f"  {len(aside.rows):>9,}  rows set aside")
    lines.append(
        f"    {aside.duplicates:>9,}  say exactly what another says (--keep-duplicates records them)"
    )
    lines.append(f"    {aside.others:>9,}  cannot be used")
    entries = (
        f" and {_many(tally.entries, 'entry', 'entries')} of bookkeeping without a buyer"
        if tally.entries
        else ""
    )
    lines += ["", f"{_many(tally.orders, 'order')} of {_many(tally.customers, 'customer')}{entries}."]
    lines.append(
        f"Facts: {tally.new:,} new, {tally.known:,} known before."
        + (" Nothing was recorded: this was a dry run." if wish.dry_run else "")
    )
    lines += [f"Rows set aside are kept in {path}." for path in done.kept_in]
    if aside.others:
        lines.append(f"The first that cannot be used: {aside.first_bad()}.")
    return lines


def stocktake(done: Stocktake, *, dry_run: bool) -> list[str]:
    """What an import of products did."""
    lines = [
        f"{_many(done.rows, 'row')}: {done.rows - len(done.aside.rows):,} read, {len(done.aside.rows):,} set aside."
    ]
    changed = ", ".join(f"{says} {done.new[kind]:,}" for kind, says in done.SAYS.items())
    lines.append(f"New facts: {changed}." + (" Nothing was recorded: this was a dry run." if dry_run else ""))
    lines += [f"Rows set aside are kept in {path}." for path in done.kept_in]
    if done.aside.others:
        lines.append(f"The first that cannot be used: {done.aside.first_bad()}.")
    return lines


def _storefront(key: str | None) -> Storefront:
    stores = settings.STOREFRONTS
    if key is not None and key not in stores:
        raise NotReadable(f"there is no storefront “{key}”; there is {', '.join(stores)}")
    found: Storefront = stores[key] if key else next(iter(stores.values()))
    return found


def _currency(said: str | None, store: Storefront) -> str:
    try:
        return known_currency(said or store.currency)
    except UnknownCurrency as wrong:
        raise NotReadable(str(wrong)) from wrong


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _seconds(began: datetime) -> float:
    return float((settings.CLOCK.now() - began).total_seconds())


def _abort(wrong: NotReadable) -> NoReturn:
    click.echo(f"regulars: {wrong}. Nothing was recorded.", err=True)
    sys.exit(ABORTED)
