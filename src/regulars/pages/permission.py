"""Giving permissions and taking them back, as the customer does it themselves, each with the words they saw (STANDARDS A5, C1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from regulars.delivery.links import Reader
from regulars.facts import asking, by_post
from regulars.facts.kinds import ConsentRecorded, CustomerKnown
from regulars.facts.models import Requested, Standing, facts_of
from regulars.facts.record import record
from regulars.facts.standing import consents_in, fold
from regulars.kernel.law import Law, law_for
from regulars.kernel.purposes import ADVERTISING, EMAIL, MARKETING, POST, PROFILING, PURPOSES, covering, ways
from regulars.pages.visit import Visit

SOURCE = "page"
Subject = tuple[str, str]
"""A purpose and a channel."""

ALL_MAIL: Subject = (MARKETING, EMAIL)
ALL_POST: Subject = (MARKETING, POST)
SUBJECTS: tuple[Subject, ...] = tuple((purpose, channel) for purpose in PURPOSES for channel in ways(purpose))


@dataclass(frozen=True)
class Words:
    """The text that was shown, and which version of it."""

    text: str
    version: str = "1"


def law(visit: Visit) -> Law:
    """What holds for them: the stricter of their country and the shop's."""
    stated = facts_of(CustomerKnown).filter(customer_id__in=visit.customers, country__isnull=False)
    country = stated.order_by("-at", "-recorded_at", "-id").values_list("country", flat=True).first()
    return law_for(country, visit.store.country or country)


def holds(visit: Visit, subject: Subject) -> bool:
    """Whether we may. Of what nobody spoke, we may what the law allows until somebody objects: letters to customers, and choosing for them."""
    held = _held(_log(visit, subject), subject)
    if held is None:
        purpose, channel = subject
        return purpose == PROFILING or (channel == POST and not law(visit).post_needs_yes)
    return bool(held["may"]) and (held["expires_at"] is None or held["expires_at"] > visit.clock.now())


def withdrawn(reader: Reader) -> bool:
    """Whether the last word on advertising to this mailbox is no, and nothing was allowed apart since."""
    standing = standing_of(reader)
    return standing is not None and not standing.may and not _allowed(reader).exists()


def withdraw(visit: Visit, *, text: str) -> None:
    """Take every permission back, by e-mail and by post, also where none was given, so that no import brings one."""
    standing = standing_of(visit.reader)
    ending: list[Subject] = [
        (row.purpose, row.channel) for row in _allowed(visit.reader, MARKETING, *PURPOSES)
    ]
    if standing is None and ALL_MAIL not in ending:
        ending.append(ALL_MAIL)
    if ALL_POST not in ending and any(_by_post(visit, purpose) for purpose in ADVERTISING):
        ending.append(ALL_POST)
    Requested.objects.filter(mailbox_id=visit.reader.mailbox_id).delete()
    record([_consent(visit, subject, "withdraw", Words(text)) for subject in ending], visit.clock.now())


def give(visit: Visit, words: Mapping[Subject, Words]) -> None:
    """Allow each of these."""
    given = [_consent(visit, subject, "grant", said) for subject, said in words.items()]
    record(given, visit.clock.now())


def take_back(visit: Visit, subjects: Sequence[Subject], text: str) -> None:
    """Allow these no longer, and forget that any was asked for."""
    for row in Requested.objects.filter(mailbox_id=visit.reader.mailbox_id):
        row.leave_out(subjects)
    taken = [_consent(visit, subject, "withdraw", Words(text)) for subject in subjects]
    record(taken, visit.clock.now())


def restore(visit: Visit, *, text: str) -> None:
    """Take a withdrawal of everything back: what held before it holds again, for as long as it did, and nothing more."""
    log = facts_of(ConsentRecorded).filter(mailbox_id=visit.reader.mailbox_id)
    taken = log.filter(source=SOURCE, action="withdraw")
    stopped = taken.order_by("-id").values_list("at", flat=True).first()
    if stopped is None:
        return
    ended = list(taken.filter(at=stopped).order_by("id").values_list("id", "purpose", "channel"))
    first = ended[0][0]  # the log is written one by one, so that ids tell what came before
    known = log.filter(id__lt=first).values_list("purpose", "channel").order_by("id")
    letters = [ALL_POST for _, *subject in ended if tuple(subject) == ALL_POST]
    _as_before(visit, first, list(dict.fromkeys([ALL_MAIL, *known, *letters])), text)


def restore_some(visit: Visit, subjects: Sequence[Subject], text: str) -> None:
    """Take the withdrawal of these back."""
    log = facts_of(ConsentRecorded).filter(mailbox_id=visit.reader.mailbox_id)
    for purpose, channel in subjects:
        taken = (
            log.filter(source=SOURCE, action="withdraw", purpose=purpose, channel=channel)
            .order_by("-id")
            .first()
        )
        if taken is not None:
            _as_before(visit, taken.id, [(purpose, channel)], text)


def _as_before(visit: Visit, first: int, subjects: Sequence[Subject], text: str) -> None:
    """What held before the record with this id holds again."""
    undone = replace(visit, form=f"undo of {visit.form}")
    facts = []
    for subject in subjects:
        held = _held(_log(visit, subject).filter(id__lt=first), subject) or {
            "may": subject != ALL_MAIL,
            "expires_at": None,
        }
        action, until = ("grant", held["expires_at"]) if held["may"] else ("withdraw", None)
        facts.append(_consent(undone, subject, action, Words(text), until=until))
    record(facts, visit.clock.now())


def standing_of(reader: Reader, subject: Subject = ALL_MAIL) -> Standing | None:
    """The last word on this purpose by this channel, if there was any: about it alone, else about all advertising."""
    purpose, channel = subject
    rows = Standing.objects.filter(
        mailbox_id=reader.mailbox_id, channel=channel, purpose__in=covering(purpose)
    )
    said = {row.purpose: row for row in rows}
    return next((said[each] for each in covering(purpose) if each in said), None)


def consented(visit: Visit, subject: Subject, action: str, **more: Any) -> ConsentRecorded:
    """A record of what they did about a purpose and a channel just now."""
    purpose, channel = subject
    standing = standing_of(visit.reader, subject)
    cause = standing.cause if standing else ""
    said: dict[str, Any] = {
        "key": " ".join([action, *subject, str(visit.reader.mailbox_id), sha256(cause.encode()).hexdigest()[:16]]),
        "at": visit.clock.now(), "form": visit.form, "text_hash": "", "text_version": "1", "evidence": visit.reader.intent,
        "ground": "consent" if action in ("grant", "confirm", "request") else standing.ground if standing else "",
    }  # fmt: skip
    return ConsentRecorded(
        source=SOURCE, storefront=visit.store.key, customer_id=visit.reader.customer_id if visit.known else None,
        mailbox_id=visit.reader.mailbox_id, purpose=purpose, channel=channel, scope=visit.store.key, action=action, actor="subject",
        language=visit.language, controls="button", page=f"/{visit.request.path.split('/')[1]}", jurisdiction=visit.store.country,
        controller=visit.store.name, **(said | more),
    )  # fmt: skip


def _consent(
    visit: Visit, subject: Subject, action: str, words: Words, until: datetime | None = None
) -> ConsentRecorded:
    ends = until or (law(visit).yes_ends(visit.clock.now()) if action == "grant" else None)
    return consented(
        visit, subject, action, text_hash=asking.keep(words.text), text_version=words.version, expires_at=ends
    )


def _allowed(reader: Reader, *purposes: str) -> "QuerySet[Standing]":
    return Standing.objects.filter(
        mailbox_id=reader.mailbox_id, may=True, purpose__in=purposes or ADVERTISING
    )


def _by_post(visit: Visit, purpose: str) -> bool:
    """Whether letters for this were allowed, under whatever name."""
    held = _held(_log(visit, (purpose, POST)), (purpose, POST))
    return held is not None and bool(held["may"])


def _log(visit: Visit, subject: Subject) -> "QuerySet[Any]":
    """Where it stands: mail under this mailbox, letters under any mailbox or postal address of theirs."""
    box = visit.reader.mailbox_id
    return by_post.log_of([box] if subject[1] == EMAIL else by_post.names_of(visit.customers) | {box})


def _held(log: "QuerySet[Any]", subject: Subject) -> dict[str, Any] | None:
    """What a log adds up to about a purpose by a channel."""
    purpose, channel = subject
    if channel == POST:
        return by_post.ground(log, purpose)
    about = log.filter(channel=channel, purpose__in=covering(purpose)).order_by("at", "recorded_at", "id")
    return fold(consents_in(about))
