"""What the pages say, in every shipped language: `words/en.toml` and its kin."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from regulars.delivery.liquid import on

WORDS = Path(__file__).parent / "words"


@cache
def speech(language: str) -> dict[str, Any]:
    """Every text of the pages in that language."""
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))


def topic_title(topic: str, language: str) -> str:
    """What a topic is called; a topic of the shop's own is called by its key."""
    titles: dict[str, str] = speech(language)["topics"]
    return titles.get(topic, topic.replace("_", " ").capitalize())


def day(date: Any, language: str) -> str:
    """A day, or the word for none."""
    return on(date, language) if date else str(speech(language)["your_page"]["none"])
