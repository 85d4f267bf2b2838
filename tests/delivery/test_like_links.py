"""Under every advertising mail, and at every thing it recommends, stand the links for more and less; under no other mail."""

import email
import re
from email.policy import default

import pytest
from django.conf import settings

from regulars.delivery import outbox
from regulars.delivery.links import Reader
from regulars.kernel.language import SHIPPED
from regulars.kernel.tokens import Forged
from regulars.programs.registry import programs
from tests.delivery.test_mails import OWED, VALUES
from tests.thinking import known

pytestmark = pytest.mark.django_db
ADVERTISING = [key for key, loaded in programs().items() if loaded.program.nature == "marketing"]
LIKE = re.compile(r"https://shop\.example/(more|less)/([\w-]+)")
HEAVY = 19_000


@pytest.fixture
def parts(write, clock, carrier, sink):
    """The plain text and the HTML of a mail, as they came over the wire."""

    def sent(program, language, **changed):
        write(program=program, language=language, values=VALUES[program], about="1001", **changed)
        outbox.send_due(clock, carrier)
        mail = email.message_from_bytes(sink.script.taken[-1].content, policy=default)
        return [mail.get_body((sort,)).get_content() for sort in ("plain", "html")]

    return sent


def recommends(program):
    """The things a program's mails recommend, as their values name them."""
    audience = programs()[program].program().audience(known())
    return [VALUES[program]["variant"]] if "variant" in audience.columns else []


def test_every_advertising_program_is_looked_at():
    assert set(ADVERTISING) == {program for program in VALUES if program not in OWED}


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("program", ADVERTISING)
def test_it_can_be_answered_with_more_and_less_of_it_and_of_each_thing_in_it(parts, program, language):
    for part in parts(program, language, topic="reminders"):
        found = {
            (purpose, Reader.of(purpose, token, settings.LINK_KEYS).about)
            for purpose, token in LIKE.findall(part)
        }
        assert found == {
            (purpose, thing) for purpose in ("more", "less") for thing in ("", *recommends(program))
        }


@pytest.mark.parametrize("language", SHIPPED)
def test_what_is_owed_cannot_be_had_less_of(parts, language):
    assert [LIKE.findall(part) for part in parts("receipt", language, nature="service")] == [[], []]


def test_a_win_back_that_names_nothing_links_to_nothing(parts, monkeypatch):
    monkeypatch.setitem(VALUES, "win_back", VALUES["win_back"] | {"favourite": None, "variant": None})
    assert [len(LIKE.findall(part)) for part in parts("win_back", "en")] == [2, 2]


def test_a_link_for_less_is_none_for_more(parts):
    (text, _) = parts("reorder", "en")
    for purpose, token in LIKE.findall(text):
        for other in {"more", "less", "prefs", "unsub", "open", "feedback"} - {purpose}:
            with pytest.raises(Forged):
                Reader.of(other, token, settings.LINK_KEYS)


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("program", ADVERTISING)
def test_the_mail_stays_light(parts, sink, program, language):
    parts(program, language)
    assert len(sink.script.taken[-1].content) < HEAVY
