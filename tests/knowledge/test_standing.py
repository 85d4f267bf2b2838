from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.facts.kinds import GIVES, SAYS_NOTHING, TAKES, AddressSuppressed
from regulars.facts.standing import fold, fold_suppressed
from regulars.kernel.purposes import ADVERTISING, MARKETING, PROFILING, PURPOSES, covering
from tests.shop import ANA, BEN, CLEO, consent, day, mailbox, suppressed
from tests.thinking import Late, Paper

SAID = ("mailbox_id", "may", "ground", "consent_date")


def permissions(*facts, purpose="promotions", **asked):
    rows = Paper(facts, **asked).know("permission", "purpose", *SAID)
    return [tuple(row.values())[1:] for row in rows if row["purpose"] == purpose]


def stands(*facts):
    return [
        tuple(row.values()) for row in Paper(facts).know("standing", "mailbox_id", "suppressed", "complained")
    ]


def may(*facts, purpose="promotions"):
    return [row[1] for row in permissions(*facts, purpose=purpose)]


def purposes_allowed(*facts):
    return {row["purpose"] for row in Paper(facts).know("permission") if row["may"]}


def test_each_mailbox_stands_by_its_last_word():
    facts = [
        consent(ANA, day(1, 1)),
        consent(BEN, day(1, 1)),
        consent(BEN, day(2, 1), "withdraw"),
        suppressed(CLEO, day(3, 1)),
    ]
    assert permissions(*facts) == [
        (mailbox(ANA), True, "consent", date(2026, 1, 1)),
        (mailbox(BEN), False, "consent", date(2026, 2, 1)),
    ]
    assert stands(*facts) == [(mailbox(CLEO), True, False)]


def test_what_was_allowed_before_purposes_were_told_apart_is_advertising_and_nothing_else():
    assert purposes_allowed(consent(ANA, day(1, 1))) == set(ADVERTISING)


def test_a_purpose_is_given_and_taken_back_alone():
    facts = [consent(ANA, day(1, 1)), consent(ANA, day(2, 1), "withdraw", purpose="newsletter")]
    assert purposes_allowed(*facts) == {"promotions", "product_information"}
    assert purposes_allowed(*facts, consent(ANA, day(3, 1), purpose=PROFILING)) == {
        "promotions",
        "product_information",
        "profiling",
    }


def test_a_no_to_all_advertising_ends_what_was_allowed_apart_and_a_later_yes_gives_it_again():
    facts = [consent(ANA, day(1, 1), purpose="newsletter"), consent(ANA, day(2, 1), "withdraw")]
    assert purposes_allowed(*facts) == set()
    assert purposes_allowed(*facts, consent(ANA, day(3, 1), purpose="newsletter")) == {"newsletter"}


def test_asking_and_claiming_allow_nothing_and_take_nothing_back():
    asked, claimed = consent(ANA, day(2, 1), "request"), consent(ANA, day(2, 1), "claim")
    assert may(asked) == may(claimed) == may(asked, claimed) == [False]
    assert may(consent(ANA, day(1, 1)), asked, claimed) == [True]
    assert may(consent(ANA, day(1, 1)), consent(ANA, day(1, 2), "withdraw"), asked, claimed) == [False]
    assert [row["claimed"] for row in Paper([asked]).know("permission")] == [False] * 3
    assert [row["claimed"] for row in Paper([claimed]).know("permission")] == [True] * 3


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
        permissions(consent(ANA, day(1, 1), purpose="open_tracking"), consent(ANA, day(1, 1), channel="post"))
        == []
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
        permissions(*facts, as_of=day(2, 2))[0][1],
        permissions(*facts, as_of=day(2, 2), known_at=day(2, 2))[0][1],
    ] == [False, True]


log = st.lists(
    st.tuples(
        st.sampled_from(GIVES + TAKES + SAYS_NOTHING), st.sampled_from((MARKETING, "newsletter", "promotions", "profiling")),
        st.integers(1, 4), st.integers(0, 2), st.sampled_from(("consent", "soft_opt_in")), st.sampled_from((None, day(5, 1))),
    ),
    max_size=9,
)  # fmt: skip
blocks = st.lists(
    st.tuples(st.sampled_from(("all", "marketing")), st.booleans(), st.integers(1, 3)), max_size=5
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(log, blocks), min_size=15, max_size=15))
def test_it_is_the_fold_that_delivery_asks(mailboxes):
    """The table and the projection say the same of random logs: who may be written to, on which ground, until when, and who is suppressed."""
    facts: list = []
    expected: dict = {}
    stopping: dict = {}
    for who, (consents, suppressions) in enumerate(mailboxes, 1):
        told = [Late(consent(who, day(1, at), action, purpose=purpose, ground=ground, until=until), day(1, at + late))
                for action, purpose, at, late, ground, until in consents]  # fmt: skip
        stops = [
            suppressed(who, day(1, at), scope=scope, lifted=lifted) for scope, lifted, at in suppressions
        ]
        facts += [*told, *stops]
        expected |= {(mailbox(who), purpose): folded(told, purpose) for purpose in PURPOSES}
        stopping[mailbox(who)] = stopped(stops, "all"), stopped(stops, "marketing")
    paper = Paper(facts)
    found = {
        (row["mailbox_id"], row["purpose"]): (row["may"], row["ground"], row["expires_at"])
        for row in paper.know("permission")
    }
    assert {each: found.get(each, (False, None, None)) for each in expected} == expected
    blocked = {row["mailbox_id"]: (row["suppressed"], row["complained"]) for row in paper.know("standing")}
    assert {each: blocked.get(each, (False, False)) for each in stopping} == stopping


def folded(told: list[Late], purpose: str) -> tuple:
    """(may, ground, until) by the projection's own fold; facts of equal times stay in the order they were told."""
    rows = [
        {
            "action": each.fact.action,
            "ground": each.fact.ground,
            "source": "",
            "key": "",
            "at": each.fact.at,
            "recorded_at": each.recorded_at,
            "expires_at": each.fact.expires_at,
        }
        for each in sorted(told, key=lambda each: (each.fact.at, each.recorded_at))
        if each.fact.purpose in covering(purpose)
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
