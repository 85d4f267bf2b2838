"""All advertising: whether we may send any to this mailbox."""

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.pages.confirming import ask, needed
from regulars.pages.permission import ALL_MAIL, Words, restore, standing_of, withdraw, withdrawn
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
        holds = NO if withdrawn(visit.reader) else YES
        offers = ((YES, say["advertising_yes"]), (NO, say["advertising_no"]))
        return [
            Pick(
                NAME,
                say["advertising"],
                holds,
                offers,
                undoable=standing is not None and (holds == YES or not needed(visit, ALL_MAIL)),
                words=allow_text(visit),
            )
        ]

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """With the words beside the button as evidence."""
        if chosen[NAME] == NO:
            withdraw(visit, text=visit.say["unsubscribe"]["all"])
        else:
            ask(visit, {ALL_MAIL: Words(allow_text(visit))})

    def restore(self, visit: Visit, before: Mapping[str, str]) -> None:
        """On the ground it stood on before."""
        if before[NAME] == YES:
            restore(visit, text=visit.say["unsubscribe"]["undo"])
        else:
            self.choose(visit, before)

    def told(self, visit: Visit, steps: Sequence[Step]) -> list[str]:
        """That it ended, or holds again."""
        say = visit.say
        sent = say["permissions"]["sent"].format(what=say["your_page"]["advertising"])
        allowed = sent if withdrawn(visit.reader) else say["your_page"]["allowed"]
        return [say["unsubscribe"]["done"] if step.now == NO else allowed for step in steps]

    def shown(self, visit: Visit) -> dict[str, Any]:
        """Whether it ended; giving it again is for visitors inside."""
        return {"withdrawn": withdrawn(visit.reader), "allow_text": allow_text(visit)}


def allow_text(visit: Visit) -> str:
    """What the customer agrees to."""
    return str(visit.say["your_page"]["allow_text"].format(shop=visit.store.name))
