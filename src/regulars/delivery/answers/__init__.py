"""Mails that answer somebody who just asked for one on a page: owed at once, proposed by no program. Each has its words beside it."""

from dataclasses import dataclass
from pathlib import Path

from regulars.kernel.language import pick

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Answer:
    """`title` is what the shop calls it, `because` tells the customer in a sentence why it came, both by language."""

    key: str
    title: dict[str, str]
    because: dict[str, str]

    def words(self, language: str) -> str:
        """Its words, as a program's are written."""
        return (HERE / f"{self.key}.{pick(language)}.mjml").read_text(encoding="utf-8")


FRESH_LINK = Answer(
    "fresh_link",
    title={"en": "Link to their page", "de": "Link zu ihrer Seite"},
    because={
        "en": "You, or somebody who knows your address, asked for this link on our page.",
        "de": "Sie oder jemand, der Ihre Adresse kennt, hat diesen Link auf unserer Seite angefordert.",
    },
)

CONFIRM = Answer(
    "confirm",
    title={"en": "Please confirm", "de": "Bitte bestätigen"},
    because={
        "en": "Somebody asked on your page to hear more from us; only your answer counts.",
        "de": "Auf Ihrer Seite wurde gewünscht, mehr von uns zu hören; es zählt nur Ihre Antwort.",
    },
)

ANSWERS = {each.key: each for each in (FRESH_LINK, CONFIRM)}
