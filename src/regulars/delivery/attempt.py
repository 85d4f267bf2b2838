"""Attempts in groups: words, envelopes, the gate before the final dots, and what came of each.

A group shares its commits: what was answered is written together with the promise, for the next group, that its dots are about to go. However a
process dies, at most `in_hand` messages ([smtp] or [service] in the settings) have gone out, or were about to, whose end is not on disk (STANDARDS A8.1, INV-3).
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Self

from django.conf import settings
from django.db import transaction
from liquid.exceptions import LiquidError

from regulars.delivery import answered, hold, settle
from regulars.delivery.allowance import Allowance
from regulars.delivery.carrier import Answer, Carrier, Envelope
from regulars.delivery.claim import ENOUGH, LEASE, Claimed, judge
from regulars.delivery.dkim import Signer
from regulars.delivery.dkim_keys import Signers
from regulars.delivery.held import Held
from regulars.delivery.mime import BadHeader
from regulars.delivery.models import DOT_PENDING, SUPPRESSED
from regulars.delivery.pace import PUT_OFF, Lane, Pace, pause, paused, waits
from regulars.delivery.program_words import words_of
from regulars.delivery.providers import counted_as, provider
from regulars.delivery.render import keep, sealed
from regulars.delivery.turn import turn
from regulars.delivery.words import NoWords, Wording
from regulars.facts.standing import may_send_each
from regulars.kernel.clock import Clock
from regulars.kernel.purposes import OPEN_TRACKING
from regulars.kernel.quiet import Quiet
from regulars.kernel.storefront import Storefront
from regulars.kernel.verp import return_path

FEW, GROUPS_AHEAD = 2, 2
signers = cache(Signers)  # one for each data folder, so that keys are read once


@dataclass(slots=True)
class Ready:
    """A claimed message in words, and signed: what it was made from, the hash of the unsigned bytes, and those that go over the wire.

    `lane` is the stream and provider whose pace holds for it.
    """

    each: Claimed
    template: str
    bytes_hash: str
    wire: bytes
    row: Held
    mailbox: int
    lane: Lane

    @classmethod
    def of(cls, each: Claimed, template: str, bytes_hash: str, wire: bytes) -> Self:
        """A message that was put into words."""
        row = each.row
        lane = row.nature, provider(each.address.rpartition("@")[2])
        return cls(each, template, bytes_hash, wire, row, row.mailbox_id, lane)

    def envelope(self, store: Storefront) -> Envelope:
        """What the carrier gets."""
        sender = return_path(store.bounces, self.row.intent, settings.LINK_KEYS) if store.bounces else ""
        return Envelope(
            name=self.row.intent,
            sender=sender or store.sender,
            recipient=self.each.address,
            content=self.wire,
            tidy=True,
        )


class Round:
    """Sends claimed messages, a group at a time; two messages to one mailbox never at the same time, since the first may end the second."""

    def __init__(self, carrier: Carrier, clock: Clock) -> None:
        self.carrier, self.clock = carrier, clock
        self.most: int = settings.IN_HAND
        self.stores: Mapping[str, Storefront] = settings.STOREFRONTS
        self.became: Counter[str] = Counter()
        self.reachable = True
        self.claimed: deque[Claimed] = deque()
        self.ready: deque[Ready] = deque()
        self.in_hand: dict[str, Ready] = {}
        self.pace = Pace(self.most)
        self.allowance = Allowance()
        self.paused: dict[Lane, datetime] = {}
        self._answered: list[tuple[Held, Answer]] = []
        self._unfit: list[tuple[Claimed, str]] = []
        self._words: dict[tuple[str, str], Wording] = {}
        self._kept: set[str] = set()
        self._signers: dict[str, Signer | None] = {}
        self._status: dict[Lane, str] = {}
        self._received: Counter[tuple[Lane, str]] = Counter()

    @property
    def low(self) -> bool:
        """More could be claimed."""
        return len(self.claimed) + len(self.ready) < self.most

    def go(self) -> bool:
        """Hand over the next group and wait for answers; False when nothing is left to do."""
        while len(self.ready) < self.most and self.prepare():
            pass
        if self.reachable and self.ready and not self.in_hand:
            self._open()
        self.pass_gate()
        if not self.in_hand:
            return bool(self._answered or (self.reachable and (self.ready or self.claimed)))
        self._hear(min(max(1, self.most * 3 // 4), len(self.in_hand)))
        return True

    def end(self) -> list[Claimed]:
        """Wait for what was handed over and write it down; returns what was not begun."""
        while self.in_hand:
            self._hear(len(self.in_hand))
        self.reachable = False
        self.pass_gate()
        return [*(each.each for each in self.ready), *self.claimed]

    def prepare(self) -> bool:
        """Put one or two more messages into words; False when there is nothing to prepare."""
        few = max(0, min(FEW, len(self.claimed), GROUPS_AHEAD * self.most - len(self.ready)))
        for _ in range(few):
            each = self.claimed.popleft()
            try:
                self.ready.append(self._sealed(each))
            except (LiquidError, NoWords, BadHeader) as wrong:
                self._unfit.append((each, f"words: {type(wrong).__name__}"))
        return few > 0

    def _open(self) -> None:
        row = self.ready[0].row
        refused = self.carrier.open(self.stores[row.storefront].sender)
        if refused is not None:
            self.reachable = False
            first = self.ready.popleft()
            self._answered.append((first.row, refused))

    def _hear(self, least: int) -> None:
        for envelope, answer in self.carrier.answers(least, self.prepare):
            each = self.in_hand.pop(envelope.name)
            self._answered.append((each.row, answer))
            self.pace.heard(each.lane, answer)
            self._received[each.lane, answered.way(answer)] += 1
            self._status[each.lane] = answer.status
            self.reachable = self.reachable and answer.kind != "unreachable"

    def pass_gate(self) -> None:
        """The gate. One durable transaction: what was answered, and which messages may go now; then, and only then, they go."""
        self._signers.clear()  # other keys may have been taken into use
        heard, unfit = self._answered, self._unfit
        group = self._group() if self.reachable else []
        if not (heard or unfit or group):
            return
        try:
            with turn(self.clock, self.prepare), transaction.atomic(durable=True):
                became = Counter(settle.answered_all(heard, self.clock))
                became.update(self._put_off(unfit))
                self._stop()
                going, ended = self._judged(group)
                armed = self._armed(going)
                self._keep_words(armed)
                answered.add(self._received, self.clock.now())  # last: workers share these rows
        except BaseException:
            self.ready.extendleft(reversed(group))
            raise
        self._answered, self._unfit = [], []
        self._received.clear()
        became.update(ended, overtaken=len(going) - len(armed))
        self.became.update(+became)
        for each in armed:
            each.row.state = DOT_PENDING
            self.in_hand[each.row.intent] = each
            self._kept.add(each.template)
        self.carrier.take([each.envelope(self.stores[each.row.storefront]) for each in armed])

    def _group(self) -> list[Ready]:
        """Those that go next: as many as may be in hand, at all and on their lane, and one a mailbox."""
        busy = {each.mailbox for each in self.in_hand.values()}
        lanes = Counter(each.lane for each in self.in_hand.values())
        group: list[Ready] = []
        later: list[Ready] = []
        while self.ready and len(group) < self.most - len(self.in_hand):
            each = self.ready.popleft()
            free = each.mailbox not in busy and lanes[each.lane] < self.pace.window(each.lane)
            (group if free else later).append(each)
            busy.add(each.mailbox)
            lanes[each.lane] += free
        self.ready.extendleft(reversed(later))
        return group

    def _judged(self, group: list[Ready]) -> tuple[list[Ready], list[str]]:
        """Those of a group that may go at this very moment, and what became of the others."""
        now = self.clock.now()
        held = [each for each in group if each.row.lease_until and each.row.lease_until > now]
        self.allowance.look(now, self._under_way())
        asked = {(each.mailbox, each.row.purpose) for each in held}
        seen = {(each.mailbox, OPEN_TRACKING) for each in held if each.each.told_open}
        refusals = may_send_each(asked | seen, now)
        quiet = Quiet.of(settings.POLICY)
        going: list[Ready] = []
        ended = ["overtaken"] * (len(group) - len(held))
        for each in held:
            if refusal := refusals[each.mailbox, each.row.purpose]:
                ours = settle.end(each.row, SUPPRESSED, now, detail=refusal)
                ended.append(SUPPRESSED if ours else "overtaken")
            elif until := waits(each.lane, self.paused):
                until = min(until, settle.deadline(each.row))
                ended.append(PUT_OFF if settle.wait(each.row, until, status=PUT_OFF) else "overtaken")
            elif became := judge(each.each, now, quiet):
                ended.append(became)
            elif not self.allowance.take(counted_as(each.lane[1])) and each.row.nature != "service":
                until = min(self.allowance.until(), settle.deadline(each.row))
                ended.append("tomorrow" if settle.wait(each.row, until, status="warm-up") else "overtaken")
            else:
                going.append(self._unseen(each) if refusals.get((each.mailbox, OPEN_TRACKING)) else each)
        return going, ended

    def _unseen(self, each: Ready) -> Ready:
        """The message without the picture that tells of its opening: its reader took that permission back a moment ago."""
        each.each.told_open = False
        return self._sealed(each.each)

    def _under_way(self) -> Counter[str]:
        """By provider, what is in hand or answered, and not counted yet."""
        lanes = [each.lane for each in self.in_hand.values()] + [
            lane for lane, _ in self._received.elements()
        ]
        return Counter(counted_as(name) for _, name in lanes)

    def _stop(self) -> None:
        """Pause the lanes that have had enough; and see which were paused by others."""
        now = self.clock.now()
        for lane, stop in self.pace.stops(now).items():
            pause(lane, stop, now, self._status[lane])
        self.paused = paused(now)

    def _armed(self, going: list[Ready]) -> list[Ready]:
        """Promise that their dots are about to go; those that are still ours."""
        now = self.clock.now()
        made_from = [(each.row.intent, each.row.fence, each.template, each.bytes_hash) for each in going]
        short = any(each.row.lease_until and each.row.lease_until < now + ENOUGH for each in going)
        ours = hold.arm(made_from, leased_at=now, lease_until=now + LEASE if short else None)
        armed = [each for each in going if each.row.intent in ours]
        hold.keep_bytes([(each.wire, each.row.intent) for each in armed if each.row.nature == "service"])
        return armed

    def _keep_words(self, armed: Iterable[Ready]) -> None:
        for template, each in {each.template: each for each in armed}.items():
            made = self._words.get((each.row.program, each.row.language))
            if made and template not in self._kept:
                keep(made.with_picture if each.each.told_open else made, each.row)

    def _put_off(self, unfit: Iterable[tuple[Claimed, str]]) -> list[str]:
        """Words that cannot be filled may be mended; the message waits for that until it is no longer worth sending."""
        again_at = self.clock.now() + settle.SECOND_TRY_AFTER
        return ["words" for each, status in unfit if settle.wait(each.row, again_at, status=status)]

    def _sealed(self, each: Claimed) -> Ready:
        """The message as bytes: at a second attempt at service mail the very same ones."""
        row = each.row
        if each.body is not None:
            return Ready.of(each, row.template, row.bytes_hash, each.body)
        spoken = row.program, row.language
        made = self._words.get(spoken) or self._words.setdefault(spoken, words_of(*spoken))
        wording = made.with_picture if each.told_open else made
        letter = sealed(row, each.values, each.address, wording, self.stores[row.storefront])
        assert row.dated_at is not None, "the claim dates a message"
        return Ready.of(
            each,
            letter.template,
            letter.bytes_hash,
            letter.signed(self._signer(row.storefront), row.dated_at),
        )

    def _signer(self, storefront: str) -> Signer | None:
        if storefront not in self._signers:
            sender = self.stores[storefront].sender
            self._signers[storefront] = signers(settings.REGULARS_HOME).of(sender.rpartition("@")[2])
        return self._signers[storefront]
