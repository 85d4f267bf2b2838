"""Which DMARC record holds for a domain, and what it says (RFC 9989 §4.7, §4.10)."""

import pytest

from regulars.delivery.domain.dmarc import discovered, effective, walk


def record(text):
    return [f'"v=DMARC1; {text}"']


@pytest.mark.parametrize(
    ("domain", "names"),
    [
        ("example", ["example"]),
        ("tee.example", ["tee.example", "example"]),
        ("a.b.c.d.e.f.example", ["a.b.c.d.e.f.example", "b.c.d.e.f.example", "c.d.e.f.example", "d.e.f.example", "e.f.example", "f.example", "example"]),
        (
            "1.2.3.a.b.c.d.e.f.example",
            ["1.2.3.a.b.c.d.e.f.example", "a.b.c.d.e.f.example", "b.c.d.e.f.example", "c.d.e.f.example", "d.e.f.example", "e.f.example", "f.example", "example"],
        ),
        ("1.b.c.d.e.f.g.example", ["1.b.c.d.e.f.g.example", "b.c.d.e.f.g.example", "c.d.e.f.g.example", "d.e.f.g.example", "e.f.g.example", "f.g.example", "g.example", "example"]),
    ],
)  # fmt: skip
def test_the_walk_up_the_tree_takes_at_most_eight_questions(domain, names):
    assert list(walk(domain)) == names
    assert len(names) <= 8


@pytest.mark.parametrize(
    ("zone", "where"),
    [
        ({}, None),
        ({"news.shop.co.example": "p=none", "shop.co.example": "p=reject"}, "news.shop.co.example"),
        ({"shop.co.example": "p=reject"}, "shop.co.example"),
        ({"shop.co.example": "p=reject", "co.example": "p=none; psd=y"}, "shop.co.example"),
        ({"co.example": "p=none; psd=y"}, "co.example"),
        ({"shop.co.example": "p=reject", "example": "p=none"}, "example"),
        ({"shop.co.example": "p=reject; psd=n", "example": "p=none"}, "shop.co.example"),
    ],
)
def test_the_record_that_holds(dns, zone, where):
    asked = dns({(f"_dmarc.{name}", "TXT"): record(text) for name, text in zone.items()})
    found = discovered(asked, "news.shop.co.example")
    assert (found and found.domain) == where


@pytest.mark.parametrize(
    ("said", "own", "below", "missing"),
    [
        ({"p": "reject"}, "reject", "reject", "reject"),
        ({"p": "reject", "sp": "quarantine"}, "reject", "quarantine", "quarantine"),
        ({"p": "none", "sp": "quarantine", "np": "reject"}, "none", "quarantine", "reject"),
        ({"p": "none", "np": "reject"}, "none", "none", "reject"),
        ({"rua": "mailto:a@tee.example"}, "none", "none", "none"),
        ({"p": "Reject"}, "reject", "reject", "reject"),
        ({"p": "maybe"}, None, None, None),
    ],
)
def test_the_policy_for_a_domain_one_below_and_one_that_is_not_there(said, own, below, missing):
    asked = [(True, True), (False, True), (False, False)]
    assert [effective(said, own=own, exists=exists) for own, exists in asked] == [own, below, missing]
