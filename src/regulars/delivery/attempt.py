"""One round of attempts on one connection: words, envelope, the gate before each final dot, and what came of it."""

from collections import Counter
from copy import copy
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from liquid.exceptions import LiquidError

from regulars.delivery import hold, settle
from regulars.delivery.carrier import Answer, Carrier, Envelope
from regulars.delivery.claim import LEASE, Claimed, judge
from regulars.delivery.mime import BadHeader
from regulars.delivery.models import DOT_PENDING, SUPPRESSED, Outbox
from regulars.delivery.program_words import words_of
from regulars.delivery.render import Sealed, keep, sealed
from regulars.delivery.words import NoWords, Wording
from regulars.facts.standing import may_send
from regulars.kernel.clock import Clock


class Withheld(Exception):
    """The message must not go out any more; it has its end state."""


class Overtaken(Exception):
    """Our lease ran out and the message may be another worker's now."""


class Round:
    """Sends claimed messages one after the other.

    An answer is written with the gate of the next message, in one commit, or by `write`: at any time at most one message has gone out whose
    end is not on disk, and a crash then leaves that one uncertain.
    """

    def __init__(self, carrier: Carrier, clock: Clock) -> None:
        self.carrier, self.clock = carrier, clock
        self.became: Counter[str] = Counter()
        self.reachable = True
        self._answer: tuple[Outbox, Answer] | None = None
        self._words: dict[tuple[str, str], Wording] = {}
        self._kept: set[str] = set()

    def attempt(self, each: Claimed) -> None:
        """Try to send a message we hold; counts what became of it."""
        now = self.clock.now()
        if each.row.lease_until is None or each.row.lease_until <= now:
            self.became["overtaken"] += 1  # those before it took long; whoever claims next may have it
            return
        if ended := judge(each, now):
            self.became[ended] += 1
            return
        try:
            letter = self._sealed(each)
        except (LiquidError, NoWords, BadHeader) as wrong:
            self._put_off(each, f"words: {type(wrong).__name__}")
            return
        sender = settings.STOREFRONTS[each.row.storefront].sender
        envelope = Envelope(sender=sender, recipient=each.address, content=letter.content)
        try:
            answer = self.carrier.send(envelope, lambda: self._pass_gate(each, letter))
        except Withheld:
            self.became[SUPPRESSED] += 1
        except Overtaken:
            self.became["overtaken"] += 1
        else:
            self.write()
            self.reachable = answer.kind != "unreachable"
            self._answer = (each.row, answer)

    def write(self) -> None:
        """Put the last answer on disk."""
        if self._answer is not None:
            with transaction.atomic(durable=True):
                became = self._written()
            self._written_down(became)

    def _pass_gate(self, each: Claimed, letter: Sealed) -> None:
        """Commit, right before the last byte, that it is about to go. Raises Withheld or Overtaken, and then it must not go."""
        now = self.clock.now()
        with transaction.atomic(durable=True):
            before = self._written()
            refusal = may_send(each.row.mailbox_id, each.row.nature, now)
            if refusal:
                ours = settle.end(each.row, SUPPRESSED, now, detail=refusal)
            else:
                ours = self._go(each, letter)
        self._written_down(before)
        if not ours:
            raise Overtaken
        if refusal:
            raise Withheld
        self._kept.add(letter.template)

    def _go(self, each: Claimed, letter: Sealed) -> bool:
        """False when the message is no longer ours."""
        row, now = each.row, self.clock.now()
        if not hold.change(row, leased_at=now, state=DOT_PENDING, lease_until=now + LEASE):
            return False
        body = letter.content if row.nature == "service" else None
        bytes_hash = sha256(letter.content).hexdigest()
        hold.keep(row.intent, template=letter.template, bytes_hash=bytes_hash, body=body)
        if letter.template not in self._kept and (made := self._words.get((row.program, row.language))):
            keep(made, row)
        return True

    def _written(self) -> str:
        """Write the last answer; on a copy of its row, since this transaction may still fail and the answer be written again."""
        if self._answer is None:
            return ""
        row, answer = self._answer
        return settle.answered(copy(row), answer, self.clock)

    def _written_down(self, became: str) -> None:
        """The commit that wrote the last answer has happened."""
        if became:
            self.became[became] += 1
            self._answer = None

    def _put_off(self, each: Claimed, status: str) -> None:
        """Words that cannot be filled may be mended; the message waits for that until it is no longer worth sending."""
        with transaction.atomic():
            settle.wait(each.row, self.clock.now() + settle.SECOND_TRY_AFTER, status=status)
        self.became["words"] += 1

    def _sealed(self, each: Claimed) -> Sealed:
        """The message as bytes: at a second attempt at service mail the very same ones."""
        assert each.letter is not None, "the claim ends messages without a letter"
        if each.letter.body is not None:
            return Sealed(each.letter.template, b"", bytes(each.letter.body))
        spoken = each.row.program, each.row.language
        made = self._words.get(spoken) or self._words.setdefault(spoken, words_of(*spoken))
        return sealed(each.row, each.letter, each.address, made)
