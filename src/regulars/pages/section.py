"""What a section of the customer's page is: some wishes of theirs, how they are kept, and how they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from regulars.pages.speech import day
from regulars.pages.visit import Visit


@dataclass(frozen=True)
class Pick:
    """One of a short list: values and titles, what lets most through first. `name` is its form field and its name in the API.

    `undoable` is whether what holds can be brought back once it was changed; `words` are what one agrees to by choosing the first.
    """

    name: str
    title: str
    holds: str
    offers: tuple[tuple[str, str], ...]
    undoable: bool = True
    words: str = ""

    def takes(self, value: str) -> bool:
        """Whether this can be chosen at all."""
        return value in dict(self.offers)

    def raises(self, value: str) -> bool:
        """Whether it lets through more than what holds."""
        return self._loud(value) < self._loud(self.holds)

    def called(self, value: str) -> str:
        """What a value is called."""
        return dict(self.offers).get(value, value)

    def offered(self, visit: Visit) -> tuple[tuple[str, str], ...]:
        """What this visitor can choose: all of it, or what lets through no more than now."""
        return tuple(each for each in self.offers if visit.inside or not self.raises(each[0]))

    def _loud(self, value: str) -> int:
        return [each for each, _ in self.offers].index(value) if self.takes(value) else len(self.offers)


@dataclass(frozen=True)
class Until:
    """Silence until a day, as 2026-12-01; empty for none. `language` names days."""

    name: str
    title: str
    holds: str
    earliest: date
    latest: date
    language: str
    undoable: ClassVar[bool] = True

    def takes(self, value: str) -> bool:
        """Whether this is no day at all, or one to come."""
        try:
            until = date.fromisoformat(value) if value else self.latest
            # Other spellings of a day, such as 20261201, could not be compared as text.
            return value in ("", until.isoformat()) and self.earliest <= until <= self.latest
        except ValueError:
            return False

    def raises(self, value: str) -> bool:
        """Whether the silence would end earlier."""
        return value < self.holds

    def called(self, value: str) -> str:
        """The day in words."""
        return day(date.fromisoformat(value) if value else None, self.language)


Wish = Pick | Until


@dataclass(frozen=True)
class Step:
    """A wish and what holds of it from now on; the wish says what held before."""

    wish: Wish
    now: str


class Section:
    """A part of the page, which `pages/sections.py` lists. Its wishes are asked for by the page's forms, by the API and by Undo alike: what
    may not be asked for here is refused before `choose` hears of it.
    """

    template: ClassVar[str]
    """Its partial, below `templates/pages/`; it gets `part`, what `shown` returns, and brings its own forms."""

    def listed(self, visit: Visit) -> bool:
        """Whether there is something to see here, so that the index at the top of the page leads to it."""
        return True

    @property
    def key(self) -> str:
        """Its anchor on the page, and the key of its name in the index."""
        return self.template.partition(".")[0].replace("_", "-")

    def wishes(self, visit: Visit) -> Sequence[Wish]:
        """What can be chosen here, each with what holds now."""
        raise NotImplementedError

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """Record what is wished from now on: values that are taken and that differ from what holds, by the wish's name."""
        raise NotImplementedError

    def restore(self, visit: Visit, before: Mapping[str, str]) -> None:
        """Record that what held before a change holds again."""
        self.choose(visit, before)

    def told(self, visit: Visit, steps: Sequence[Step]) -> list[str]:
        """What was changed, in sentences."""
        change = visit.say["your_page"]["change"]
        return [
            change.format(
                topic=step.wish.title,
                now=step.wish.called(step.now),
                before=step.wish.called(step.wish.holds),
            )
            for step in steps
        ]

    def shown(self, visit: Visit) -> dict[str, Any]:
        """What the partial shows. Nothing about the past but to a visitor inside."""
        return {}
