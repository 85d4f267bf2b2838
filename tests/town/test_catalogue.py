from regulars.town.catalogue import catalogue
from tests.town.cast import seeded, shelves


def test_the_shop_sells_a_few_hundred_things_each_under_its_own_number():
    items = shelves().items
    assert 250 <= len(items) <= 400
    assert len({item.sku for item in items}) == len(items)
    assert len({item.title for item in items}) == len(items)


def test_everything_earns_something_and_is_in_stock():
    assert all(0 < item.cost_minor < item.price_minor and item.stock > 0 for item in shelves().items)


def test_what_is_used_up_says_how_long_it_lasts_and_what_is_kept_does_not():
    lasts = {item.category: item.lasts_days for item in shelves().items}
    assert (lasts["Filters"], lasts["Hair and bath"], lasts["Socks"], lasts["Pens and ink"]) == (
        135,
        52,
        0,
        0,
    )


def test_equal_seeds_give_equal_catalogues_and_others_other_prices():
    assert catalogue(seeded(1)).items == catalogue(seeded(1)).items
    assert catalogue(seeded(1)).items != catalogue(seeded(2)).items


def test_numbers_of_articles_are_plain_letters_and_figures():
    assert all(item.sku.isascii() and " " not in item.sku for item in shelves().items)
