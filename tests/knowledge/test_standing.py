from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.facts.kinds import AddressSuppressed
from regulars.facts.standing import fold, fold_suppressed
from tests.shop import ANA, BEN, CLEO, consent, day, mailbox, suppressed
from tests.thinking import Late, Paper

WHAT = ("mailbox_id", "may", "ground", "consent_date", "suppressed", "complained")


def stands(*facts, **asked):
    return [tuple(row.values()) for row in Paper(facts, **asked).know("standing", *WHAT)]


def may(*facts):
    return [row["may"] for row in Paper(facts).know("standing")]


def test_each_mailbox_stands_by_its_last_word():
    facts = [
        consent(ANA, day(1, 1)),
        consent(BEN, day(1, 1)),
        consent(BEN, day(2, 1), "withdraw"),
        suppressed(CLEO, day(3, 1)),
    ]
    assert stands(*facts) == [
        (mailbox(ANA), True, "consent", date(2026, 1, 1), False, False),
        (mailbox(BEN), False, "consent", date(2026, 2, 1), False, False),
        (mailbox(CLEO), False, None, None, True, False),
    ]


def test_at_the_same_moment_a_withdrawal_wins_whichever_came_first():
    given_, taken = consent(ANA, day(1, 1)), consent(ANA, day(1, 1), "withdraw")
    assert may(given_, taken) == may(taken, given_) == [False]


def test_an_import_never_undoes_a_withdrawal_and_an_own_word_does():
    withdrawn = consent(ANA, day(2, 1), "withdraw")
    assert may(withdrawn, consent(ANA, day(3, 1), "import")) == [False]
    assert may(withdrawn, consent(ANA, day(3, 1), "grant")) == [True]


def test_an_imported_permission_counts_where_nothing_was_withdrawn():
    assert may(consent(ANA, day(3, 1), "import")) == [True]


def test_an_objection_is_a_withdrawal():
    assert may(consent(ANA, day(1, 1)), consent(ANA, day(2, 1), "object")) == [False]


def test_only_permission_for_advertising_by_mail_counts():
    assert (
        stands(consent(ANA, day(1, 1), purpose="open-tracking"), consent(ANA, day(1, 1), channel="sms")) == []
    )


def test_a_complaint_and_a_bounce_have_their_own_days():
    facts = [suppressed(ANA, day(2, 1), scope="marketing", cause="complained"), suppressed(ANA, day(3, 1))]
    assert Paper(facts).know(
        "standing", "suppressed", "suppressed_date", "complained", "complained_date"
    ) == [
        {
            "suppressed": True,
            "suppressed_date": date(2026, 3, 1),
            "complained": True,
            "complained_date": date(2026, 2, 1),
        }
    ]


def test_a_lifted_suppression_is_over():
    assert stands(suppressed(ANA, day(2, 1)), suppressed(ANA, day(3, 1), lifted=True)) == []


def test_a_withdrawal_told_late_counts_for_the_past_and_not_for_what_was_known():
    facts = [consent(ANA, day(1, 1)), Late(consent(ANA, day(2, 1), "withdraw"), day(3, 1))]
    assert [
        stands(*facts, as_of=day(2, 2))[0][1],
        stands(*facts, as_of=day(2, 2), known_at=day(2, 2))[0][1],
    ] == [False, True]


log = st.lists(
    st.tuples(
        st.sampled_from(("grant", "confirm", "import", "withdraw", "object", "expire")),
        st.integers(1, 4), st.integers(0, 2), st.sampled_from(("consent", "soft_opt_in")), st.sampled_from((None, day(5, 1))),
    ),
    max_size=7,
)  # fmt: skip
blocks = st.lists(
    st.tuples(st.sampled_from(("all", "marketing")), st.booleans(), st.integers(1, 3)), max_size=5
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(log, blocks), min_size=15, max_size=15))
def test_it_is_the_fold_that_delivery_asks(mailboxes):
    """The table and the projection say the same of random logs: who may be written to, on which ground, until when, and who is suppressed."""
    facts, expected = [], {}
    for who, (consents, suppressions) in enumerate(mailboxes, 1):
        told = [Late(consent(who, day(1, at), action, ground=ground, until=until), day(1, at + late))
                for action, at, late, ground, until in consents]  # fmt: skip
        stops = [
            suppressed(who, day(1, at), scope=scope, lifted=lifted) for scope, lifted, at in suppressions
        ]
        facts += [*told, *stops]
        expected[mailbox(who)] = (*folded(told), stopped(stops, "all"), stopped(stops, "marketing"))
    found = {row["mailbox_id"]: (row["may"], row["ground"], row["expires_at"], row["suppressed"], row["complained"])
             for row in Paper(facts).know("standing")}  # fmt: skip
    nothing = (False, None, None, False, False)
    assert {box: found.get(box, nothing) for box in expected} == expected


def folded(told: list[Late]) -> tuple:
    """(may, ground, until) by the projection's own fold; facts of equal times stay in the order they were told."""
    rows = [
        {
            "action": each.fact.action,
            "ground": each.fact.ground,
            "source": "",
            "key": "",
            "at": each.fact.at,
            "expires_at": each.fact.expires_at,
        }
        for each in sorted(told, key=lambda each: (each.fact.at, each.recorded_at))
    ]
    last = fold(rows)
    if last is None:
        return False, None, None
    return last["may"], last["ground"], last["expires_at"] and last["expires_at"].replace(tzinfo=None)


def stopped(stops: list[AddressSuppressed], scope: str) -> bool:
    rows = [{"lifted": each.lifted, "cause": "", "source": "", "key": "", "at": each.at} for each in sorted(stops, key=lambda each: each.at)
            if each.scope == scope]  # fmt: skip
    last = fold_suppressed(rows)
    return last is not None and not last["may"]
