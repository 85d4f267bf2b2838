"""What every program is: one reason to write to customers, with its audience, its settings and its words."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, ClassVar, Literal

import ibis
import ibis.expr.types as ir

from regulars.knowledge.feature import Feature
from regulars.knowledge.know import Known

Nature = Literal["service", "marketing"]
CANDIDATE = ("customer_id", "storefront", "about", "occasion", "gain_minor")
"""The columns every audience has; all others say what the proposal rests on. One that is called `variant` names the thing on sale that the message
recommends: whoever wants less of it, or of such things, is not written to."""


@dataclass(frozen=True)
class Condition:
    """What must hold for a thing to be written about; where it does not, `key` names the sentence that says so."""

    key: str
    holds: ir.BooleanValue


@dataclass(frozen=True)
class Program:
    """What the shop reads about the program: its first line is the summary. Fields are its settings.

    A program lives in one place: the file or folder's name is its key, `en.mjml` and `de.mjml` beside it (or `words`) are its words.
    """

    key: ClassVar[str]
    title: ClassVar[dict[str, str]]
    topic: ClassVar[str]
    nature: ClassVar[Nature]
    purpose: ClassVar[str] = "promotions"
    """Which permission it needs, if it is marketing: newsletter, promotions or product_information."""
    profiles: ClassVar[bool] = True
    """Whether it chooses whom to write to, or what, by what they did. Whoever objects to that is not written to (GDPR Art. 21)."""
    because: ClassVar[dict[str, str]]
    """Per language, the sentence that tells the customer why; filled with the audience's values."""
    because_stated: ClassVar[dict[str, str]] = {}
    """The same where what the customer stated decided (`rests_on` is stated)."""
    unmet: ClassVar[dict[str, dict[str, str]]] = {}
    """Per condition's key and language, why a customer is not written to; filled with the considered row's values."""
    words: ClassVar[dict[str, str]] = {}
    """Per language, the words of a program that is a single file."""
    features: ClassVar[tuple[Feature, ...]] = ()
    """Ways of personalising that this program adds to those of knowledge; it reads what they use through their gates."""
    past_gates: ClassVar[dict[str, str]] = {}
    """Per table that some feature has a gate before, why this program must see it whatever a customer switched off."""
    by_post: ClassVar[bool] = False
    """Whether it writes a letter to who allows letters and no mail (marketing only): `en.letter` and `de.letter` beside it, or `letters`."""
    letters: ClassVar[dict[str, str]] = {}
    """Per language, the letter of a program that is a single file."""
    prior: ClassVar[float] = 0.005
    """The share of messages that bring their gain before anything was measured here (decision 0005)."""
    prior_by_post: ClassVar[float] = 0.03
    """The same for its letters (decision 0024)."""
    keeps_days: ClassVar[int] = 3
    """After so many days the message is no longer worth sending."""

    def consider(self, known: Known) -> ibis.Table:
        """One row per customer and thing that might be written about: `CANDIDATE` columns, then the values of words and reasons.

        `gain_minor` is the contribution margin, in the storefront's minor units, of what this could bring; 0 for service, null if unknown.
        """
        raise NotImplementedError

    def conditions(self, row: ibis.Table) -> tuple[Condition, ...]:
        """What must hold of a considered row, in the order a person would check it."""
        return ()

    @classmethod
    def reasons(cls, values: Mapping[str, Any]) -> dict[str, str]:
        """Per language, the sentence that tells why, for a row with these values."""
        stated = values.get("rests_on") == "stated" and cls.because_stated
        return cls.because_stated if stated else cls.because

    def audience(self, known: Known) -> ibis.Table:
        """One row per customer and thing to write about now."""
        rows = self.consider(known)
        must_hold = [condition.holds for condition in self.conditions(rows)]
        return rows.filter(must_hold) if must_hold else rows

    def nearest(self, known: Known) -> ibis.Table:
        """One row per customer considered in vain: their row that came furthest, and the `unmet_key` it stopped at."""
        rows = self.consider(known)
        conditions = self.conditions(rows)
        if not conditions:
            return rows.mutate(unmet_key=ibis.literal(None, type="string")).limit(0)
        stopped = [(~condition.holds.fill_null(False), n) for n, condition in enumerate(conditions)]
        placed = rows.mutate(unmet=ibis.cases(*stopped, else_=len(conditions)))
        keys = ibis.cases(*[(placed.unmet == n, condition.key) for n, condition in enumerate(conditions)])
        order = [placed.unmet.desc(), placed.about.desc(), placed.occasion.desc(), placed.storefront]
        first = placed.mutate(
            unmet_key=keys, nth=ibis.row_number().over(group_by="customer_id", order_by=order)
        )
        return first.filter((first.nth == 0) & first.unmet_key.notnull()).drop("nth", "unmet")


def setting(
    default: Any, *, says: str, least: float | None = None, most: float | None = None, unit: str = ""
) -> Any:
    """A dial of a program: its default, what it says to the shop, its bounds and its unit."""
    return field(default=default, metadata={"says": says, "least": least, "most": most, "unit": unit})


class NotASetting(ValueError):
    """A value cannot be a program's setting; the message names the setting and what it may be."""


def settled(program: type[Program], values: dict[str, Any]) -> Program:
    """The program with these settings, defaults for the rest. Raises NotASetting; settings it no longer has are let go."""
    dials = {dial.name: dial for dial in fields(program)}
    return program(**{name: checked(dials[name], value) for name, value in values.items() if name in dials})


def checked(dial: Field[Any], value: Any) -> Any:
    """The value in the dial's type and within its bounds. Raises NotASetting."""
    kind = type(dial.default if dial.default is not MISSING else "")
    least, most = dial.metadata.get("least"), dial.metadata.get("most")
    try:
        given = str(value).lower() in ("true", "on", "1", "yes") if kind is bool else kind(value)
    except (TypeError, ValueError, OverflowError) as wrong:
        raise NotASetting(
            f"{dial.name}: “{value}” is not {'a whole number' if kind is int else 'a number'}"
        ) from wrong
    if given != given:  # noqa: PLR0124  only "not a number" differs from itself
        raise NotASetting(f"{dial.name}: “{value}” is not a number")
    if (least is not None and given < least) or (most is not None and given > most):
        raise NotASetting(f"{dial.name}: {given} is not between {least} and {most}")
    return given
