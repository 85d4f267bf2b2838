"""What customers do about their mail, done where they would do it: on their own page, by one click, at their mail provider."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from regulars.delivery.models import Outbox
from regulars.facts.kinds import AddressSuppressed, MessageOutcome
from regulars.facts.record import record
from regulars.kernel.clock import Clock
from regulars.town.letter import Letter
from regulars.town.mind import Act, Mind

BROWSER = Client()
"""One for all: the pages set no cookies, and making ready to answer the first request takes longest."""
PROVIDER = "feedback_loop"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
WHAT = re.compile(r'name="what" value="([^"]+)"')
TOPIC = re.compile(r'name="(topic-[\w-]+)"')
SCORES = ((5, 56), (4, 28), (3, 9), (2, 4), (1, 3))
WORDS = {
    "en": {
        5: ("Lovely, as always.", "Arrived quickly and smells wonderful.", ""),
        4: ("Very good, thank you.", ""),
        3: ("Fine, but the parcel was a little late.", ""),
        2: ("Not what I expected from the picture.",),
        1: ("It arrived broken.", "Wrong size, I am sending it back."),
    },
    "de": {
        5: ("Wunderbar, wie immer.", "Kam schnell an und duftet herrlich.", ""),
        4: ("Sehr gut, danke.", ""),
        3: ("In Ordnung, das Paket kam aber etwas spät.", ""),
        2: ("Auf dem Bild sah es anders aus.",),
        1: ("Kam zerbrochen an.", "Falsche Größe, geht zurück."),
    },
}


class Refused(Exception):
    """A page did not do what a customer asked of it."""


def react(act: Act, letter: Letter, mind: Mind, clock: Clock) -> None:
    """Carry out an act at the shop's own pages, as a browser or a mail program would."""
    match act.what:
        case "answer":
            score = mind.chance.choices([score for score, _ in SCORES], [weight for _, weight in SCORES])[0]
            words = mind.chance.choice(WORDS[mind.customer.language][score])
            _look(act.link)
            _send(act.link, {"score": score, "words": words})
        case "choose":
            topics = sorted(set(TOPIC.findall(_look(act.link))))
            _send(
                act.link, {mind.chance.choice(topics): mind.chance.choice(("monthly", "important", "never"))}
            )
        case "more" | "less":
            answers = WHAT.findall(_look(act.link))
            _send(act.link, {"what": mind.chance.choice(answers)} if answers else {})
        case "follow":
            _follow(act.link, mind.customer.language)
        case "leave":
            _send(act.link, {"List-Unsubscribe": "One-Click"})
        case "complain":
            _complain(letter, clock)


def _look(link: str) -> str:
    """Open a page; nothing changes by that."""
    return str(_answered(link, "GET").content.decode())


def _follow(link: str, language: str) -> None:
    """Follow a link of an offer, as a browser does."""
    parts = urlsplit(link)
    BROWSER.defaults["SERVER_NAME"] = parts.hostname or ""
    answer = BROWSER.get(parts.path, headers={"User-Agent": FIREFOX, "Accept-Language": language})
    if answer.status_code != 302:
        raise Refused(f"{parts.path.split('/')[1]} answered {answer.status_code}")


def _send(link: str, fields: dict[str, Any]) -> None:
    _answered(link, "POST", fields)


def _answered(link: str, method: str, fields: dict[str, Any] | None = None) -> Any:
    parts = urlsplit(link)
    BROWSER.defaults["SERVER_NAME"] = parts.hostname or ""
    answer = BROWSER.post(parts.path, fields) if method == "POST" else BROWSER.get(parts.path)
    if answer.status_code != 200:
        raise Refused(f"{parts.path.split('/')[1]} answered {answer.status_code} to a {method}")
    return answer


def _complain(letter: Letter, clock: Clock) -> None:
    """The customer's mail provider reports that they called the message spam."""
    message = Outbox.objects.get(message_id=letter.message_id)
    told: dict[str, Any] = {
        "source": PROVIDER,
        "at": clock.now(),
        "storefront": message.storefront,
        "customer_id": message.customer_id,
    }
    outcome = MessageOutcome(
        **told,
        key=f"{message.intent} complained",
        intent=message.intent,
        program=message.program,
        nature=message.nature,
        outcome="complained",
    )
    suppressed = AddressSuppressed(
        **told,
        key=f"{message.intent} complaint",
        mailbox_id=message.mailbox_id,
        scope="marketing",
        cause="complaint",
    )
    record([outcome, suppressed], clock.now())
