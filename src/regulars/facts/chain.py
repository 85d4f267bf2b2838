"""The consent log is a chain: each record carries the hash of the one before it, so that an edit, a gap or a swap shows (STANDARDS C1.6)."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from hashlib import sha256

from regulars.facts.columns import columns_of
from regulars.facts.kinds import ConsentRecorded
from regulars.facts.models import ChainHead, facts_of

NAME = "consent"
NOT_COVERED = {"chain_hash", "previous_hash"}


def link(consent: ConsentRecorded) -> ConsentRecorded:
    """The consent with its place in the chain; holds the chain until the caller's transaction ends."""
    ChainHead.objects.get_or_create(name=NAME)
    head = ChainHead.objects.select_for_update().get(name=NAME)
    linked = replace(
        consent, previous_hash=head.chain_hash, chain_hash=_hash(asdict(consent), head.chain_hash)
    )
    head.chain_hash = linked.chain_hash
    head.save(update_fields=["chain_hash"])
    return linked


def breaks() -> Iterator[str]:
    """Names each record whose content or place is not what was recorded: `source key`."""
    previous = ""
    names = [column.name for column in columns_of(ConsentRecorded)]
    for row in facts_of(ConsentRecorded).order_by("id").values(*names).iterator():
        if row["previous_hash"] != previous or row["chain_hash"] != _hash(row, previous):
            yield f"{row['source']} {row['key']}"
        previous = row["chain_hash"]


def _hash(consent: dict[str, object], previous: str) -> str:
    covered = {name: value for name, value in consent.items() if name not in NOT_COVERED}
    return sha256(f"{previous}\n{json.dumps(covered, sort_keys=True, default=_text)}".encode()).hexdigest()


def _text(moment: object) -> str:
    return moment.astimezone(UTC).isoformat() if isinstance(moment, datetime) else str(moment)
