"""The sentences of reasons, filled: a topic, a sensitivity, a purpose and the last mail are named as they are spoken of in the middle of a sentence."""

from collections.abc import Mapping
from typing import Any

from regulars.kernel.purposes import TITLES
from regulars.kernel.sentence import fill, shown

TOPICS = {
    "offers": {"en": "offers", "de": "Angebote"},
    "reminders": {"en": "reminders", "de": "Erinnerungen"},
    "feedback": {"en": "questions about your orders", "de": "Fragen zu Ihren Bestellungen"},
}
ASKED = {
    "weekly": {"en": "at most weekly", "de": "höchstens wöchentlich"},
    "monthly": {"en": "at most monthly", "de": "höchstens monatlich"},
    "important": {
        "en": "only when they matter, at most every 3 months",
        "de": "nur, wenn es um Wichtiges geht, höchstens alle 3 Monate",
    },
}
LAST = {"en": "; the last was on {day}", "de": "; die letzte Mail dazu kam am {day}"}


def told(sentence: str, values: Mapping[str, Any], language: str) -> str:
    """The sentence with its values. `topic`, `asked` and `purpose` are keys, named here; `last` is a day, or nothing where there was no mail."""
    named = dict(values)
    if "topic" in named:
        named["topic"] = topic_name(str(named["topic"]), language)
    if named.get("named") in TOPICS:
        named["named"] = topic_name(named["named"], language)
    if "asked" in named:
        named["asked"] = ASKED.get(str(named["asked"]), {}).get(language, named["asked"])
    if "purpose" in named:
        named["purpose"] = TITLES.get(str(named["purpose"]), {}).get(language, named["purpose"])
    last = named.get("last")
    named["last"] = LAST[language].format(day=shown(last, language)) if last else ""
    return fill(sentence, named, language)


def topic_name(topic: str, language: str) -> str:
    """What a topic is called within a sentence; a topic of the shop's own by its key."""
    return TOPICS.get(topic, {}).get(language, topic.replace("_", " "))
