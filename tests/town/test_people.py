from regulars.kernel.address import canonical
from regulars.kernel.language import SHIPPED
from regulars.town.people import people
from tests.town.cast import seeded, shelves


def many(count=600, seed=7):
    return people(count, 365, shelves(), seeded(seed))


def test_everyone_has_a_name_and_an_address_of_their_own_at_example_test():
    cast = many(2000)
    assert len({who.name for who in cast}) == 2000
    assert len({who.address for who in cast}) == 2000
    assert all(who.address == canonical(who.address) and who.address.endswith("example.test") for who in cast)


def test_they_speak_what_we_speak():
    assert {who.language for who in many()} == set(SHIPPED)


def test_all_habits_occur_and_some_mailboxes_are_closed():
    cast = many()
    assert {who.habit.name for who in cast} == {"regular", "occasional", "giver", "passer-by"}
    assert 1 <= sum("@closed." in who.address for who in cast) <= 20


def test_permission_for_offers_is_given_in_two_ways_or_not_at_all():
    grounds = [who.offers for who in many()]
    assert {ground: grounds.count(ground) > 50 for ground in set(grounds)} == {
        "soft_opt_in": True,
        "consent": True,
        None: True,
    }


def test_equal_seeds_give_equal_people():
    assert many(30, seed=3) == many(30, seed=3)
    assert many(30, seed=3) != many(30, seed=4)
