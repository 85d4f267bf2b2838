"""How the shop set its programs: every change is a fact, so that a past day can be seen with the settings it had."""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import Any

from regulars.facts.kinds import SettingsChanged
from regulars.facts.models import facts_of
from regulars.facts.record import record
from regulars.kernel.clock import Clock
from regulars.programs.base import NotASetting, Program, settled


@dataclass(frozen=True)
class Dials:
    """A program's state: on or off, and the values that differ from its defaults."""

    enabled: bool
    values: dict[str, Any]


def in_force(as_of: datetime) -> dict[str, Dials]:
    """Each program's last settings at that time; one that was never set is on, with its defaults."""
    changes = facts_of(SettingsChanged).filter(at__lte=as_of).order_by("at", "recorded_at", "id")
    return {
        row["program"]: Dials(row["enabled"], json.loads(row["settings"]))
        for row in changes.values("program", "enabled", "settings")
    }


def change(
    program: type[Program], *, enabled: bool, values: dict[str, Any], storefront: str, clock: Clock
) -> Program:
    """Set a program's dials from now on. Raises NotASetting, and then nothing is changed."""
    chosen = settled(program, values)
    now = clock.now()
    said = {dial.name: getattr(chosen, dial.name) for dial in fields(program)}
    fact = SettingsChanged(
        source="office", key=f"{program.key} {clock.token()}", at=now, storefront=storefront, program=program.key,
        schema_hash=schema_hash(program), enabled=enabled, settings=json.dumps(said, sort_keys=True),
    )  # fmt: skip
    record([fact], now)
    return chosen


def schema_hash(program: type[Program]) -> str:
    """Names the set of dials a program has: their names and types."""
    shape = [(dial.name, type(dial.default).__name__) for dial in fields(program)]
    return sha256(json.dumps(shape).encode()).hexdigest()[:16]


def set_program(program: type[Program], dials: Dials | None) -> Program:
    """The program as set; values its dials no longer allow fall back to the defaults."""
    try:
        return settled(program, dials.values if dials else {})
    except NotASetting:
        return program()
