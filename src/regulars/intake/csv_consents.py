"""Imports what people allowed and turned down elsewhere: a yes as far as it is proven, a no always (STANDARDS C1.5; Foundation 9)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from regulars.facts import asking, crowd
from regulars.facts.kinds import AddressSuppressed, ConsentRecorded, Fact, MailboxUsed
from regulars.facts.models import facts_of
from regulars.facts.record import record, record_many
from regulars.facts.witness import witnessed
from regulars.intake.cells import Cells
from regulars.intake.consent_rows import Rows, Said
from regulars.intake.consent_tables import BOUNCED, COMPLAINED, LAYOUTS, NOTHING, YES, described
from regulars.intake.csv_columns import recognised
from regulars.intake.csv_file import CsvFile, Moved, NotReadable
from regulars.intake.set_aside import SetAside, publish
from regulars.kernel.clock import Clock
from regulars.kernel.law import law_for
from regulars.kernel.purposes import EMAIL
from regulars.kernel.storefront import Storefront

AT_ONCE = 1_000
HINT = "; any other table can be read with --mapping FILE.toml"
SUPPRESSED = {BOUNCED: ("all", "hard_bounce"), COMPLAINED: ("marketing", "complaint")}
ERASED, UNPROVEN = "erased", "unproven"


@dataclass(frozen=True, kw_only=True)
class Attested:
    """What somebody of the shop says of every yes in the file, where its row does not say it itself: in which words, on which form, at the latest
    when, and whether its mailbox confirmed it. `by` is who says so.
    """

    words: str = ""
    version: str = ""
    form: str = ""
    given: datetime | None = None
    confirmed: bool = False
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How the caller wants a file imported."""

    storefront: Storefront
    encoding: str = "utf-8"
    mapping: Path | None = None
    attested: Attested = Attested()
    dry_run: bool = False


@dataclass
class Imported:
    """What an import did, or with `dry_run` would have done: what rows became, what unproven ones lack, and facts new and known before."""

    name: str
    aside: SetAside
    rows: int = 0
    became: Counter[str] = field(default_factory=Counter)
    lacks: Counter[str] = field(default_factory=Counter)
    new: int = 0
    known: int = 0
    kept_in: list[Path] = field(default_factory=list)


def import_consents(path: Path, wish: Wish, home: Path, clock: Clock, moved: Moved) -> Imported:
    """Record what the file says of permissions, in one transaction. Raises NotReadable, with nothing recorded."""
    file = CsvFile(path, wish.encoding)
    layout = described(wish.mapping) if wish.mapping else recognised(file, LAYOUTS, HINT)
    if lacking := layout.missing(file):
        raise NotReadable(f"{file.name}, line 1: has no column “{lacking[0]}”")
    done = Imported(layout.name, SetAside([file]))
    rows = Rows(file, layout, Cells(wish.storefront, clock.now(), formats=layout.formats), done.aside)
    with transaction.atomic():
        recording = Recording(layout.source, wish, clock, done)
        usable = rows.usable(moved)
        while some := list(islice(usable, AT_ONCE)):
            recording.take(some)
        done.rows = rows.count
        if done.aside.bad * 2 > done.rows:
            raise NotReadable(
                f"{done.aside.first_bad()} ({done.aside.bad} of {done.rows} rows cannot be used; is this the right file?)"
            )
        unfinished = [] if wish.dry_run else done.aside.prepare(home)
        transaction.set_rollback(wish.dry_run)
    done.kept_in = [publish(each) for each in unfinished]
    return done


class Recording:
    """Makes facts of what rows say."""

    def __init__(self, source: str, wish: Wish, clock: Clock, done: Imported) -> None:
        self.source, self.store, self.attested = source, wish.storefront, wish.attested
        self.clock, self.now, self.done = clock, clock.now(), done

    def take(self, rows: Sequence[Said]) -> None:
        """Record them. Nobody becomes a customer by turning something down, and their no is kept all the same."""
        told = [row for row in rows if row.meant != NOTHING]
        self.done.became[NOTHING] += len(rows) - len(told)
        seen = {row.names: self._at(row) for row in told if row.meant == YES}
        whom = crowd.customers(self.store.key, seen, {row.names: row.called for row in told}, self.clock)
        known = crowd.known(self.store.key, {row.names for row in told} - seen.keys())
        boxes = crowd.mailboxes({row.address: self._at(row) for row in told}, self.clock)
        gives: list[tuple[ConsentRecorded, Said]] = []
        takes: list[Fact] = []
        for row in told:
            customer = whom[row.names].at(self._at(row)) if row.meant == YES else known.get(row.names)
            about = {
                "source": self.source,
                "at": self._at(row),
                "storefront": self.store.key,
                "customer_id": customer,
            }
            if row.meant != YES:
                self.done.became[row.meant] += 1
                takes += self._no(row, about, boxes[row.address])
            elif customer is None:
                self.done.became[ERASED] += 1
            else:
                gives += [(each, row) for each in self._yes(row, about, boxes[row.address])]
        self._record(gives, takes)

    def _record(self, gives: Sequence[tuple[ConsentRecorded, Said]], takes: Sequence[Fact]) -> None:
        keys = [consent.key for consent, _ in gives]
        before = set(
            facts_of(ConsentRecorded).filter(source=self.source, key__in=keys).values_list("key", flat=True)
        )
        fresh = {consent.key: (consent, row) for consent, row in gives if consent.key not in before}
        shown = [
            witnessed(consent, row.shows["ip"], row.shows["user_agent"], self.clock)
            for consent, row in fresh.values()
        ]
        used = {
            consent.mailbox_id: MailboxUsed(
                source=self.source, key=f"mailbox {consent.mailbox_id}", at=consent.at, storefront=self.store.key,
                customer_id=consent.customer_id, mailbox_id=consent.mailbox_id,
            )
            for consent, _ in fresh.values()
        }  # fmt: skip
        record_many(used.values(), self.now)
        for recorded in (record_many(shown, self.now), record(takes, self.now, wake=False)):
            self.done.new += recorded.new
            self.done.known += recorded.known
        self.done.known += len(gives) - len(fresh)

    def _at(self, row: Said) -> datetime:
        return row.at or (self.attested.given if row.meant == YES else None) or self.now

    def _no(self, row: Said, about: dict[str, Any], box: int) -> Iterator[Fact]:
        if row.meant in SUPPRESSED:
            scope, cause = SUPPRESSED[row.meant]
            yield AddressSuppressed(**about, key=f"{box} {cause}", mailbox_id=box, scope=scope, cause=cause)
            return
        for purpose in row.purposes:
            yield self._consent(row, about, box, purpose, action="withdraw")

    def _yes(self, row: Said, about: dict[str, Any], box: int) -> Iterator[ConsentRecorded]:
        country = row.country or self.store.country
        law = law_for(country, self.store.country or country)
        lacks = self._lacks(row, confirm=law.double_opt_in and row.channel == EMAIL)
        self.done.lacks.update(lacks)
        self.done.became[UNPROVEN if lacks else YES] += 1
        for purpose in row.purposes:
            yield self._consent(
                row,
                about,
                box,
                purpose,
                action="claim" if lacks else "import",
                expires_at=law.yes_ends(about["at"]),
                jurisdiction=country,
            )

    def _lacks(self, row: Said, *, confirm: bool) -> list[str]:
        """What a yes has to show and does not: when, where, in which words; and that its mailbox confirmed it, where the law asks for that."""
        shown = {
            "when it was given": row.at or self.attested.given,
            "where: a form or a page": row.shows["form"] or row.shows["page"] or self.attested.form,
            "the words agreed to": row.shows["text"] or self.attested.words,
            "that the mailbox confirmed it": not confirm or row.confirmed or self.attested.confirmed,
        }
        return [what for what, there in shown.items() if not there]

    def _consent(
        self, row: Said, about: dict[str, Any], box: int, purpose: str, *, action: str, **more: Any
    ) -> ConsentRecorded:
        given, shows, attested = action != "withdraw", row.shows, self.attested
        confirmed = f"confirmed {row.confirmed:%Y-%m-%dT%H:%MZ}" if row.confirmed and given else ""
        vouched = f"attested by {attested.by}" if attested.by and action == "import" else ""
        return ConsentRecorded(
            **about,
            key=f"{box} {row.channel} {purpose} {action} {row.at:%Y-%m-%dT%H:%M:%S}"
            if row.at
            else f"{box} {row.channel} {purpose} {action}",
            mailbox_id=box,
            purpose=purpose,
            channel=row.channel,
            scope=self.store.key,
            action=action,
            ground="consent",
            actor="shop" if vouched else "import",
            form=shows["form"] or (attested.form if given else ""),
            text_hash=asking.keep(shows["text"] or attested.words) if given else "",
            text_version=shows["text_version"] or (attested.version if given else ""),
            language=shows["language"],
            controls="",
            page=shows["page"],
            evidence="; ".join(filter(None, (confirmed, vouched))),
            **({"controller": self.store.name} | more if given else more),
        )
