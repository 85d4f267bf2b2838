"""Who may be written to is what the consents and suppressions add up to, whatever order they are told in."""

from datetime import timedelta
from itertools import combinations, permutations

import pytest
from django.db import connection

from regulars.facts import standing
from regulars.facts.kinds import ConsentRecorded
from regulars.facts.models import MODEL_OF, Standing
from regulars.facts.record import record, record_many
from regulars.kernel.purposes import ADVERTISING, OPEN_TRACKING, PROFILING, PURPOSES
from tests.facts.tell import NOON, consent, days, suppressed

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LATER, MUCH_LATER = NOON + days(1), NOON + days(30)


def may(nature="marketing", at=MUCH_LATER, mailbox_id=1):
    return standing.may_send_each({(mailbox_id, nature)}, at)[mailbox_id, nature]


def told(*facts):
    for fact in facts:
        record([fact], max(NOON, fact.at))


def kept():
    return {
        (row.mailbox_id, row.purpose, row.channel): {
            name: getattr(row, name) for name in ("may", "ground", "cause", "since_at", "expires_at")
        }
        for row in Standing.objects.all()
    }


def test_nobody_is_advertised_to_unasked_and_everybody_gets_their_receipt():
    assert may() == "no_consent"
    assert may("service") is None


def test_a_consent_allows_and_a_withdrawal_forbids_until_the_next_consent():
    told(consent(7, 1, NOON))
    assert may() is None
    told(consent(7, 1, NOON + days(1), "withdraw"))
    assert may() == "no_consent"
    told(consent(7, 1, NOON + days(2)))
    assert may() is None


def test_at_equal_times_the_withdrawal_wins_whichever_was_told_first():
    told(consent(7, 1, NOON), consent(7, 1, NOON, "withdraw"))
    told(consent(8, 2, NOON, "withdraw"), consent(8, 2, NOON))
    assert (may(mailbox_id=1), may(mailbox_id=2)) == ("no_consent", "no_consent")


def test_a_no_counts_after_a_yes_that_a_clock_ahead_of_ours_dated_later():  # INV-4
    record([consent(7, 1, NOON + timedelta(minutes=4))], NOON)
    assert may() is None
    record([consent(7, 1, NOON + timedelta(minutes=1), "withdraw")], NOON + timedelta(minutes=1))
    assert may() == "no_consent"
    assert kept() == standing.recomputed()


def test_an_imported_permission_never_overrides_a_withdrawal():
    told(consent(7, 1, NOON, "withdraw"), consent(7, 1, LATER, "import"))
    told(
        consent(8, 2, NOON, "import"),
        consent(8, 2, LATER, "withdraw"),
        consent(8, 2, NOON + days(2), "import"),
    )
    assert (may(mailbox_id=1), may(mailbox_id=2)) == ("no_consent", "no_consent")
    told(consent(7, 1, NOON + days(3), "grant"))
    assert may(mailbox_id=1) is None


def test_an_imported_permission_counts_where_nothing_was_withdrawn():
    told(consent(7, 1, NOON, "import"))
    assert may() is None


def test_a_soft_opt_in_ends_with_its_time():
    told(consent(7, 1, NOON, expires_at=NOON + days(30)))
    assert may(at=NOON + days(30) - timedelta(seconds=1)) is None
    assert may(at=NOON + days(30)) == "no_consent"


def test_consent_to_something_else_allows_no_advertising():
    told(consent(7, 1, NOON, purpose="research"))
    assert may() == "no_consent"


def test_a_mailbox_that_does_not_exist_gets_nothing_until_that_is_lifted():
    told(consent(7, 1, NOON), suppressed(1, NOON))
    assert (may(), may("service")) == ("suppressed", "suppressed")
    told(suppressed(1, LATER, lifted=True))
    assert (may(), may("service")) == (None, None)


def test_who_complained_gets_receipts_only_whatever_they_allowed():
    told(
        consent(7, 1, NOON),
        suppressed(1, LATER, scope="marketing", cause="complaint"),
        consent(7, 1, NOON + days(2)),
    )
    assert (may(), may("service")) == ("complained", None)


HISTORY = (
    consent(7, 1, NOON, "import"),
    consent(7, 1, NOON + days(1), "withdraw"),
    consent(7, 1, NOON + days(1), "grant"),
    consent(7, 1, NOON + days(2), "import"),
)


@pytest.mark.parametrize("order", list(permutations(HISTORY))[::5])
def test_the_order_in_which_consents_are_told_does_not_matter(order):
    told(*order)
    assert may() == "no_consent"
    assert kept() == standing.recomputed()


def test_in_bulk_as_one_by_one():
    record_many(
        [*HISTORY, consent(8, 2, NOON), suppressed(2, NOON), suppressed(2, LATER, lifted=True)],
        LATER + days(2),
    )
    assert (may(), may(mailbox_id=2)) == ("no_consent", None)
    assert kept() == standing.recomputed()


def test_another_purchase_does_not_undo_a_withdrawal_but_an_explicit_yes_does():
    told(consent(7, 1, NOON, "withdraw"), consent(7, 1, LATER, ground="soft_opt_in"))
    assert may() == "no_consent"
    told(consent(7, 1, LATER + days(1)))
    assert may() is None


def test_every_set_of_purposes_is_checked_apart():  # C1.2: 2^n
    """Of thirty-two people, each allowed another set of the five purposes; each may be used for exactly those."""
    sets = [frozenset(some) for size in range(len(PURPOSES) + 1) for some in combinations(PURPOSES, size)]
    told(*[consent(7, box, NOON, purpose=purpose) for box, some in enumerate(sets, 1) for purpose in some])
    assert {some: allowed(box) for box, some in enumerate(sets, 1)} == {some: some for some in sets}
    assert kept() == standing.recomputed()
    boxes = range(1, len(sets) + 1)
    told(*[consent(7, box, LATER, "withdraw", purpose=purpose) for box in boxes for purpose in PURPOSES[::2]])
    assert {some: allowed(box) for box, some in enumerate(sets, 1)} == {
        some: some - set(PURPOSES[::2]) for some in sets
    }


def allowed(box):
    """What may be done: mail of each kind, and what is no mail."""
    mails = {purpose for purpose in ADVERTISING if may(purpose, mailbox_id=box) is None}
    return frozenset(
        mails
        | {purpose for purpose in (PROFILING, OPEN_TRACKING) if standing.permits(box, purpose, MUCH_LATER)}
    )


def test_what_was_allowed_before_purposes_were_told_apart_is_all_advertising():
    told(consent(7, 1, NOON))
    assert allowed(1) == set(ADVERTISING)
    told(consent(7, 1, LATER, "withdraw", purpose="newsletter"))
    assert allowed(1) == {"promotions", "product_information"}
    assert kept() == standing.recomputed()
    told(consent(7, 1, LATER + days(1), "withdraw"))
    assert allowed(1) == set()
    told(consent(7, 1, LATER + days(2), purpose="newsletter"))
    assert allowed(1) == {"newsletter"}
    assert kept() == standing.recomputed()


def test_what_is_asked_for_or_claimed_allows_nothing_and_takes_nothing_back():
    told(consent(7, 1, NOON, "request"), consent(7, 1, NOON, "claim"))
    assert (may(), kept()) == ("no_consent", {})
    told(consent(7, 1, NOON), consent(7, 1, LATER, "request"), consent(7, 1, LATER, "claim"))
    assert may() is None


UNREADABLE = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL keeps no moment that cannot be read"
)


def spoil(key, *columns):
    for column in columns:
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {MODEL_OF[ConsentRecorded]._meta.db_table} SET {column} = replace({column}, '-10-', '-13-') WHERE key = %s",
                [key],
            )


@UNREADABLE
def test_who_has_a_record_that_cannot_be_read_can_still_say_no_and_yes():
    told(consent(7, 1, NOON, key="yes"))
    spoil("yes", "at")
    told(consent(7, 1, NOON + days(1), "withdraw"))
    assert may() == "no_consent"
    told(consent(7, 1, NOON + days(2)))
    assert may() is None


@UNREADABLE
@pytest.mark.parametrize("column", ["at", "expires_at"])
def test_a_yes_that_cannot_be_read_allows_nothing(column):
    told(consent(7, 1, NOON, key="yes", expires_at=NOON + days(9)))
    spoil("yes", column)
    assert standing.recomputed() == {}


@UNREADABLE
def test_a_no_that_cannot_be_read_holds_until_a_later_yes():
    told(consent(7, 1, NOON), consent(7, 1, NOON + days(1), "withdraw", key="no"))
    spoil("no", "at")
    assert standing.recomputed()[1, "marketing", "email"]["may"] is False
    told(consent(7, 1, NOON + days(2)))
    assert may() is None


@UNREADABLE
def test_a_no_of_which_no_moment_can_be_read_is_the_last_word():
    told(consent(7, 1, NOON), consent(7, 1, NOON + days(1), "withdraw", key="no"))
    spoil("no", "at", "recorded_at")
    told(consent(7, 1, NOON + days(2)))
    assert may() == "no_consent"
