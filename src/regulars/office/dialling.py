"""A program's settings as a form: made from its fields, each with its words, bounds and unit."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, fields
from typing import Any

from regulars.programs.base import NotASetting, Program, checked


@dataclass(frozen=True)
class Dial:
    """One setting as the form shows it."""

    name: str
    says: str
    unit: str
    sort: str
    value: Any
    least: float | None
    most: float | None
    default: Any
    error: str = ""

    @property
    def bounds(self) -> str:
        """The bounds in words, and what it is where nobody changed it."""
        between = (
            f"From {_plain(self.least)} to {_plain(self.most)}; "
            if self.least is not None and self.most is not None
            else ""
        )
        usual = ("on" if self.default else "off") if self.sort == "switch" else _plain(self.default)
        return f"{between}usually {usual}." if between else f"Usually {usual}."


def dials(program: type[Program], current: Program, given: Mapping[str, Any] | None = None) -> list[Dial]:
    """Every setting with its present value, or with what was just given and why that cannot be."""
    return [_dial(dial, current, given) for dial in fields(program)]


def values(shown: list[Dial]) -> dict[str, Any]:
    """The values of a form without errors."""
    return {dial.name: dial.value for dial in shown}


def _dial(dial: "Field[Any]", current: Program, given: Mapping[str, Any] | None) -> Dial:
    value, error = getattr(current, dial.name), ""
    if given is not None:
        value, error = _given(dial, given)
    sort = {bool: "switch", int: "number", float: "fraction"}.get(type(dial.default), "text")
    said = dial.metadata
    return Dial(
        dial.name, said["says"], said["unit"], sort, value, said["least"], said["most"], dial.default, error
    )


def _given(dial: "Field[Any]", given: Mapping[str, Any]) -> tuple[Any, str]:
    said = given.get(dial.name, "")
    try:
        return checked(dial, said), ""
    except NotASetting as wrong:
        return said, str(wrong).partition(": ")[2].capitalize() + "."


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
