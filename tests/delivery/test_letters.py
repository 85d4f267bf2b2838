"""Letters: the address shows in the window however the sheet slides in its envelope, and no sheet is shared."""

import csv
import io
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pdfplumber
import pytest

from regulars.delivery.letter_form import DIN_5008_B, US_10
from tests.delivery.test_mails import ATTACKS

pytestmark = pytest.mark.needs("pango")
FORMS = pytest.mark.parametrize("form", [DIN_5008_B, US_10], ids=lambda form: form.name)
ANA = ("Ana Example", "Lange Straße 12", "10999 Berlin")
SHOP = ("Tee & Kanne", "Am Markt 1", "10115 Berlin")
ADDRESSES = [
    ANA,
    ("Ben Birch",),
    ("Ms Cleo Crane", "Crane and Daughters Ltd", "2nd floor, 4 Long Acre", "LONDON WC2E 9LG", "UNITED KINGDOM"),
    ("Frau Dr. Wilhelmine von Hohenstein-Sonnenburg", "Charlottenburger Chaussee 12", "10999 Berlin"),
    ("gjpqy ÄÖÜ Ångström", "Łódź 90-001", "Ñuñoa"),
]  # fmt: skip


@pytest.fixture
def letter():
    from regulars.delivery.letters import PaperLetter

    def made(code="1", to=ANA, body="<p>Hello.</p>", *, language="en", subject="It has been a while"):
        return PaperLetter(code=code, to=to, sender=SHOP, dated_on=date(2026, 10, 1), language=language, subject=subject, body=body)  # fmt: skip

    return made


@pytest.fixture
def printed():
    """Prints letters, and opens what came out."""
    from regulars.delivery.letters import bound, laid_out

    opened = []

    def pages(letters, form=DIN_5008_B):
        batch = bound([(each, laid_out(each, form)) for each in letters], form)
        opened.append(pdfplumber.open(io.BytesIO(batch.pdf)))
        return opened[-1].pages

    yield pages
    for pdf in opened:
        pdf.close()


def millimetres(word):
    return [word[side] * 25.4 / 72 for side in ("x0", "top", "x1", "bottom")]


def shown(page, left, top, right, bottom):
    """The lines of which anything shows in a rectangle of the page, given in millimetres."""
    cut = page.crop([side * 72 / 25.4 for side in (left, top, right, bottom)])
    return cut.extract_text(y_tolerance=1).splitlines()


# The window on the sheet, when the sheet lies in each corner of its envelope: left, top, right, bottom in millimetres.
WINDOWS = {
    DIN_5008_B.name: [(20, 45, 110, 90), (10, 45, 100, 90), (20, 50, 110, 95), (10, 50, 100, 95)],
    US_10.name: [
        (22.225, 53.975, 136.525, 82.55),
        (-3.175, 53.975, 111.125, 82.55),
        (22.225, 63.5, 136.525, 92.075),
        (-3.175, 63.5, 111.125, 92.075),
    ],
}


@FORMS
@pytest.mark.parametrize("to", ADDRESSES, ids=lambda to: to[0])
def test_an_address_shows_in_the_window_however_the_sheet_slides(printed, letter, form, to):
    (first, _) = printed([letter(to=to)], form)
    below = 62 if form is DIN_5008_B else 60
    words = [word for word in first.extract_words() if below < millimetres(word)[1] < 95]
    assert [word["text"] for word in words] == " ".join(to).split()
    for left, top, right, bottom in WINDOWS[form.name]:
        for x0, y0, x1, y1 in map(millimetres, words):
            assert left + 3 < x0 < x1 <= right
            assert top + 0.5 < y0 < y1 <= bottom


@FORMS
def test_nothing_but_the_address_and_its_sender_shows_in_the_window(printed, letter, form):
    (first, _) = printed([letter()], form)
    sender = ["Tee & Kanne · Am Markt 1 · 10115 Berlin"] if form is DIN_5008_B else []
    for window in WINDOWS[form.name]:
        assert shown(first, max(window[0], 0), *window[1:]) == [*sender, *ANA]


def test_what_is_seen_is_what_all_places_of_the_sheet_share():
    for form in (DIN_5008_B, US_10):
        edges = list(zip(*WINDOWS[form.name], strict=True))
        seen = (form.seen.left, form.seen.top, form.seen.right, form.seen.bottom)
        assert seen == pytest.approx((max(edges[0]), max(edges[1]), min(edges[2]), min(edges[3])))


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ((), "there is no address"),
        ((" ", "\u200b"), "there is no address"),
        (ANA * 3, "the address has 9 lines, and 6 fit into the window"),
        (("W" * 60, *ANA), "a line of the address is too long for the window"),
    ],
)
def test_a_letter_that_would_not_arrive_is_not_laid_out(letter, to, reason):
    from regulars.delivery.letters import NotPrintable, laid_out

    with pytest.raises(NotPrintable, match=reason):
        laid_out(letter(to=to), DIN_5008_B)


def test_no_letters_are_no_pdf():
    from regulars.delivery.letters import Bound, bound

    assert bound([], DIN_5008_B) == Bound(b"", "number,code,first_page,pages,sheets,language\r\n")


def test_each_letter_begins_on_a_sheet_of_its_own_and_the_list_says_where(letter):
    from regulars.delivery.letters import bound, laid_out

    long = "<p>Longer.</p>" * 60
    letters = [letter("a", body="<p>one</p>"), letter("b", body=f"<p>two</p>{long}"), letter("c", language="de", body="<p>three</p>")]  # fmt: skip
    batch = bound([(each, laid_out(each, DIN_5008_B)) for each in letters], DIN_5008_B)
    assert list(csv.reader(io.StringIO(batch.manifest)))[1:] == [
        ["1", "a", "1", "1", "1", "en"],
        ["2", "b", "3", "3", "2", "en"],
        ["3", "c", "7", "1", "1", "de"],
    ]
    with pdfplumber.open(io.BytesIO(batch.pdf)) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
        assert {(round(page.width), round(page.height)) for page in pdf.pages} == {(595, 842)}
    assert [number for number, text in enumerate(texts, 1) if not text] == [2, 6, 8]
    assert ["one" in texts[0], "two" in texts[2], "three" in texts[6]] == [True] * 3
    assert [texts[3].splitlines()[-1], texts[4].splitlines()[-1]] == ["2 / 3", "3 / 3"]


@pytest.mark.parametrize(("language", "day"), [("en", "1 October 2026"), ("de", "1. Oktober 2026")])
def test_a_letter_says_from_whom_it_comes_and_when(printed, letter, language, day):
    lines = printed([letter(language=language)])[0].extract_text().splitlines()
    assert lines[:3] == list(SHOP)
    assert lines[-3:] == [day, "It has been a while", "Hello."]


def test_all_that_the_printer_needs_is_in_the_file(printed, letter):
    fonts = {char["fontname"] for char in printed([letter()])[0].chars}
    assert fonts
    assert all(name[6] == "+" for name in fonts), "each font is embedded, as far as it is used"


def test_the_same_letters_are_the_same_bytes(letter):
    from regulars.delivery.letters import bound, laid_out

    one, other = (bound([(letter(), laid_out(letter(), DIN_5008_B))], DIN_5008_B) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("evil", [each for each in ATTACKS if len(each) < 40], ids=lambda evil: evil[:20])
def test_nothing_a_customer_calls_themselves_becomes_more_than_a_line(printed, letter, evil):  # E2.1
    (first, _) = printed([letter(to=(evil, *ANA[1:]))])
    lines = shown(first, 20, 62.7, 110, 90)
    assert lines[0].replace(" ", "") == "".join(char for char in evil if char.isprintable() and char != " ")
    assert lines[1:] == list(ANA[1:])
    assert (first.images, first.hyperlinks) == ([], [])


def test_nothing_is_fetched_while_a_letter_is_printed(printed, letter, tmp_path):
    asked = []

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    with HTTPServer(("127.0.0.1", 0), Asked) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>secret</text></svg>')  # fmt: skip
        here = f"http://127.0.0.1:{server.server_port}"
        body = f'<p>x<img src="{here}/a.png"><img src="file://{tmp_path}/a.svg"></p><link rel="stylesheet" href="{here}/b.css">'
        text = printed([letter(body=body)])[0].extract_text()
        server.shutdown()
    assert asked == []
    assert "secret" not in text


def test_plain_text_becomes_paragraphs():
    from regulars.delivery.letter_said import paragraphs

    assert paragraphs("Hello <Ana>,\n\n\nfirst\nsecond & last\n") == "<p>Hello &lt;Ana&gt;,</p><p>first<br>second &amp; last</p>"  # fmt: skip
