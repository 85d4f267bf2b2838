"""The words the office uses for programs, states, outcomes and reasons."""

from typing import Any

from regulars.arbiter import spoken
from regulars.arbiter.gates import SENTENCES
from regulars.delivery.answers import ANSWERS
from regulars.engine.shop import shop as configured
from regulars.kernel.purposes import EMAIL, POST
from regulars.kernel.sentence import fill
from regulars.programs.registry import Loaded

LANGUAGE = "en"
OUTCOMES = {
    "accepted": "delivered to their mail server",
    "rejected": "refused by their mail server",
    "expired": "too late to be sent",
    "cancelled": "cancelled",
    "suppressed": "held back",
    "uncertain": "maybe delivered",
    "delivered": "arrived",
    "bounced": "came back",
    "complained": "marked as spam",
    "clicked": "clicked",
    "opened": "opened",
}
OF_LETTERS = {"accepted": "printed", "rejected": "could not be printed"}
STATES = {
    "planned": "waiting",
    "claimed": "on its way",
    "dot_pending": "on its way",
    "accepted": "sent",
    "rejected": "refused",
    "suppressed": "held back",
    "expired": "too late",
    "cancelled": "cancelled",
    "uncertain": "uncertain",
}
LOOKS = {"accepted": "good", "rejected": "bad", "uncertain": "warn", "suppressed": "warn", "expired": "warn"}
REASONS = {
    "no_address": "no e-mail address",
    "suppressed": "the address does not work",
    "already_said": "was told already",
    "complained": "complained before",
    "withdrawn": "withdrew permission",
    "no_consent": "never gave permission",
    "lapsed": "permission ran out",
    "unwanted_topic": "does not want the topic",
    "pausing": "asked for a pause",
    "less_of_this": "wants less of this",
    "too_dear": "found it too dear",
    "less_welcome": "wants less of such",
    "matters_little": "wants only what matters",
    "over_own_limit": "as many as they asked for",
    "too_often": "more often than asked for",
    "over_cap": "heard enough lately",
    "too_soon": "heard from us just now",
    "no_rate": "no exchange rate known",
    "not_worth_it": "not worth their attention",
    "outbid": "something better won",
}


def told_outcome(outcome: str, channel: str = EMAIL) -> str:
    """What became of a message, in words."""
    of_letters = OF_LETTERS if channel == POST else {}
    return of_letters.get(outcome) or OUTCOMES.get(outcome, outcome)


def told_reason(key: str) -> str:
    """Why something was not sent, in a few words for a list; the sentence with its figures stands with the verdict."""
    return REASONS.get(key, key.replace("_", " "))


def loaded(key: str) -> Loaded | None:
    """The program as found, if there is one of that key."""
    return configured().programs().get(key)


def program_title(key: str) -> str:
    """What the shop calls the program."""
    found = ANSWERS.get(key) or (each.program if (each := loaded(key)) else None)
    title = found.title if found else {}
    return title.get(LANGUAGE) or next(iter(title.values()), key.replace("_", " ").capitalize())


def told_because(key: str, values: dict[str, Any]) -> str:
    """Why the program wrote, as the customer could be told; empty when the program is gone."""
    found = loaded(key)
    says = found.program.reasons(values) if found and found.program else {}
    return fill(says.get(LANGUAGE, ""), values, LANGUAGE)


def told_refusal(key: str, values: dict[str, Any]) -> str:
    """Why something was refused, as the customer could be told."""
    sentence = SENTENCES.get(key, {}).get(LANGUAGE, told_reason(key).capitalize() + ".")
    return spoken.told(sentence, values, LANGUAGE)


def told_unmet(program: str, key: str, values: dict[str, Any]) -> str:
    """Why a program did not even propose to write, as the customer could be told."""
    found = loaded(program)
    says = found.program.unmet if found and found.program else {}
    return fill(says.get(key, {}).get(LANGUAGE, key.replace("_", " ").capitalize() + "."), values, LANGUAGE)
