"""What a program says: its words as they are now, and in one sentence why it writes."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from regulars.delivery import liquid
from regulars.delivery.answers import ANSWERS
from regulars.delivery.words import NoWords, Wording, wording
from regulars.kernel.language import pick
from regulars.programs.registry import programs

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def words_of(program: str, language: str) -> Wording:
    """A program's words, or those of an answer, as they are now, compiled. Raises NoWords."""
    if program in ANSWERS:
        return wording(ANSWERS[program].words(language), pick(language))
    found = programs(settings.REGULARS_HOME / "programs").get(program)
    if found is None or found.error is not None:
        raise NoWords(f"there is no program “{program}”" if found is None else f"{program}: {found.error}")
    try:
        advertises = found.program is not None and found.program.nature == "marketing"
        return wording(found.words(language), pick(language), advertises=advertises)
    except LookupError as none:
        raise NoWords(str(none)) from none


def because(program: str, language: str, values: Mapping[str, Any]) -> str:
    """One sentence: why this customer gets this; empty when the program does not say, or needs values that are not there."""
    sentences = _sentences(program, values)
    if not sentences:
        return ""
    sentence = sentences.get(language) or next(iter(sentences.values()))
    try:
        return sentence.format_map({name: _spoken(value, language) for name, value in values.items()})
    except (LookupError, ValueError):
        return ""


def _sentences(program: str, values: Mapping[str, Any]) -> Mapping[str, str]:
    if program in ANSWERS:
        return ANSWERS[program].because
    found = programs(settings.REGULARS_HOME / "programs").get(program)
    return found.program.reasons(values) if found and found.program else {}


def _spoken(value: Any, language: str) -> str:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return liquid.on(value, language)
    return "" if value is None else str(value)
