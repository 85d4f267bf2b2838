"""The consent log is a chain: each record carries the hash of the one before it, so that an edit, a gap or a swap shows (STANDARDS C1.6)."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from regulars.facts.columns import columns_of
from regulars.facts.kinds import ConsentRecorded
from regulars.facts.models import ChainHead, facts_of

NAME = "consent"
AT_ONCE = 5_000
NOT_COVERED = ("recorded_at", "chain_hash", "previous_hash")


def link(consents: Sequence[ConsentRecorded]) -> list[ConsentRecorded]:
    """The consents that are new, each with its place in the chain, in order; holds the chain until the caller's transaction ends."""
    if not _new(consents):
        return []
    ChainHead.objects.get_or_create(name=NAME)
    head = ChainHead.objects.select_for_update().get(name=NAME)
    linked = []
    for consent in _new(consents):  # asked again, now that nobody else adds to the chain
        after = _hash(asdict(consent), head.chain_hash)
        linked.append(replace(consent, previous_hash=head.chain_hash, chain_hash=after))
        head.chain_hash = after
    head.save(update_fields=["chain_hash"])
    return linked


def _new(consents: Sequence[ConsentRecorded]) -> list[ConsentRecorded]:
    """Those that are not known, each once."""
    known = _known(consents)
    first: dict[tuple[str, str], ConsentRecorded] = {}
    for consent in consents:
        first.setdefault((consent.source, consent.key), consent)
    return [consent for name, consent in first.items() if name not in known]


def _known(consents: Sequence[ConsentRecorded]) -> set[tuple[str, str]]:
    keys = [consent.key for consent in consents]
    parts = (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
    return {
        pair
        for part in parts
        for pair in facts_of(ConsentRecorded).filter(key__in=part).values_list("source", "key")
    }


def breaks() -> Iterator[str]:
    """Names each record whose content or place is not what was recorded: `source key`; or the last one, when what followed it is gone."""
    end = ChainHead.objects.filter(name=NAME).values_list("chain_hash", flat=True).first() or ""
    previous, last, whole = "", "the beginning", not end
    for row in _links():
        last = f"{row['source']} {row['key']}"
        if row["previous_hash"] != previous or row["chain_hash"] != _hash(row, previous):
            yield last
        previous = row["chain_hash"]
        whole = whole or previous == end
    if not whole:
        yield f"after {last}"


def read(log: "QuerySet[Any]", names: Sequence[str]) -> list[dict[str, Any]]:
    """Records of the log, in its order; `at` and `recorded_at` among the names. What cannot be read in one comes as the text that stands there."""
    rows = _readable(log, names)
    if rows is not None:
        return rows
    each = (facts_of(ConsentRecorded).filter(id=number) for number in log.values_list("id", flat=True))
    return [(_readable(one, names) or [{name: _value(one, name) for name in names}])[0] for one in each]


def _readable(log: "QuerySet[Any]", names: Sequence[str]) -> list[dict[str, Any]] | None:
    """None when a moment in it cannot be read; Django fails at a thirteenth month, and takes what is no date for nothing."""
    try:
        rows = list(log.values(*names))
    except ValueError:
        return None
    return rows if all(row["at"] and row["recorded_at"] for row in rows) else None


def _value(one: "QuerySet[Any]", name: str) -> Any:
    with suppress(ValueError):
        if (value := one.values_list(name, flat=True).get()) is not None:
            return value
    return one.values_list(Cast(name, TextField()), flat=True).get()


def _links() -> Iterator[dict[str, Any]]:
    """Every record in order."""
    names = ["recorded_at", *(column.name for column in columns_of(ConsentRecorded))]
    log = facts_of(ConsentRecorded).order_by("id")
    numbers = list(log.values_list("id", flat=True))
    for part in (numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE)):
        yield from read(log.filter(id__gte=part[0], id__lte=part[-1]), names)


def _hash(consent: dict[str, object], previous: str) -> str:
    covered = {name: value for name, value in consent.items() if name not in NOT_COVERED}
    return sha256(f"{previous}\n{json.dumps(covered, sort_keys=True, default=_text)}".encode()).hexdigest()


def _text(moment: object) -> str:
    return moment.astimezone(UTC).isoformat() if isinstance(moment, datetime) else str(moment)
