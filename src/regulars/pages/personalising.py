"""Each way of personalising, with what it uses, what for and what one gets, on or off. From a mail only off (decisions 0015, 0021)."""

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.engine.shop import shop
from regulars.facts.kinds import ConsentRecorded, FeatureSet, MailboxUsed
from regulars.facts.models import facts_of
from regulars.facts.record import record
from regulars.kernel.purposes import PROFILING
from regulars.knowledge.feature import OBJECTS_TO, Feature
from regulars.pages.section import Pick, Section, Wish
from regulars.pages.visit import Visit

FEATURE = "feature-"
ON, OFF = "on", "off"


class Personalising(Section):
    """`feature-KEY`, each on or off. Who objected to profiling has none that profiles, and is not asked about it."""

    template = "personalising.html"

    def wishes(self, visit: Visit) -> Sequence[Wish]:
        """One a way."""
        say = visit.say["personalising"]
        offers = ((ON, say[ON]), (OFF, say[OFF]))
        return [
            Pick(FEATURE + feature.key, feature.title[visit.language], ON if on else OFF, offers)
            for feature, on in held(visit)
        ]

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """As facts."""
        now = visit.clock.now()
        if visit.known:
            record(
                [switched(visit, name.removeprefix(FEATURE), on == ON) for name, on in chosen.items()], now
            )

    def shown(self, visit: Visit) -> dict[str, Any]:
        """The ways with their texts."""
        wishes = {wish.name: wish for wish in self.wishes(visit) if isinstance(wish, Pick)}
        return {
            "objected": _objected(visit),
            "features": [
                {
                    "key": feature.key,
                    "wish": wishes[FEATURE + feature.key],
                    "offers": wishes[FEATURE + feature.key].offered(visit),
                    "texts": [(visit.say["personalising"][part], getattr(feature, part)[visit.language]) for part in ("uses", "why", "benefit")],
                }
                for feature, _ in held(visit)
            ],
        }  # fmt: skip


def held(visit: Visit) -> list[tuple[Feature, bool]]:
    """What can be chosen about, and whether it is on."""
    rows = facts_of(FeatureSet).filter(customer_id__in=visit.customers).order_by("at", "recorded_at", "id")
    said = dict(rows.values_list("feature", "on"))
    objected = _objected(visit)
    return [
        (feature, said.get(feature.key, feature.by_default))
        for feature in shop().features().values()
        if not (objected and feature.profiling)
    ]


def _objected(visit: Visit) -> bool:
    """Whether the last word on a mailbox of theirs refuses profiling, as `knowledge/feature.py` reads it."""
    mailboxes = facts_of(MailboxUsed).filter(customer_id__in=visit.customers).values("mailbox_id")
    words = facts_of(ConsentRecorded).filter(mailbox_id__in=mailboxes, purpose__in=OBJECTS_TO)
    last: dict[int, bool] = {}
    for mailbox, purpose, action in words.order_by("at", "recorded_at", "id").values_list(
        "mailbox_id", "purpose", "action"
    ):
        if action == "object" or (purpose == PROFILING and action in ("withdraw", "grant", "confirm")):
            last[mailbox] = action in ("object", "withdraw")
    return any(last.values())


def switched(visit: Visit, feature: str, on: bool) -> FeatureSet:  # noqa: FBT001
    """That they switch a way of personalising now."""
    return FeatureSet(
        source="page", key=visit.clock.token(), at=visit.clock.now(), storefront=visit.store.key, customer_id=visit.reader.customer_id,
        feature=feature, on=on,
    )  # fmt: skip
