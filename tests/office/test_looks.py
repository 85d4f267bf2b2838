"""What can be measured of the office's looks: contrast, headings, labels, and that no page asks for anything from elsewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from regulars import office
from tests.office import shelf
from tests.office.test_today import CAST, orders

SHEET = (Path(office.__file__).parent / "static" / "office" / "office.css").read_text()
TEXT = [(ink, ground) for ink in ("ink", "soft", "accent") for ground in ("paper", "card")] + [
    ("accent", "wash"),
    ("on-accent", "accent"),
    ("warn", "warn-wash"),
    ("bad", "bad-wash"),
    ("bad", "card"),
    ("soft", "wash"),
]
SHAPES = [("strong-line", "card"), ("accent", "card"), ("bar-service", "card")]


def colours(dark):
    blocks = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[dark]))


def light(colour):
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_shapes_stand_out_from_their_ground(dark):
    of = colours(dark)
    weak = {
        pair: contrast(of[pair[0]], of[pair[1]]) for pair in TEXT if contrast(of[pair[0]], of[pair[1]]) < 4.5
    }
    weak |= {
        pair: contrast(of[pair[0]], of[pair[1]]) for pair in SHAPES if contrast(of[pair[0]], of[pair[1]]) < 3
    }
    assert weak == {}


class Outline(HTMLParser):
    """Headings, fields without a label, and addresses a page asks for."""

    def __init__(self, page):
        super().__init__()
        self.headings, self.fields, self.labelled, self.asked = [], [], set(), []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in ("input", "select", "textarea") and has.get("type") not in ("hidden", "submit"):
            self.fields.append(has.get("id"))
        if tag == "label":
            self.labelled.add(has.get("for"))
        self.asked += [has[name] for name in ("src", "href", "action") if has.get(name)]


@pytest.fixture
def pages(desk, clock):
    orders(clock, *CAST)
    ana = shelf.customer(clock)
    places = [
        "",
        "customers",
        f"customers/{ana}",
        f"customers/{ana}/allowed",
        f"customers/{ana}/requests",
        "permissions",
        "permissions/newsletter/email/en",
        "programs",
        "programs/receipt",
        "sent",
        "delivery",
        "letters",
        "account",
        "account/password",
    ]
    return {place: Outline(desk.get(f"/office/{place}").text) for place in places}


def test_every_page_has_one_title_and_no_gap_in_its_headings(pages):
    for place, outline in pages.items():
        steps = zip(outline.headings, outline.headings[1:], strict=False)
        assert outline.headings.count(1) == 1, place
        assert all(after <= before + 1 for before, after in steps), (place, outline.headings)


def test_every_field_has_a_label(pages):
    assert {
        place: [field for field in outline.fields if field not in outline.labelled]
        for place, outline in pages.items()
    } == {place: [] for place in pages}


def test_nothing_is_asked_for_from_elsewhere(pages):
    assert [address for outline in pages.values() for address in outline.asked if "//" in address] == []
