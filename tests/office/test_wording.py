"""How permissions are asked for is the shop's to word; each version stays with the answers it got (STANDARDS C1.1)."""

import pytest

from regulars.facts import asking
from regulars.kernel.language import SHIPPED
from regulars.kernel.purposes import PURPOSES, ways

pytestmark = pytest.mark.both_databases
PLACE = "/office/permissions/newsletter/email/en"
OURS = {
    "why": "New teas every month.",
    "how": "We mail you once a month.",
    "yes": "Yes, {shop} may write to me each month <b>.",
}


def save(desk, version="1", **changed):
    return desk.post(PLACE, OURS | {"do": "save", "version": version} | changed)


def test_every_permission_in_every_language_can_be_put_into_other_words(desk, clock):
    page = desk.get("/office/permissions").text
    for purpose in PURPOSES:
        for channel in ways(purpose):
            for language in SHIPPED:
                place = f"/office/permissions/{purpose}/{channel}/{language}"
                assert f'href="{place}"' in page
                assert desk.get(place).status_code == 200


def test_saved_words_are_a_new_version_and_the_earlier_stay(desk, clock):
    assert save(desk).status_code == 302
    ours, mine = asking.versions("newsletter", "email", "en")
    assert (ours.version, mine.version, mine.yes) == ("1", "own 1", OURS["yes"])
    page = desk.get(PLACE).text
    assert "Now in use: version own 1." in page
    assert "may write to me each month &lt;b&gt;." in page
    assert "<summary>Version 1</summary>" in page
    assert asking.asking("newsletter", "email", "de").version == "1"


def test_looking_first_shows_them_as_customers_will_and_saves_nothing(desk, clock, shop_name):
    page = desk.post(PLACE, OURS | {"do": "look", "version": "1"}).text
    assert f"<blockquote>Yes, {shop_name} may write to me each month &lt;b&gt;.</blockquote>" in page
    assert len(asking.versions("newsletter", "email", "en")) == 1


@pytest.fixture
def shop_name():
    from django.utils.html import escape

    from regulars.office.shop import front

    return escape(front().name)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"why": "  "}, "Why you want it: say something"),
        ({"yes": "Yes, please."}, "The sentence they agree to: name who may"),
        ({"how": "x" * 601}, "How you will use it: 601 characters"),
        ({"version": "own 7"}, "Somebody saved other words meanwhile"),
    ],
)
def test_words_that_lack_something_are_not_saved_and_not_lost(desk, clock, changed, said):
    page = save(desk, **changed).text
    assert said in page
    assert "New teas every month." in page or "why" in changed
    assert len(asking.versions("newsletter", "email", "en")) == 1


@pytest.mark.parametrize("place", ["open_tracking/post/en", "newsletter/email/xx", "nothing/email/en"])
def test_what_is_never_asked_for_is_not_there(desk, clock, place):
    assert desk.get(f"/office/permissions/{place}").status_code == 404
