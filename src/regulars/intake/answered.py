"""What somebody asks for by mail: no more advertising, or more or less of a kind, as if the link under it had been pressed (decision 0017)."""

from collections.abc import Iterator
from typing import Any

from regulars.facts import identity
from regulars.facts.kinds import ConsentRecorded, Fact, LikeSaid, PreferenceSet
from regulars.facts.models import facts_of
from regulars.intake.returned.read import Returned
from regulars.kernel.address import NotAnAddress, canonical
from regulars.kernel.often import OFTEN, quieter
from regulars.kernel.purposes import EMAIL, MARKETING

LAST = ("-at", "-recorded_at", "-id")


def by_them(found: Returned, mailbox_id: int) -> bool:
    """Whether a reply was written from the mailbox that the message went to. Whoever also names the message holds the mail, as for its links."""
    try:
        return canonical(found.author) == canonical(identity.address_of(mailbox_id))
    except (NotAnAddress, LookupError):
        return False


def asked(found: Returned, decided: dict[str, Any], shared: dict[str, Any], key: str) -> Iterator[Fact]:
    """The wish in a reply to an advertising mail, if it says one and nothing else; less also takes the topic one step down, once a mail."""
    direction = found.wish
    if direction not in ("less", "more") or decided["nature"] != "marketing":
        return
    if identity.existing(decided["customer_id"]) is None:
        return
    topic, whose = decided["topic"], {"customer_id": decided["customer_id"]}
    said = facts_of(LikeSaid).filter(**whose, aspect="topic", which=topic).order_by(*LAST)
    if direction == "more" and said.values_list("direction", flat=True).first() == "less":
        return  # less is lifted inside one's own page only
    yield LikeSaid(
        **shared, key=key, intent=decided["intent"], variant=None, aspect="topic", which=topic, named=topic, direction=direction
    )  # fmt: skip
    held = facts_of(PreferenceSet).filter(**whose, topic=topic).order_by(*LAST)
    often, paused_until = held.values_list("sensitivity", "paused_until").first() or (OFTEN[0], None)
    step = quieter(often) if direction == "less" else None
    if step is not None:
        yield PreferenceSet(
            **shared,
            key=f"{decided['intent']} less",
            topic=topic,
            sensitivity=step,
            paused_until=paused_until,
        )


def no_more(
    shared: dict[str, Any], mailbox_id: int, *, key: str, form: str, evidence: str
) -> ConsentRecorded:
    """They told us by mail, or told their mail service, that they want no more advertising."""
    return ConsentRecorded(
        **shared, key=key, mailbox_id=mailbox_id, purpose=MARKETING, channel=EMAIL, scope=shared["storefront"], action="withdraw", ground="",
        actor="subject", form=form, text_hash="", text_version="", language="", controls="", page="", evidence=evidence,
    )  # fmt: skip
