"""Words compiled to Python that joins what is ready: what is the same for every reader is encoded once, what differs costs a look-up.

The templates of a mail (subject, text, HTML) become one function, since they say the same values. Conditions, loops over lists, filters and their
values keep Liquid's meaning; what `template_source` does not know, and any value its function stumbles over, is left to the Liquid library, which
then gives the text or the error.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from liquid import BoundTemplate, escape
from liquid.builtin.expressions.primitive import Blank, Empty
from liquid.exceptions import LiquidError
from liquid.stringify import to_liquid_string

from regulars.delivery import liquid
from regulars.delivery.followed import Shared, Way
from regulars.delivery.template_source import Source, Unknown

MEMORY = 3_000  # values a place remembers as they are written
REMEMBERED = frozenset({str, int, Way})  # not bool, which is like a number but written otherwise
MESSAGE = b"\0"  # stands in a piece where a link goes on with what names its message; no text holds it
SPECIAL = re.compile("[&<>\"']")
STUMBLES = (LiquidError, LookupError, TypeError, ValueError, ArithmeticError, AttributeError)
Filled = Callable[[Mapping[str, Any]], tuple[list[Any], ...]]


@dataclass(frozen=True)
class Script:
    """How text becomes pieces: `encode` for what stands in the template (pieces join without a seam), `html` for values that are escaped."""

    encode: Callable[[str], Any]
    html: bool

    def write(self, value: Any) -> Any:
        """Any value as a piece."""
        if type(value) is str:
            return self.encode(str(escape(value)) if self.html and SPECIAL.search(value) else value)
        if type(value) is Shared:
            return self.encode(str(value)) + MESSAGE
        return self.encode(str(to_liquid_string(value, self.html)))


def compiled(templates: Sequence[BoundTemplate], scripts: Sequence[Script], language: str) -> Filled:
    """A function from values to the pieces of each text. It raises LiquidError when they do not fill a template."""

    def by_the_library(values: Mapping[str, Any]) -> tuple[list[Any], ...]:
        filled = (liquid.filled(template, values) for template in templates)
        return tuple([script.encode(text)] for script, text in zip(scripts, filled, strict=True))

    source = Source(language)
    try:
        for template, script in zip(templates, scripts, strict=True):
            source.add(template, script.encode, html=script.html)
    except Unknown:
        return by_the_library
    written = _function(source, scripts)

    def pieces(values: Mapping[str, Any]) -> tuple[list[Any], ...]:
        try:
            return written(values)
        except STUMBLES:
            return by_the_library(values)

    return pieces


def _function(source: Source, scripts: Sequence[Script]) -> Filled:
    space = source.names | {
        "Memory": _Memory, "written": lambda *which: _written([scripts[number] for number in which]),
        "quoted": lambda *which: _quoted([scripts[number].encode for number in which]), "dumps": orjson.dumps,
        "remembered": REMEMBERED, "same": same, "less": less, "at_most": at_most, "size": size,
    }  # fmt: skip
    exec(compile(source.text(), "<words>", "exec"), space)  # noqa: S102  made of our own words; what stands in them enters as constants
    made: Filled = space["pieces"]
    return made


def _written(scripts: Sequence[Script]) -> Callable[[Any], Any]:
    """A function from a value to what each script makes of it; alone when there is one script."""
    if len(scripts) == 1:
        return scripts[0].write
    plain, has_special = _quoted([script.encode for script in scripts]), SPECIAL.search

    def written(value: Any) -> Any:
        if type(value) is str and not has_special(value):
            return plain(value)
        return tuple([script.write(value) for script in scripts])

    return written


def _quoted(encoders: Sequence[Callable[[str], Any]]) -> Callable[[str], Any]:
    """The same for text that is escaped nowhere; scripts with the same encoder share what it makes."""
    first, *others = encoders
    last = encoders[-1]
    if not others:
        return first
    if len(set(encoders)) == 1:
        return lambda text: (first(text),) * len(encoders)
    if len(set(others)) == 1:  # a subject, and the bodies
        return lambda text: (first(text), *(last(text),) * len(others))
    return lambda text: tuple([encode(text) for encode in encoders])


class _Memory(dict[Any, Any]):
    """What was made from a value, or from several, made once."""

    def __init__(self, make: Callable[..., Any], inputs: int) -> None:
        super().__init__()
        self.make, self.several = make, inputs > 1

    def __missing__(self, value: Any) -> Any:
        return self.keep(value, self.make(*value) if self.several else self.make(value))

    def keep(self, value: Any, made: Any) -> Any:
        """Remember what was made from the value; returns it."""
        if len(self) >= MEMORY:
            self.clear()
        self[value] = made
        return made


def same(left: Any, right: Any) -> bool:
    """Liquid's `==`."""
    if type(left) is bool or type(right) is bool:
        return left is right
    return bool(right == left) if type(right) in (Blank, Empty) else bool(left == right)


def less(left: Any, right: Any) -> bool:
    """Liquid's `<`. Raises TypeError where the library has its own opinion."""
    if left is None or right is None:
        return False
    if isinstance(left, str) is not isinstance(right, str):
        raise TypeError
    return bool(left < right)


def at_most(left: Any, right: Any) -> bool:
    """Liquid's `<=`."""
    if type(left) is bool or type(right) is bool:
        return False
    return same(left, right) or less(left, right)


def size(value: Any) -> Any:
    """Liquid's `.size`."""
    return value["size"] if type(value) is dict and "size" in value else len(value)
