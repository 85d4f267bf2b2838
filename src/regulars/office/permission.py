"""What a customer allowed us: whether they may be written to, on what evidence, and which topics they asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from regulars.facts.kinds import ConsentRecorded, LimitSet, PreferenceSet
from regulars.facts.models import Standing, facts_of
from regulars.kernel.purposes import ADVERTISING, MARKETING, TITLES, covering
from regulars.office import shop
from regulars.office.words import LANGUAGE

GROUND = {"consent": "they agreed", "soft_opt_in": "they bought, and did not say no"}
CAUSE = {
    "bounced": "mail to it came back",
    "hard_bounce": "mail to it came back",
    "soft_bounce": "mail to it came back again and again",
    "complaint": "they marked our mail as spam",
    "complained": "they marked our mail as spam",
}
SENSITIVITY = {
    "never": "not at all",
    "important": "only when it is important",
    "monthly": "once a month at most",
    "weekly": "once a week at most",
    "everything": "everything",
}


@dataclass(frozen=True)
class Answer:
    """One thing we may or may not do, since when, and what shows it."""

    may: bool
    sentence: str
    since: datetime | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Choice:
    """What they asked for about a topic."""

    topic: str
    sentence: str
    since: datetime


def answers(mailbox_id: int | None) -> list[Answer]:
    """May we write: service mail and offers, each with what it rests on."""
    if mailbox_id is None:
        return [Answer(may=False, sentence="There is no e-mail address to write to.")]
    rows = {row.purpose: row for row in Standing.objects.filter(mailbox_id=mailbox_id, channel="email")}
    blocked = rows.get("all")
    if blocked and not blocked.may:
        return [
            Answer(
                may=False,
                sentence=f"We write nothing to this address: {CAUSE.get(blocked.ground, blocked.ground)}.",
                since=blocked.since_at,
            )
        ]
    owed = Answer(may=True, sentence="Receipts and news of their orders: yes, they are owed.")
    return [owed, *_advertising(rows)]


def choices(customer_ids: list[int]) -> list[Choice]:
    """The last word on each topic they chose themselves, and on how many mails at all."""
    rows = facts_of(PreferenceSet).filter(customer_id__in=customer_ids).order_by("at", "recorded_at", "id")
    last = {row.topic: row for row in rows.iterator()}
    told = [
        Choice(topic, told_choice(row.sensitivity, row.paused_until), row.at)
        for topic, row in sorted(last.items())
    ]
    limit = facts_of(LimitSet).filter(customer_id__in=customer_ids).order_by("at", "recorded_at", "id").last()
    return told + ([Choice("all mails together", told_limit(limit.at_most), limit.at)] if limit else [])


def told_choice(sensitivity: str, paused_until: date | None) -> str:
    """What they chose, in words."""
    if paused_until and paused_until > shop.today():
        return f"paused until {shop.told_day(paused_until)}"
    return SENSITIVITY.get(sensitivity, sensitivity)


def told_limit(at_most: int | None) -> str:
    """The limit they set, in words."""
    return "as many as are useful" if at_most is None else f"at most {at_most} a month"


def _advertising(rows: dict[str, Standing]) -> list[Answer]:
    """One answer for all advertising, or one for each purpose once they were told apart."""
    complaint = rows.get("complaint")
    if complaint and not complaint.may:
        return [
            Answer(may=False, sentence="Offers: no, they marked our mail as spam.", since=complaint.since_at)
        ]
    if not rows.keys() & set(ADVERTISING):
        return [_answer("Offers", rows.get(MARKETING))]
    held = {
        purpose: next((rows[each] for each in covering(purpose) if each in rows), None)
        for purpose in ADVERTISING
    }
    return [_answer(TITLES[purpose][LANGUAGE], standing) for purpose, standing in held.items()]


def _answer(what: str, standing: Standing | None) -> Answer:
    if standing is None:
        return Answer(may=False, sentence=f"{what}: no, they never allowed it.")
    said: dict[str, Any] = {"since": standing.since_at, "evidence": _evidence(standing)}
    if not standing.may:
        return Answer(may=False, sentence=f"{what}: no, they withdrew their permission.", **said)
    if standing.expires_at and standing.expires_at <= shop.now():
        said["since"] = standing.expires_at
        return Answer(may=False, sentence=f"{what}: no, their permission has run out.", **said)
    return Answer(may=True, sentence=f"{what}: yes, {GROUND.get(standing.ground, standing.ground)}.", **said)


def _evidence(standing: Standing) -> str:
    """Where and by which words it was given, from the fact the standing rests on."""
    source, _, key = standing.cause.partition(" ")
    fact = (
        facts_of(ConsentRecorded)
        .filter(source=source, key=key)
        .values("form", "text_version", "evidence", "page", "actor")
        .first()
    )
    if fact is None:
        return standing.cause
    parts = [
        ("by", fact["actor"]),
        ("on", fact["page"] or fact["form"]),
        ("text", fact["text_version"]),
        ("evidence", fact["evidence"]),
    ]
    return ", ".join(f"{word} {value}" for word, value in parts if value)
