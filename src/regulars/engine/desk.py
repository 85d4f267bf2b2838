"""The desk a plan is worked out on: an in-memory DuckDB with a place for every table.

A small plan (a moment, or a day at a small shop) uses a desk that is laid out once per thread and wiped between plans, with statements
prepared and the optimiser off (`hands.py`): planning a query of this size costs four times what running it on a few rows does. The one
for a day keeps the facts, too. A large plan gets a desk of its own, over the lake's files, with the optimiser on.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import local
from typing import Literal

import duckdb

from regulars.engine.hands import Filling, Hands
from regulars.engine.shop import Shop
from regulars.facts import lake, merge
from regulars.facts.at_hand import AtHand
from regulars.facts.kinds import KINDS, name_of

USES_AT_MOST = 100  # wiped tables keep a little memory, and grow a little slower, each time
PLACES = """
CREATE TABLE now (as_of TIMESTAMP, known_at TIMESTAMP);
CREATE TABLE same_as (customer_id BIGINT, root BIGINT);
CREATE TABLE storefront (storefront VARCHAR, currency VARCHAR, margin_rate DOUBLE, today DATE, letter_cost_minor BIGINT);
CREATE TABLE proposed (customer_id BIGINT NOT NULL, storefront VARCHAR NOT NULL, program VARCHAR, topic VARCHAR, nature VARCHAR, purpose VARCHAR,
    profiles BOOLEAN, by_post BOOLEAN, prior DOUBLE, prior_by_post DOUBLE, keeps_days BIGINT, about VARCHAR NOT NULL, occasion VARCHAR NOT NULL, gain_minor BIGINT, because VARCHAR,
    variant VARCHAR);
CREATE TABLE feature (feature VARCHAR, profiling BOOLEAN, by_default BOOLEAN);
CREATE VIEW candidate AS SELECT * EXCLUDE (because, keeps_days) FROM proposed;
"""
kept = local()


class Desk:
    """A laid-out DuckDB; `small` decides how statements are run, `keeps` whether facts stay on it."""

    def __init__(self, *, small: bool, keeps: bool = False) -> None:
        self.con = duckdb.connect()
        self.small = small
        self.uses = 0
        self.taken = False
        self._places = {"proposed"}
        self.con.execute(PLACES)
        self.at_hand = AtHand(self.con) if keeps else None
        self._stays = {name_of(kind) for kind in KINDS} if keeps else set()
        if small:
            if not keeps:
                lake.lay_out(self.con)
            self.con.execute("SET threads = 1")
            self.hands = Hands(self.con)

    def put(self, *fillings: Filling) -> None:
        """Fill places that do not rest on each other, each with the answer to a question. Raises what went wrong first."""
        for wrong in self.tried(fillings):
            if wrong is not None:
                raise wrong

    def tried(self, fillings: Sequence[Filling]) -> list[Exception | None]:
        """Fill places that do not rest on each other; returns what went wrong with each. A place is made where there is none."""
        for place, question in fillings:
            if place not in self._places:
                self._places.add(place)
                self.con.execute(f"CREATE TABLE {place} AS SELECT * FROM ({question}) LIMIT 0")
        return self.hands.fill(fillings) if self.small else [self._filled(*each) for each in fillings]

    def _filled(self, place: str, question: str) -> Exception | None:
        try:
            self.con.execute(f"INSERT INTO {place} {question}")
        except Exception as wrong:  # noqa: BLE001  told to whoever asked
            return wrong
        return None

    def wipe(self) -> None:
        """Empty every table but the facts kept at hand."""
        filled = self.con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE estimated_size > 0"
        ).fetchall()
        for (table,) in filled:
            if table not in self._stays:
                self.con.execute(f"DELETE FROM {table}")
        self.uses += 1


@contextmanager
def laid_out(
    shop: Shop, as_of: datetime, known_at: datetime, customers: Sequence[int] | None
) -> Iterator[Desk]:
    """A desk with the facts on it, of the given customers or of everybody, and nothing thought yet."""
    same = merge.roots(as_of, known_at)
    asked = None if customers is None else merge.family(customers, same)
    moment, learned = (t.astimezone(UTC).replace(tzinfo=None) for t in (as_of, known_at))
    desk = _desk_for_all(shop, moment, learned, merged=bool(same)) if customers is None else _small("moment")
    desk.taken = True
    try:
        desk.con.execute("INSERT INTO now VALUES (?, ?)", [moment, learned])
        _open_storefronts(desk.con, shop, as_of)
        for each in shop.features().values():
            desk.con.execute(
                "INSERT INTO feature VALUES (?, ?, ?)", [each.key, each.profiling, each.by_default]
            )
        if not desk.small:
            lake.attach(desk.con, shop.lake, shop.database)
        elif desk.at_hand is None:
            lake.fill(desk.con, shop.database, asked)
        _make_one(desk, same)
        yield desk
    finally:
        desk.taken = False
        if not desk.small:
            desk.con.close()


def _desk_for_all(shop: Shop, as_of: datetime, known_at: datetime, *, merged: bool) -> Desk:
    """One over the lake, if there is one. Facts at hand serve a plan that may see them all, and changes none of them."""
    if lake.Manifest.read(shop.lake).version > 0:
        return Desk(small=False)
    if not merged and shop.database["ENGINE"].endswith("sqlite3"):
        desk = _small("day")
        assert desk.at_hand is not None, "the day's desk keeps facts"
        desk.at_hand.catch_up(shop.database)
        if desk.at_hand.happened_by(as_of, known_at):
            return desk
    return _small("moment")


def _small(name: Literal["day", "moment"]) -> Desk:
    """This thread's desk of that name, wiped; the day's keeps the facts."""
    desk: Desk | None = getattr(kept, name, None)
    if desk is None or desk.taken or desk.uses >= USES_AT_MOST:
        desk = Desk(small=True, keeps=name == "day")
        setattr(kept, name, desk)
    desk.wipe()
    return desk


def _open_storefronts(con: duckdb.DuckDBPyConnection, shop: Shop, as_of: datetime) -> None:
    for store in shop.storefronts.values():
        con.execute(
            "INSERT INTO storefront VALUES (?, ?, ?, ?, ?)",
            [
                store.key,
                store.currency,
                shop.policy.margin_rate,
                store.local_date(as_of),
                store.letter_cost_minor,
            ],
        )


def _make_one(desk: Desk, same: dict[int, int]) -> None:
    """Let every fact of merged customers be the one customer's."""
    if not same:
        return
    desk.con.executemany("INSERT INTO same_as VALUES (?, ?)", list(same.items()))
    for kind in KINDS:
        name = name_of(kind)
        if desk.small:
            desk.con.execute(
                f"UPDATE {name} SET customer_id = root FROM same_as WHERE {name}.customer_id = same_as.customer_id"
            )
        else:
            desk.con.execute(f"ALTER VIEW {name} RENAME TO apart_{name}")
            joined = f"SELECT a.* REPLACE (coalesce(s.root, a.customer_id) AS customer_id) FROM apart_{name} a LEFT JOIN same_as s USING (customer_id)"
            desk.con.execute(f"CREATE VIEW {name} AS {joined}")
