"""What a choice will mean, told in mails a month; told only where it lets through fewer than came lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from regulars.pages.traffic import Mail, Traffic, traffic, would_have_come
from regulars.pages.visit import Visit


@dataclass(frozen=True)
class Meaning:
    """The mails that came lately, and the words for numbers of them."""

    came: Traffic
    words: Mapping[str, str]

    @classmethod
    def of(cls, visit: Visit) -> Self:
        """As the visitor got them."""
        return cls(traffic(visit), visit.say["meaning"])

    def lately(self) -> str:
        """How many came, or nothing where that cannot be told."""
        return self._told("lately", self.came.mails) if self.came.mails else ""

    def topic(self, topic: str, sensitivity: str) -> str:
        """What this choice means for the topic alone."""
        mails = [mail for mail in self.came.mails if mail.topic == topic]
        return self._fewer(mails, would_have_come(mails, {topic: sensitivity}))

    def change(
        self, before: Mapping[str, str], limit: int | None, often: Mapping[str, str], at_most: int | None
    ) -> str:
        """What it means that other choices hold than before."""
        was, now = (would_have_come(self.came.mails, *held) for held in ((before, limit), (often, at_most)))
        said = [self._number(mails) for mails in (was, now)]
        if len(now) >= len(was) or said[0] == said[1]:
            return ""
        return self.words["change"].format(before=said[0], now=said[1])

    def _fewer(self, all_of_them: Sequence[Mail], some: Sequence[Mail]) -> str:
        return self._told("option", some) if 0 < len(some) < len(all_of_them) else ""

    def _told(self, sentence: str, mails: Sequence[Mail]) -> str:
        number = self._number(mails)
        return self.words[sentence].format(number=number) if number else ""

    def _number(self, mails: Sequence[Mail]) -> str:
        a_month = self.came.a_month(mails)
        if a_month is None:
            return ""
        if not mails:
            return self.words["none"]
        return self.words["few"] if a_month < 1 else self.words["about"].format(number=round(a_month))
