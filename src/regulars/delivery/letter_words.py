"""The words of a letter: a line `subject: …`, a line `---`, then plain text in Liquid, where an empty line begins a paragraph.

What stands at its foot (why this letter, how to have no more of them) is not theirs to leave out.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from liquid import BoundTemplate
from liquid.exceptions import LiquidError

from regulars.delivery import liquid
from regulars.delivery.clean import clean
from regulars.delivery.words import NoWords
from regulars.kernel.language import pick
from regulars.programs.registry import programs

LAYOUT = Path(__file__).parent / "layout"


@dataclass(frozen=True)
class LetterSaid:
    """What a letter says: plain text, paragraphs apart by an empty line; `foot` is how to have no more of them."""

    subject: str
    text: str
    foot: str


@dataclass(frozen=True)
class LetterWords:
    """A program's letter in one language, as Liquid."""

    language: str
    subject: str
    text: str
    foot: str

    @classmethod
    def read(cls, stored: str) -> Self:
        """From `stored`."""
        return cls(**json.loads(stored))

    @property
    def stored(self) -> str:
        """All of it as JSON, the same for the same words."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @cached_property
    def content_hash(self) -> str:
        """The name of exactly these words."""
        return sha256(self.stored.encode()).hexdigest()

    @cached_property
    def templates(self) -> dict[str, BoundTemplate]:
        """`subject`, `text` and `foot`, parsed. Raises LiquidError."""
        return {
            name: liquid.template(getattr(self, name), html=False) for name in ("subject", "text", "foot")
        }

    def filled(self, values: Mapping[str, Any]) -> LetterSaid:
        """The letter with a reader's values in place. Raises LiquidError for one that is missing."""
        said = {name: liquid.filled(each, values) for name, each in self.templates.items()}
        return LetterSaid(clean(said["subject"]), said["text"].strip(), said["foot"].strip())


def letter_words_of(program: str, language: str) -> LetterWords:
    """A program's letter as it is now. Raises NoWords."""
    found = programs(settings.REGULARS_HOME / "programs").get(program)
    if found is None or found.error is not None:
        raise NoWords(f"there is no program “{program}”" if found is None else f"{program}: {found.error}")
    try:
        return letter_words(found.letter(language), pick(language))
    except LookupError as none:
        raise NoWords(str(none)) from none


@cache
def letter_words(source: str, language: str) -> LetterWords:
    """The letter in a file's text. Raises NoWords."""
    head, line, body = source.partition("\n---\n")
    name, colon, subject = head.strip().partition(":")
    if not line or name != "subject" or not colon:
        raise NoWords("a letter begins with “subject: …”, then a line “---”")
    foot = (LAYOUT / f"letter.{language}.no").read_text(encoding="utf-8")
    made = LetterWords(language, subject.strip(), body, foot)
    try:
        assert made.templates
    except LiquidError as wrong:
        raise NoWords(f"the letter is not good Liquid: {wrong}") from wrong
    return made
