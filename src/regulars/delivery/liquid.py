"""The language of words: a small, strict Liquid that knows money and dates and reaches nothing outside its values (STANDARDS E3)."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import urlsplit

from babel.dates import format_date
from liquid import BoundTemplate, Environment, Markup, RenderContext, StrictUndefined
from liquid.exceptions import FilterArgumentError, LiquidSyntaxError
from liquid.filter import with_context
from liquid.stringify import to_liquid_string

from regulars.delivery.clean import clean
from regulars.kernel import money as kernel_money

TAGS = {
    "#",
    "assign",
    "break",
    "capture",
    "case",
    "comment",
    "content",
    "continue",
    "cycle",
    "echo",
    "for",
    "if",
    "illegal",
    "output",
    "unless",
}
FILTERS = {
    "abs", "append", "at_least", "at_most", "capitalize", "ceil", "compact", "concat", "default", "divided_by", "downcase", "escape", "first",
    "floor", "join", "last", "map", "minus", "modulo", "plus", "prepend", "replace", "reverse", "round", "size", "slice", "sort", "split",
    "strip", "sum", "times", "truncate", "truncatewords", "uniq", "upcase", "where",
}  # fmt: skip
DATES_AS = {"en": "en_GB"}  # day before month, which nobody misreads when the month is a word
IN_SCRIPTS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
SAFE_SCHEMES = ("https", "http", "mailto", "tel")


class Words(Environment):
    """Liquid with limits: what a mail needs and no more."""

    loop_iteration_limit: ClassVar[int | None] = 2_000
    local_namespace_limit: ClassVar[int | None] = 200_000
    output_stream_limit: ClassVar[int | None] = 500_000
    context_depth_limit: ClassVar[int] = 20


def template(source: str, *, html: bool) -> BoundTemplate:
    """A template that escapes its values for HTML, or gives plain text. Raises LiquidSyntaxError, also for what is not allowed."""
    language = FOR_HTML if html else FOR_TEXT
    parsed = language.from_string(source)
    if unknown := parsed.analyze().filters.keys() - language.filters.keys():
        raise LiquidSyntaxError(f"there is no filter “{min(unknown)}”", token=None)
    return parsed


def shown_money(amount_minor: Any, currency: Any, *, language: str) -> str:
    """`12,50 €`, as the language writes it. Raises FilterArgumentError."""
    try:
        return kernel_money.show(int(amount_minor), str(currency), language)
    except (TypeError, ValueError) as wrong:
        raise FilterArgumentError(f"money: {wrong}", token=None) from wrong


def shown_date(day: Any, length: Any = "long", *, language: str) -> str:
    """`1. Oktober 2026`; also `short`, `medium`, `full`, or a pattern such as `EEEE`. Raises FilterArgumentError."""
    try:
        return on(day, language, str(length))
    except (TypeError, ValueError) as wrong:
        raise FilterArgumentError(f"date: {wrong}", token=None) from wrong


@with_context
def money(amount_minor: Any, currency: Any, *, context: RenderContext) -> str:
    """`{{ total_minor | money: currency }}`."""
    return shown_money(amount_minor, currency, language=_language(context))


@with_context
def spoken_date(day: Any, length: Any = "long", *, context: RenderContext) -> str:
    """`{{ placed_on | date }}`, `{{ placed_on | date: "short" }}`."""
    return shown_date(day, length, language=_language(context))


def as_json(value: Any) -> Markup:
    """A value for a script of `application/ld+json`: nothing in it can end the script or become markup (STANDARDS E2.1)."""
    said = json.dumps(clean(value), ensure_ascii=False)
    return Markup(said.translate(IN_SCRIPTS))


def decimal(amount_minor: Any, currency: Any) -> str:
    """`4590, "EUR"` → `45.90`, as machines read it. Raises FilterArgumentError."""
    try:
        per = kernel_money.minor_per_major(str(currency))
        return f"{Decimal(int(amount_minor)) / per:.{len(str(per)) - 1}f}"
    except (TypeError, ValueError) as wrong:
        raise FilterArgumentError(f"decimal: {wrong}", token=None) from wrong


def on(day: Any, language: str, length: str = "long") -> str:
    """A day (a date, or `2026-10-01`) as the language writes it. Raises ValueError."""
    return _on(day if isinstance(day, date) else str(day), language, length)


@lru_cache(maxsize=4096)
def _on(day: date | str, language: str, length: str) -> str:
    parsed = datetime.fromisoformat(day).date() if isinstance(day, str) else day
    return str(format_date(parsed, length, locale=DATES_AS.get(language, language)))


def web_address(value: Any) -> str:
    """A link as it stands when it leads to the web, a mailbox or a telephone, else `#` (STANDARDS E2.1). Put around every link for you."""
    text = str(value).strip()
    if text.startswith(("https://", "http://")):
        return text
    return text if urlsplit(text).scheme.lower() in SAFE_SCHEMES else "#"


def more_of(thing: Any, links: Mapping[str, str]) -> str:
    """`{{ variant | more_of: links }}`: where one asks for more of a thing in the message."""
    return links[f"more {thing}"]


def less_of(thing: Any, links: Mapping[str, str]) -> str:
    """`{{ variant | less_of: links }}`: where one asks for less of it."""
    return links[f"less {thing}"]


def followed(target: Any, where: Any, number: Any, *more: Any) -> str:
    """A link by way of us, where the message's links (`where`) say so, with the rest of its address joined on. Put around every link for you."""
    said = (
        each if isinstance(each, str) else to_liquid_string(each, autoescape=False)
        for each in (target, *more)
    )
    whole = "".join(said)
    by_way_of_us = getattr(where, "followed", None)
    link: str = by_way_of_us(number, whole) if by_way_of_us else whole
    return link


def _language(context: RenderContext) -> str:
    return str(context.globals.get("language", "en"))


def _environment(*, autoescape: bool) -> Words:
    words = Words(autoescape=autoescape, undefined=StrictUndefined, strict_filters=True)
    for name in set(words.tags) - TAGS:
        del words.tags[name]
    for name in set(words.filters) - FILTERS:
        del words.filters[name]
    words.filters |= {
        "money": money,
        "date": spoken_date,
        "web_address": web_address,
        "followed": followed,
        "json": as_json,
        "decimal": decimal,
        "more_of": more_of,
        "less_of": less_of,
    }
    return words


FOR_HTML = _environment(autoescape=True)
FOR_TEXT = _environment(autoescape=False)


def filled(compiled: BoundTemplate, values: Mapping[str, Any]) -> str:
    """The text with its values in place. Raises LiquidError for a value that is missing."""
    return str(compiled.render(**values))
