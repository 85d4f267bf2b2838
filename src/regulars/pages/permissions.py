"""Permissions: each purpose by e-mail and by post, with why it is wanted and how it will be used (STANDARDS C1.2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.facts.asking import asking
from regulars.kernel.purposes import PURPOSES, TITLES, ways
from regulars.pages.confirming import ask, needed
from regulars.pages.permission import SUBJECTS, Subject, Words, holds, restore_some, take_back
from regulars.pages.section import Pick, Section, Step, Wish
from regulars.pages.visit import Visit

YES, NO = "yes", "no"


class Permissions(Section):
    """`newsletter-email` and its kin: yes gives the permission, where the law wants it by double opt-in; no takes it back at once."""

    template = "permissions.html"

    def wishes(self, visit: Visit) -> Sequence[Wish]:
        """One for each purpose and channel."""
        return [_wish(visit, subject) for subject in SUBJECTS]

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """With the words beside the choice as evidence."""
        say = visit.say["permissions"]
        given = [subject for subject in SUBJECTS if chosen.get(name_of(subject)) == YES]
        ask(visit, {subject: _words(visit, subject) for subject in given})
        taken = [subject for subject in SUBJECTS if chosen.get(name_of(subject)) == NO]
        if taken:
            take_back(visit, taken, say["no"])

    def restore(self, visit: Visit, before: Mapping[str, str]) -> None:
        """Without asking the mailbox: what was taken back by mistake was given before."""
        again = [subject for subject in SUBJECTS if before.get(name_of(subject)) == YES]
        restore_some(visit, again, visit.say["unsubscribe"]["undo"])
        self.choose(visit, {name: value for name, value in before.items() if value == NO})

    def told(self, visit: Visit, steps: Sequence[Step]) -> list[str]:
        """What changed, and what waits for a confirmation."""
        say = visit.say["permissions"]
        subjects = {name_of(subject): subject for subject in SUBJECTS}
        waits = [step for step in steps if step.now == YES and not holds(visit, subjects[step.wish.name])]
        done = super().told(visit, [step for step in steps if step not in waits])
        return [*done, *[say["sent"].format(what=step.wish.title) for step in waits]]

    def shown(self, visit: Visit) -> dict[str, Any]:
        """Purposes with their ways; to whom is not inside, only what can be taken back."""
        return {
            "purposes": [
                {"title": _title(visit, purpose), "ways": _ways(visit, purpose)} for purpose in PURPOSES
            ]
        }


def name_of(subject: Subject) -> str:
    """The form field and name in the API."""
    return "-".join(subject)


def _wish(visit: Visit, subject: Subject) -> Pick:
    purpose, channel = subject
    say = visit.say["permissions"]
    allowed = holds(visit, subject)
    return Pick(
        name_of(subject),
        f"{_title(visit, purpose)} {say[channel]}",
        YES if allowed else NO,
        ((YES, say["yes"]), (NO, say["no"])),
        undoable=allowed or not needed(visit, subject),
        words=_words(visit, subject).text,
    )


def _words(visit: Visit, subject: Subject) -> Words:
    said = asking(*subject, visit.language)
    return Words(said.at(visit.store).shown, said.version)


def _ways(visit: Visit, purpose: str) -> list[dict[str, Any]]:
    found = []
    for channel in ways(purpose):
        wish, said = (
            _wish(visit, (purpose, channel)),
            asking(purpose, channel, visit.language).at(visit.store),
        )
        found.append({
            "name": wish.name, "title": visit.say["permissions"][f"{channel}_title"], "holds": wish.holds, "offers": wish.offered(visit),
            "why": said.why, "how": said.how, "yes": said.yes,
        })  # fmt: skip
    return found


def _title(visit: Visit, purpose: str) -> str:
    return TITLES[purpose][visit.language]
