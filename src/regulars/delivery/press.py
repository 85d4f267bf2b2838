"""Prints letters: each put into words and laid out, then all of a batch in one PDF, with a list for whoever folds and stamps.

Needs the extra `letter`.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path

import segno
from django.conf import settings
from liquid.exceptions import LiquidError
from weasyprint import Document

from regulars.delivery import batch as contract
from regulars.delivery import letter_address
from regulars.delivery.batch import Promise
from regulars.delivery.held import Held
from regulars.delivery.letter_files import files, write
from regulars.delivery.letter_form import form_in
from regulars.delivery.letter_said import code_shown, no_letters, paragraphs, said, words_kept
from regulars.delivery.letter_words import LetterSaid, LetterWords, letter_words_of
from regulars.delivery.letters import NotPrintable, PaperLetter, bound, laid_out
from regulars.delivery.models import LetterBatch
from regulars.delivery.render import keep
from regulars.delivery.words import NoWords
from regulars.facts.postal import written_of
from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront

AT_ONCE = 200
UNMISTAKABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10  # 49 bits: nobody guesses one

Told = Callable[[int, int], None]
"""Is told how many letters of how many are laid out."""


Laid = tuple[PaperLetter, Document]


@dataclass(frozen=True)
class Made:
    """A batch that was printed, its files, and how many letters it holds."""

    number: int
    pdf: Path
    manifest: Path
    letters: int


def quiet(done: int, of: int) -> None:
    """Tells nobody."""


def make(
    store: Storefront, clock: Clock, folder: Path, *, most: int = AT_ONCE, told: Told = quiet
) -> Made | None:
    """Print up to `most` of a storefront's letters that are due. None when none can go; what cannot be printed ends as rejected, with its reason."""
    rows = contract.claim(store.key, clock, most)
    ready: dict[str, tuple[Promise, Laid]] = {}
    try:
        for number, row in enumerate(rows):
            told(number, len(rows))
            try:
                ready[row.intent] = _ready(row, store, clock)
            except (NotPrintable, NoWords, LiquidError, LookupError) as wrong:
                contract.refuse(row, str(wrong), clock.now())
        made = contract.promise(store.key, [promise for promise, _ in ready.values()], clock)
    except BaseException:
        contract.give_back(rows)
        raise
    told(len(rows), len(rows))
    if made is None:
        return None
    going = made.letters.values_list("intent", flat=True)
    return _printed(made, [ready[intent][1] for intent in going], clock, folder)


def again(made: LetterBatch, clock: Clock, folder: Path, *, told: Told = quiet) -> Made:
    """Print a batch once more, letter by letter the same; without those whose readers were erased since."""
    store: Storefront = settings.STOREFRONTS[made.storefront]
    letters = contract.letters_of(made)
    laid = []
    for number, (place, row) in enumerate(letters):
        told(number, len(letters))
        with suppress(LookupError):
            laid.append(_laid(row, store, words_kept(row), place.code))
    told(len(letters), len(letters))
    return _printed(made, laid, clock, folder)


def recover(clock: Clock, folder: Path) -> list[Made]:
    """Print the batches whose maker was stopped before the file was whole."""
    return [
        again(each, clock, folder)
        for each in contract.unfinished()
        if each.storefront in settings.STOREFRONTS
    ]


def _printed(made: LetterBatch, laid: Sequence[Laid], clock: Clock, folder: Path) -> Made:
    pdf, manifest = files(made.number, folder)
    printed = bound(laid, form_in(settings.STOREFRONTS[made.storefront].country))
    write(manifest, printed.manifest.encode())
    write(pdf, printed.pdf)
    contract.finish(made, clock)
    return Made(made.number, pdf, manifest, len(laid))


def _ready(row: Held, store: Storefront, clock: Clock) -> tuple[Promise, Laid]:
    words, code = letter_words_of(row.program, row.language), _code(clock)
    letter, document = _laid(row, store, words, code)
    keep(words, row)
    promise = Promise(row=row, template=words.content_hash, content_hash=_hash(letter), code=code)
    return promise, (letter, document)


def _laid(row: Held, store: Storefront, words: LetterWords, code: str) -> Laid:
    """Raises LookupError where there is nobody any more to write to, LiquidError, NoWords, NotPrintable."""
    home = written_of(row.mailbox_id)
    if home is None or row.dated_at is None:
        raise LookupError(f"there is no address for message {row.intent}")
    letter = said(row, words, code)
    sender = (store.name, *filter(None, map(str.strip, store.postal_address.splitlines())))
    made = PaperLetter(
        code=code_shown(code), to=letter_address.lines(home, store.country), sender=sender, dated_on=store.local_date(row.dated_at),
        language=row.language, subject=letter.subject, body=_body(letter, no_letters(store, code)),
    )  # fmt: skip
    return made, laid_out(made, form_in(store.country))


def _body(letter: LetterSaid, link: str) -> str:
    square = escape(segno.make(link, error="m").svg_data_uri(border=0))
    foot = paragraphs("\n\n".join(letter.foot.splitlines()))
    return f'{paragraphs(letter.text)}<div class="foot"><img src="{square}" alt="">{foot}</div>'


def _hash(letter: PaperLetter) -> str:
    parts = (*letter.to, *letter.sender, letter.dated_on.isoformat(), letter.subject, letter.body)
    return sha256("\0".join(parts).encode()).hexdigest()


def _code(clock: Clock) -> str:
    number = int(clock.token(), 16)
    signs = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(UNMISTAKABLE))
        signs.append(UNMISTAKABLE[place])
    return "".join(signs)
