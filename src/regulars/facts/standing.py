"""Who may be written to, for what: folded from consents and suppressions, and kept beside them so that delivery can ask in its own transaction.

The knowledge stage says the same fold as a table expression; `regulars rebuild --check` compares the two.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from regulars.facts import chain
from regulars.facts.kinds import GIVES, SAYS_NOTHING, TAKES, AddressSuppressed, ConsentRecorded, Fact
from regulars.facts.models import Mailbox, PostalAddress, Requested, Standing, facts_of
from regulars.facts.statement import execute
from regulars.kernel.clock import aware
from regulars.kernel.purposes import EMAIL, POST, PURPOSES, SERVICE, covering

CONSENT = ("action", "ground", "source", "key", "at", "recorded_at", "expires_at")
MOMENTS = ("at", "recorded_at", "expires_at")
SUPPRESSION = ("lifted", "cause", "source", "key", "at")
AT_ONCE = 500
LAST = datetime(9999, 1, 1, tzinfo=UTC)  # every clock in the world can show it
Said = dict[str, tuple[bool, datetime | None]]
"""What stands about one mailbox, by purpose: whether mail may go there, and until when."""
UNKNOWN = (True, None)


def may_send_each(asked: Collection[tuple[int, str]], at: datetime) -> dict[tuple[int, str], str | None]:
    """For each mailbox and purpose (or SERVICE): None when a mail for it may go there now, else which standing forbids it: suppressed,
    complained, no_consent.
    """
    if not asked:
        return {}
    boxes = list({mailbox for mailbox, _ in asked})
    # Plain SQL, since every message passes here twice.
    sql = (
        f"SELECT mailbox_id, purpose, may, expires_at FROM {Standing._meta.db_table} "  # noqa: S608  the name of our own table
        f"WHERE channel = %s AND mailbox_id IN ({', '.join(['%s'] * len(boxes))})"
    )
    with connection.cursor() as cursor:
        execute(cursor, sql, [EMAIL, *boxes])
        said: defaultdict[int, Said] = defaultdict(dict)
        for mailbox, purpose, may, until in cursor.fetchall():
            said[mailbox][purpose] = bool(may), aware(until)
    return {(mailbox, purpose): _forbidden(said[mailbox], purpose, at) for mailbox, purpose in asked}


def permits(mailbox_id: int, purpose: str, at: datetime, channel: str = EMAIL) -> bool:
    """Whether this very purpose was allowed and still is, whatever else was; for what is no message, such as seeing whether one is opened."""
    rows = Standing.objects.filter(mailbox_id=mailbox_id, channel=channel, purpose__in=covering(purpose))
    return _allows({row.purpose: (row.may, row.expires_at) for row in rows}, purpose, at)


def _forbidden(said: Said, purpose: str, at: datetime) -> str | None:
    if not said.get("all", UNKNOWN)[0]:
        return "suppressed"
    if purpose == SERVICE:
        return None
    if not said.get("complaint", UNKNOWN)[0]:
        return "complained"
    return None if _allows(said, purpose, at) else "no_consent"


def _allows(said: Said, purpose: str, at: datetime) -> bool:
    for each in covering(purpose):
        if each in said:
            may, expires_at = said[each]
            return may and (expires_at is None or expires_at > at)
    return False


def follow(fact: Fact) -> None:
    """Bring the projection up to date with a fact just recorded."""
    if isinstance(fact, ConsentRecorded | AddressSuppressed):
        _one_at_a_time(fact.mailbox_id)
    if isinstance(fact, ConsentRecorded):
        about = _about(facts_of(ConsentRecorded), [fact.mailbox_id]).filter(channel=fact.channel)
        for purpose, consents in _by_purpose(consents_in(about, "purpose")).items():
            if fact.purpose in covering(purpose):
                _write(fact.mailbox_id, purpose, fact.channel, fold(consents))
        _ask_no_longer(fact)
    elif isinstance(fact, AddressSuppressed):
        _write(
            fact.mailbox_id,
            *_forbids(fact.scope),
            fold_suppressed(_suppressions(fact.mailbox_id, fact.scope)),
        )


def follow_all(facts: Iterable[Fact]) -> None:
    """The same for many, with a handful of questions for some hundred mailboxes."""
    boxes = sorted(
        {fact.mailbox_id for fact in facts if isinstance(fact, ConsentRecorded | AddressSuppressed)}
    )
    for part in (boxes[at : at + AT_ONCE] for at in range(0, len(boxes), AT_ONCE)):
        for table in (Mailbox, PostalAddress):
            list(table._base_manager.select_for_update().filter(id__in=part).order_by("id"))
        rows = [
            Standing(mailbox_id=m, purpose=p, channel=c, **row) for (m, p, c), row in _folded(part).items()
        ]
        Standing.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["mailbox_id", "purpose", "channel"],
            update_fields=["may", "ground", "cause", "since_at", "expires_at"],
        )


def consents_in(log: "QuerySet[Any]", *also: str) -> list[dict[str, Any]]:
    """What `fold` asks of consents, and more. Of those with a moment that cannot be read any more a yes allows nothing, and a no counts from when
    it was recorded, or as the last word.
    """
    legible = (_legible(row) for row in chain.read(log, (*also, *CONSENT)))
    return [row for row in legible if row]


def _legible(row: dict[str, Any]) -> dict[str, Any] | None:
    known = [name for name in MOMENTS if not isinstance(row[name], str)]
    if len(known) == len(MOMENTS):
        return row
    if row["action"] in GIVES:
        return None
    moment = next((row[name] for name in ("recorded_at", "at") if name in known), LAST)
    return row | {"at": moment, "recorded_at": moment, "expires_at": None}


def fold(consents: Sequence[dict[str, Any]], *, refused: bool = False) -> dict[str, Any] | None:
    """The standing that consents of one mailbox and purpose, in order of (at, recorded_at, id), add up to. `refused`: a no was said elsewhere
    that only an explicit yes overcomes.

    At equal times a withdrawal wins; an imported permission or a soft opt-in never overrides a withdrawal (Foundation 9). What a clock ahead
    of ours dated later than we learned it counts from when we learned it: else a no said meanwhile would be older than the yes before it.
    """
    told = [c for c in consents if c["action"] not in SAYS_NOTHING]
    withdrawn = refused or any(c["action"] not in GIVES for c in told)
    counting = [c for c in told if not (withdrawn and _weak(c))]
    if not counting:
        return None
    last = max(
        enumerate(counting),
        key=lambda each: (_said_at(each[1]), each[1]["action"] not in GIVES, each[1]["recorded_at"], each[0]),
    )[1]
    return {
        "may": last["action"] in GIVES,
        "ground": last["ground"],
        "cause": f"{last['source']} {last['key']}",
        "since_at": last["at"],
        "expires_at": last["expires_at"],
    }


def _said_at(consent: dict[str, Any]) -> datetime:
    moment: datetime = min(consent["at"], consent["recorded_at"])
    return moment


def _weak(consent: dict[str, Any]) -> bool:
    """Only an explicit yes undoes a no: not an import, and not the soft opt-in of another purchase."""
    return consent["action"] == "import" or (
        consent["action"] in GIVES and consent["ground"] == "soft_opt_in"
    )


def fold_suppressed(suppressions: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The last word on a mailbox: suppressed, or lifted."""
    if not suppressions:
        return None
    last = suppressions[-1]
    cause = f"{last['source']} {last['key']}"
    return {
        "may": last["lifted"],
        "ground": last["cause"],
        "cause": cause,
        "since_at": last["at"],
        "expires_at": None,
    }


def recomputed() -> dict[tuple[int, str, str], dict[str, Any]]:
    """The whole projection from the facts alone."""
    return _folded(None)


def _folded(mailboxes: Sequence[int] | None) -> dict[tuple[int, str, str], dict[str, Any]]:
    """The standings of some mailboxes, or of all, by mailbox, purpose and channel."""
    consents: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in consents_in(_about(facts_of(ConsentRecorded), mailboxes), "mailbox_id", "purpose", "channel"):
        consents.setdefault((row["mailbox_id"], row["channel"]), []).append(row)
    suppressions: dict[tuple[int, str, str], list[dict[str, Any]]] = {}
    for row in _about(facts_of(AddressSuppressed), mailboxes).values("mailbox_id", "scope", *SUPPRESSION):
        suppressions.setdefault((row["mailbox_id"], *_forbids(row["scope"])), []).append(row)
    folded = {
        (mailbox, purpose, channel): fold(told)
        for (mailbox, channel), rows in consents.items()
        for purpose, told in _by_purpose(rows).items()
    }
    folded |= {subject: fold_suppressed(rows) for subject, rows in suppressions.items()}
    return {subject: row for subject, row in folded.items() if row is not None}


def _by_purpose(consents: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """For each purpose that anything was said about: all that speaks about it, in order.

    A purpose nobody spoke of apart has no row of its own, but stands as all advertising does: most people have one row.
    """
    purposes = dict.fromkeys(row["purpose"] for row in consents)
    return {each: [row for row in consents if row["purpose"] in covering(each)] for each in purposes}


def _about(facts: "QuerySet[Any]", mailboxes: Sequence[int] | None) -> "QuerySet[Any]":
    some = facts if mailboxes is None else facts.filter(mailbox_id__in=mailboxes)
    return some.order_by("at", "recorded_at", "id")


def _forbids(scope: str) -> tuple[str, str]:
    """The purpose and channel under which a suppression of this scope stands."""
    return {"all": ("all", EMAIL), "post": ("all", POST)}.get(scope, ("complaint", EMAIL))


def _one_at_a_time(mailbox_id: int) -> None:
    """Hold the mailbox or postal address to the end of the transaction: of two facts about it recorded at once, the second's fold must see
    the first.
    """
    if Mailbox.objects.select_for_update().filter(id=mailbox_id).first() is None:
        PostalAddress.objects.select_for_update().filter(id=mailbox_id).first()


def _ask_no_longer(fact: ConsentRecorded) -> None:
    """After a no, what was asked for before and waits to be confirmed cannot be confirmed any more."""
    if fact.action in TAKES:
        over = [(each, fact.channel) for each in PURPOSES if fact.purpose in covering(each)]
        for row in Requested.objects.filter(mailbox_id=fact.mailbox_id):
            row.leave_out(over)


def _suppressions(mailbox_id: int, scope: str) -> list[dict[str, Any]]:
    return list(_about(facts_of(AddressSuppressed), [mailbox_id]).filter(scope=scope).values(*SUPPRESSION))


def _write(mailbox_id: int, purpose: str, channel: str, row: dict[str, Any] | None) -> None:
    if row is not None:
        Standing.objects.update_or_create(
            mailbox_id=mailbox_id, purpose=purpose, channel=channel, defaults=row
        )
