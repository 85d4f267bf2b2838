"""What a letter says to its reader: the same values and words say the same, now and when somebody asks what was said."""

from html import escape
from urllib.parse import urlsplit

import orjson
from django.conf import settings

from regulars.delivery import filling
from regulars.delivery.held import Held
from regulars.delivery.letter_words import LetterSaid, LetterWords, letter_words_of
from regulars.delivery.links import LETTER, NO_LETTERS
from regulars.delivery.models import PrintedLetter, Wording
from regulars.delivery.words import NoWords
from regulars.facts.models import Letter
from regulars.kernel.storefront import Storefront

HALF = 5
NOT_PRINTED_YET = "…"


def code_of(typed: str) -> str:
    """The code in what somebody typed."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def code_shown(code: str) -> str:
    """`ABCDEFGHJK` as `ABCDE-FGHJK`, which is easier to type."""
    return f"{code[:HALF]}-{code[HALF:]}" if len(code) > HALF else code


def no_letters(store: Storefront, code: str) -> str:
    """Where the reader of a letter says that they want no more of them."""
    return f"{store.url.rstrip('/')}/{NO_LETTERS.replace('<str:code>', code)}"


def said(row: Held, words: LetterWords, code: str) -> LetterSaid:
    """The letter filled with what it was decided on. Raises LookupError once erased, LiquidError, NoWords where it does not say why it comes."""
    kept = Letter.objects.filter(intent=row.intent).values_list("values", flat=True).first()
    if not kept:
        raise LookupError(f"nothing is kept of message {row.intent}")
    values = orjson.loads(kept)
    if not values["why"]:
        raise NoWords(f"“{row.program}” does not say why the customer gets it")
    store: Storefront = settings.STOREFRONTS[row.storefront]
    page = f"{urlsplit(store.url).netloc}{urlsplit(store.url).path.rstrip('/')}/{LETTER}"
    letter = {"letter": {"page": page, "code": code_shown(code)}}
    return words.filled(filling.context(values, {}, row.language) | letter)


def words_kept(row: Held) -> LetterWords:
    """The words it was printed from, else those it would be printed from now."""
    kept = Wording.objects.filter(content_hash=row.template).first()
    return LetterWords.read(kept.compiled) if kept else letter_words_of(row.program, row.language)


def shown(row: Held) -> tuple[str, str, str]:
    """What a letter says, printed or waiting: subject, HTML and text. Raises LookupError once erased, LiquidError, NoWords."""
    code = PrintedLetter.objects.filter(intent=row.intent).values_list("code", flat=True).first()
    letter = said(row, words_kept(row), code or NOT_PRINTED_YET)
    foot = "<br>".join(map(escape, letter.foot.splitlines()))
    html = PAGE.format(
        language=row.language, subject=escape(letter.subject), body=paragraphs(letter.text), foot=foot
    )
    return letter.subject, html, f"{letter.text}\n\n{letter.foot}\n"


PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{subject}</title>
<style>body {{ font: 16px/1.5 sans-serif; max-width: 36em; margin: 2em auto; padding: 0 1em; color: #1d1c1a; background: #fff }}
footer {{ margin-top: 2.5em; padding-top: 1em; border-top: 1px solid #a5a29c; font-size: 13px; color: #5d5a54 }}</style></head>
<body><h1 style="font-size: 1.1em">{subject}</h1>{body}<footer>{foot}</footer></body></html>"""


def paragraphs(text: str) -> str:
    """Plain text as the HTML of a body: an empty line begins a paragraph."""
    blocks = (block.strip() for block in text.split("\n\n"))
    return "".join(f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in blocks if block)
