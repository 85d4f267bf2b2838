"""A mail with and without a way of personalising: by the engine itself, never recorded, and only inside (decision 0015)."""

from datetime import timedelta

import pytest
from django.apps import apps

from regulars.facts.kinds import ConsentRecorded, FeatureSet, LikeSaid, VariantDescribed
from regulars.facts.models import facts_of
from regulars.facts.record import record
from tests.office import shelf
from tests.pages.conftest import NOON

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),  # the plan reads by a connection of its own
]
TEA = (("TEA", "Assam tea, 250 g", 1, 1500),)


@pytest.fixture
def regular(ana, clock):
    """Ana bought her tea every thirty days, most lately 28 days ago: a reminder is due."""
    for n in range(6):
        shelf.order(clock, ana.customer_id, ref=f"2{n}", ago=28 + 30 * n, things=TEA, total=1500)
    record([VariantDescribed(source="test", key="tea", at=NOON - timedelta(days=300), storefront="shop", variant="TEA", product="TEA",
                             title="Assam tea, 250 g", maker="Leaf & Co", category="Tea")], clock.now(), wake=False)  # fmt: skip
    return ana


def look(ana, of):
    return ana.inside().get(f"/you/preview?of={of}")


def sides(page):
    return {side: seen.mail and seen.mail.subject for side, seen in page.context["pair"].seen.items()}


def everything_kept():
    return {
        model: list(model.objects.order_by("pk").values())
        for model in apps.get_models()
        if "visiting" not in model.__name__.lower()
    }


def test_what_only_this_makes_possible_is_not_written_at_all_without_it(regular):
    page = look(regular, "reorder_predictions")
    told = page.content.decode()
    assert page.context["pair"].program == "reorder"
    assert sides(page)["with"]
    assert sides(page)["without"] is None
    assert "We would not write this mail at all." in told
    assert "Nothing would change today." not in told


def test_what_changes_nothing_says_so(regular):
    assert "Nothing would change today." in look(regular, "greeting").content.decode()


def test_somebody_without_any_mail_is_told_that_there_is_none(ana):
    told = look(ana, "rhythm").content.decode()
    assert "Nothing would change today. With it or without, we have nothing to write to you today." in told


def test_it_is_what_the_next_plan_does(regular, clock):
    """Switched off for real, the candidate is gone as the preview said."""
    from regulars.engine.planning import planning
    from regulars.engine.shop import shop

    regular.inside().post({"feature-reorder_predictions": "off"})
    with planning(shop(), clock.now(), clock.now(), customers=[regular.customer_id]) as plan:
        assert [row for row in plan.rows() if row["program"] == "reorder"] == []
    page = look(regular, "reorder_predictions")
    assert page.context["pair"].seen["with"].mail, "what it would be on again"
    assert [side["holds"] for side in page.context["sides"]] == [False, True]


def test_the_mail_in_the_frame_is_the_mail_itself_and_leads_nowhere(regular):
    inside = regular.inside()
    page = inside.get("/you/preview?of=reorder_predictions")
    [shown] = [side for side in page.context["sides"] if side["mail"]]
    framed = inside.get(f"/you/preview/mail?{shown['query']}")
    assert "Assam tea, 250 g" in framed.content.decode()
    assert "href=" not in framed.content.decode()
    assert framed["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert framed["Cache-Control"] == "no-store"


def test_looking_records_nothing(regular):
    inside = regular.inside()
    before = everything_kept()
    page = inside.get("/you/preview?of=reorder_predictions")
    inside.get(f"/you/preview/mail?{page.context['sides'][0]['query']}")
    assert everything_kept() == before
    assert facts_of(FeatureSet).count() == 0


def test_what_they_want_less_of_shows_in_the_next_mail(regular, clock):
    record([LikeSaid(source="page", key="less", at=clock.now(), storefront="shop", customer_id=regular.customer_id, intent=None, variant=None,
                     aspect="thing", which="TEA", named="Assam tea, 250 g", direction="less")], clock.now())  # fmt: skip
    page = look(regular, "likes")
    seen = page.context["pair"].seen
    assert seen["with"].waits == "You asked for less of Assam tea, 250 g on 1 October 2026."
    assert seen["without"].waits == ""
    assert "Not today:" in page.content.decode()


@pytest.mark.parametrize(
    "path", ["/you/preview?of=rhythm", "/you/preview/mail?of=rhythm&side=with&program=reorder"]
)
def test_nobody_outside_sees_it(regular, browser, path):
    page = browser.get(path)
    assert "Your e-mail address" in page.content.decode()
    assert "Assam" not in page.content.decode()


@pytest.mark.parametrize("asked", ["of=nothing", "", "of=rhythm&side=neither"])
def test_what_cannot_be_asked_is_said_to_be_no_page(ana, asked):
    assert ana.inside().get(f"/you/preview/mail?{asked}").status_code == 404


def test_who_objects_to_profiling_is_shown_nothing_that_profiles(regular, clock):
    record([ConsentRecorded(
        source="test", key="object", at=clock.now(), storefront="shop", customer_id=regular.customer_id, mailbox_id=regular.mailbox_id,
        purpose="profiling", channel="email", scope="shop", action="object", ground="consent", actor="subject", form="page", text_hash="",
        text_version="1", language="en", controls="", page="", evidence="",
    )], clock.now())  # fmt: skip
    assert look(regular, "rhythm").status_code == 404
    assert look(regular, "greeting").status_code == 200


@pytest.mark.parametrize("inside", [True, False])
def test_after_less_like_this_the_next_mail_is_shown_inside_only(regular, browser, inside):
    window = regular.inside().browser if inside else browser
    said = window.post(regular.like("less", "TEA"), {"what": "thing"})
    told = said.content.decode()
    assert ("<iframe" in told) is inside
    assert ("/you/preview?of=likes" in told) is not inside
    assert ("You asked for less of Assam tea, 250 g on 1 October 2026." in told) is inside
