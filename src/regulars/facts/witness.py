"""The personal evidence of a consent: kept in the erasable store, while the log says only what it takes to check it (STANDARDS C1.1, C5.3)."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from regulars.facts.kinds import ConsentRecorded
from regulars.facts.models import Witness, facts_of
from regulars.kernel.clock import Clock


def witnessed(consent: ConsentRecorded, ip: str, user_agent: str, clock: Clock) -> ConsentRecorded:
    """The consent, committed to this evidence, which is kept beside it; to be recorded in the same transaction."""
    if not (ip or user_agent):
        return consent
    salt = clock.token()
    who = {"customer_id": consent.customer_id, "ip": ip, "user_agent": user_agent, "salt": salt}
    Witness.objects.get_or_create(consent_key=consent.key, defaults=who)
    return replace(consent, commitment=commitment(salt, ip, user_agent))


def altered() -> Iterator[str]:
    """Names each record whose personal evidence is still there, and is not what was recorded."""
    for each in Witness.objects.exclude(ip="", user_agent="").iterator():
        said = (
            facts_of(ConsentRecorded)
            .filter(key=each.consent_key)
            .values("source", "key", "commitment")
            .first()
        )
        if said and said["commitment"] != commitment(each.salt, each.ip, each.user_agent):
            yield f"{said['source']} {said['key']}"


def commitment(salt: str, ip: str, user_agent: str) -> str:
    """Enough to check the evidence while it is there, and nothing about it once it is erased."""
    return sha256(f"{salt}\0{ip}\0{user_agent}".encode()).hexdigest()
