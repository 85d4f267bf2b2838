"""All advertising: whether we may send any to this mailbox."""

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.pages.permission import allow, restore, standing_of, withdraw, withdrawn
from regulars.pages.section import Pick, Section, Step, Wish
from regulars.pages.visit import Visit

NAME = "advertising"
YES, NO = "yes", "no"


class Advertising(Section):
    """`advertising`: no withdraws the permission, yes gives it again by a button beside its text."""

    template = "advertising.html"

    def wishes(self, visit: Visit) -> Sequence[Wish]:
        """The one permission. Where nobody ever said no, it counts as held: stopping must always be possible."""
        say = visit.say["your_page"]
        standing = standing_of(visit.reader)
        holds = NO if standing is not None and not standing.may else YES
        offers = ((YES, say["advertising_yes"]), (NO, say["advertising_no"]))
        return [
            Pick(
                NAME,
                say["advertising"],
                holds,
                offers,
                undoable=standing is not None,
                words=allow_text(visit),
            )
        ]

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """With the words beside the button as evidence."""
        if chosen[NAME] == NO:
            withdraw(visit, text=visit.say["unsubscribe"]["all"])
        else:
            allow(visit, text=allow_text(visit))

    def restore(self, visit: Visit, before: Mapping[str, str]) -> None:
        """On the ground it stood on before."""
        if before[NAME] == YES:
            restore(visit, text=visit.say["unsubscribe"]["undo"])
        else:
            self.choose(visit, before)

    def told(self, visit: Visit, steps: Sequence[Step]) -> list[str]:
        """That it ended, or holds again."""
        say = visit.say
        return [
            say["unsubscribe"]["done"] if step.now == NO else say["your_page"]["allowed"] for step in steps
        ]

    def shown(self, visit: Visit) -> dict[str, Any]:
        """Whether it ended; giving it again is for visitors inside."""
        return {"withdrawn": withdrawn(visit.reader), "allow_text": allow_text(visit)}


def allow_text(visit: Visit) -> str:
    """What the customer agrees to."""
    return str(visit.say["your_page"]["allow_text"].format(shop=visit.store.name))
