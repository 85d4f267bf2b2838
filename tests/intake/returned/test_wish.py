"""A reply that asks for less is heard; whatever says more than that, or says it in somebody else's words, is left to a person."""

import pytest

from regulars.intake.returned.own_words import own_words
from regulars.intake.returned.read import read
from regulars.intake.returned.wish import wish
from tests.intake.returned.mails import plain
from tests.needs import DATA

QUOTE = "\n\nOn Tue, 1 Sep 2026 at 10:00, Tee & Kanne <hallo@tee.example> wrote:\n> More of these, please\n> Less often\n"


@pytest.mark.parametrize(
    "said",
    [
        "less of these, please",
        "Less of these, please.",
        "Please send me less often!",
        "Hello,\n\nfewer emails please.\n\nKind regards,\nAna Alder",
        "Too many e-mails.",
        "not so often",
        "Less like this, thanks",
        "bitte weniger",
        "Bitte weniger davon!",
        "Guten Tag,\nnicht so oft, bitte.\nViele Grüße\nAna",
        "Zu viele Mails!",
        "Schreiben Sie mir bitte seltener.\n\n--\nAna Alder\nAm Markt 1",
        "Ich möchte weniger solche Mails. Danke!",
    ],
)
@pytest.mark.parametrize(
    "quote",
    [
        "",
        QUOTE,
        "\n\nVon: Tee & Kanne\nGesendet: Dienstag\nmehr davon",
        "\nAm 01.09.2026 um 10:00 schrieb Tee & Kanne:\n> mehr davon",
    ],
)
def test_less_is_heard_in_their_own_words(said, quote):
    assert wish(said + quote) == "less"


@pytest.mark.parametrize(
    "said",
    ["more of this", "Gern mehr davon!", "Hi Ida,\nmore like this please\nAna", "Mehr dergleichen, bitte."],
)
def test_more_is_heard_too(said):
    assert wish(said + QUOTE) == "more"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Thank you!",
        "Ana",
        "Not less of these, please.",
        "Less of these, please. Where is my parcel?",
        "Can I pay less?",
        "I would like less sugar in the tea",
        "more of this, less of that",
        "Less of these. More of these.",
        "The tea tasted less of mint than before.",
        "More or less.",
        "It arrived too often broken",
        "I ordered more of these yesterday, order 1001",
        "Weniger Zucker, bitte.",
        "Ich habe weniger bekommen als bestellt",
        "Mehr davon habe ich schon bestellt",
        "more",
        "Please don't unsubscribe me",
        "I will stop by your shop tomorrow.",
        "Can you stop the parcel?",
        "No more tea for me, the cupboard is full.",
        "Bitte nicht abmelden!",
        "Ich möchte die Bestellung abbestellen",
        "Keine Teeblätter mehr da",
        "> unsubscribe",
        "> less of these, please",
        "On Tue, 1 Sep 2026, Ana wrote:\nless of these, please",
    ],
)
def test_in_doubt_nothing_is_heard(said):
    assert wish(said + QUOTE) is None


@pytest.mark.parametrize(
    "said",
    [
        "stop",
        "STOP!",
        "Unsubscribe",
        "please unsubscribe me from this list",
        "Please stop sending me these emails.",
        "No more mails, please",
        "No more emails!",
        "Don't write to me any more.",
        "Do not send me any more newsletters",
        "Take me off your mailing list",
        "Remove me from your list, thanks",
        "I object to your marketing",
        "Leave me alone.",
        "Hello,\nplease stop. Where is my parcel?\nKind regards,\nAna",
        "abmelden",
        "Abmelden bitte",
        "Bitte keine Mails mehr!",
        "Bitte melden Sie mich ab.",
        "Ich möchte mich vom Newsletter abmelden",
        "Newsletter abbestellen",
        "Schicken Sie mir bitte nichts mehr.",
        "Ich will keine Werbung mehr von Ihnen bekommen.",
        "Ich widerspreche der Werbung",
        "Hiermit widerrufe ich meine Einwilligung",
        "Hören Sie auf damit",
        "Nehmen Sie mich aus dem Verteiler",
        "less of these. No, stop.",
    ],
)
def test_an_objection_is_heard_whatever_else_is_said(said):  # C4.4
    assert wish(said + QUOTE) == "stop"


@pytest.mark.parametrize(
    ("subject", "words", "more", "wished"),
    [
        ("unsubscribe", "", "", "stop"),
        ("Re: Abmelden", "", "In-Reply-To: <1@x.example>\n", "stop"),
        ("Re: Tea", "Please stop.", "In-Reply-To: <1@x.example>\n", "stop"),
        ("Tea", "Please unsubscribe me.", "", "stop"),
        ("Tea", "less of these, please", "", None),
        ("Stop by for new tea", "We are open.", "", None),
        ("unsubscribe", "", "Auto-Submitted: auto-replied\n", None),
        ("Out of office: stop", "stop", "", None),
    ],
)
def test_a_mail_asks_in_its_subject_or_its_words_and_a_machine_asks_nothing(
    subject, words, more, wished
):  # B1.3
    mail = plain(words, sender="ana@example.test", subject=subject, more=more)
    assert read(mail).wish == wished


def test_own_words_end_where_the_quote_or_the_signature_begins():
    assert (
        own_words(
            "Yes.\n\nOn Tue, 1 Sep 2026 at 10:00, a shop with a long name\n<hallo@tee.example> wrote:\n> No."
        )
        == "Yes."
    )
    assert own_words("Yes.\n> Really?\nReally.\n-- \nAna") == "Yes.\nReally."
    assert own_words("Ja.\n-----Ursprüngliche Nachricht-----\nNein.") == "Ja."


@pytest.mark.needs("data")
def test_nothing_that_people_really_answered_is_taken_for_a_wish():
    mails = [path for path in (DATA / "email/reply_parsing").rglob("*") if path.is_file()]
    assert len(mails) > 100
    heard = [
        path.name
        for path in mails
        if wish(read(path.read_bytes()).words or path.read_text("utf-8", "replace"))
    ]
    assert heard == []
