"""Changes what a customer wishes: the one place where the page, the API and Undo do, and where it is judged who may (decision 0015).

From a mail, whoever holds it may only ask for less. More is asked for inside: after a fresh link, or handed over by the shop.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from regulars.kernel.tokens import Forged, sign, verify
from regulars.pages.models import LastChange
from regulars.pages.section import Section, Step, Wish
from regulars.pages.sections import SECTIONS
from regulars.pages.visit import Visit

UNDO_WITHIN = timedelta(minutes=10)
PURPOSE = "undo-change"


@dataclass(frozen=True)
class Changed:
    """What was changed, in sentences; what only a visitor inside may ask for; what nobody can choose (then nothing was changed).

    `undo` is the token that takes it back.
    """

    sentences: tuple[str, ...] = ()
    refused: tuple[Wish, ...] = ()
    unfit: tuple[Wish, ...] = ()
    undo: str = ""


def change(visit: Visit, said: Mapping[str, str]) -> Changed:
    """Change what is asked for. `said` holds values by a wish's name; what it leaves out stays, and so does what equals its `was-NAME`:
    the form was shown so, and another tab may have changed it since.
    """
    with transaction.atomic():
        asked = {section: _asked(section, visit, said) for section in SECTIONS}
        steps = [step for of_section in asked.values() for step in of_section]
        unfit = tuple(step.wish for step in steps if not step.wish.takes(step.now))
        if unfit:
            return Changed(unfit=unfit)
        refused = tuple(step.wish for step in steps if not may(visit, step))
        granted = {section: [step for step in each if may(visit, step)] for section, each in asked.items()}
        return replace(_done(visit, granted), refused=refused)


def may(visit: Visit, step: Step) -> bool:
    """Whether this visitor may ask for that."""
    return visit.inside or not step.wish.raises(step.now)


def undo(visit: Visit, token: str) -> Changed:
    """Take back the newest change, within ten minutes, once; nothing where something else was chosen since."""
    with transaction.atomic():
        taken_back = _taken_back(visit, token)
        if taken_back is None:
            return Changed()
        before, after = taken_back
        sentences = []
        for section in SECTIONS:
            wishes = [wish for wish in section.wishes(visit) if wish.name in before]
            if any(wish.holds != after[wish.name] for wish in wishes):
                return Changed()
            steps = [Step(wish, before[wish.name]) for wish in wishes]
            if steps:
                section.restore(visit, {step.wish.name: step.now for step in steps})
                sentences += section.told(visit, steps)
        return Changed(tuple(sentences))


def _asked(section: Section, visit: Visit, said: Mapping[str, str]) -> list[Step]:
    """The steps from what holds to what is asked for."""
    return [
        Step(wish, said[wish.name])
        for wish in section.wishes(visit)
        if wish.name in said
        and said[wish.name] != wish.holds
        and said[wish.name] != said.get(f"was-{wish.name}")
    ]


def _done(visit: Visit, granted: Mapping[Section, list[Step]]) -> Changed:
    sentences: list[str] = []
    for section, steps in granted.items():
        if steps:
            section.choose(visit, {step.wish.name: step.now for step in steps})
            sentences += section.told(visit, steps)
    steps = [step for of_section in granted.values() for step in of_section]
    return Changed(tuple(sentences), undo=_undo_token(visit, steps) if steps else "")


def _undo_token(visit: Visit, steps: list[Step]) -> str:
    """What takes these steps back; whoever changes something later makes it void."""
    if not visit.known or not all(step.wish.undoable for step in steps):
        return ""
    before = {step.wish.name: step.wish.holds for step in steps}
    after = {step.wish.name: step.now for step in steps}
    said = json.dumps([visit.customer, visit.clock.now().isoformat(), visit.clock.token(), before, after])
    token = sign(PURPOSE, said, settings.LINK_KEYS)
    named = {"undo": _name(token), "made_at": visit.clock.now()}
    LastChange.objects.update_or_create(customer_id=visit.customer, defaults=named)
    return token


def _taken_back(visit: Visit, token: str) -> tuple[dict[str, str], dict[str, str]] | None:
    """What held before and after the change, when it is this customer's newest and the token was not used."""
    try:
        customer, at, _, before, after = json.loads(verify(PURPOSE, token, settings.LINK_KEYS))
    except Forged:
        return None
    if customer != visit.customer or visit.clock.now() > datetime.fromisoformat(at) + UNDO_WITHIN:
        return None
    used, _ = LastChange.objects.filter(customer_id=visit.customer, undo=_name(token)).delete()
    return (before, after) if used else None


def _name(token: str) -> str:
    return sha256(token.encode()).hexdigest()
