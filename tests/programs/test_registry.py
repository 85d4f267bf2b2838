"""Programs are found where they lie; one that cannot be used is shown with its reason, and the others go on."""

import pytest

from regulars.programs.registry import BUILT_IN, Loaded, programs

BIRTHDAY = '''
"""A word on a birthday."""

from dataclasses import dataclass

import ibis

from regulars.programs.base import Program, setting


@dataclass(frozen=True)
class Birthday(Program):
    """Wishes well once a year, with a small present."""

    title = {"en": "Birthday"}
    topic = "offers"
    nature = "marketing"
    because = {"en": "You ordered {orders} times."}
    words = {"en": "subject: Many happy returns\\n---\\n<mj-section></mj-section>"}

    percent: int = setting(10, says="How much off.", least=0, most=50)

    def consider(self, known):
        people = known.profile
        return people.select("customer_id", "storefront", "orders", about=ibis.literal("customer"), occasion=ibis.literal("2026"),
                             gain_minor=people.margin_an_order_minor)
'''


@pytest.fixture
def own(tmp_path):
    """The shop's folder of programs, and how to put files in it."""

    class Folder:
        path = tmp_path / "programs"

        def put(self, name, text):
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

        def found(self):
            built_in = set(programs())
            return {key: loaded for key, loaded in programs(self.path).items() if key not in built_in}

        def errors(self):
            return {key: loaded.error for key, loaded in self.found().items()}

    return Folder()


def test_the_built_in_ones_are_there_with_their_folder():
    found = programs()
    assert {"feedback", "receipt", "reorder", "win_back"} <= set(found)
    assert {loaded.place for loaded in found.values() if loaded.origin == "built-in"} == {
        BUILT_IN / key for key, loaded in found.items() if loaded.origin == "built-in"
    }
    assert {key: loaded.error for key, loaded in found.items()} == dict.fromkeys(found)


def test_a_shop_without_a_folder_has_the_built_in_ones(tmp_path):
    assert programs(tmp_path / "nowhere") == programs()


def test_one_file_is_a_program(own):
    own.put("birthday.py", BIRTHDAY)
    found = own.found()
    program = found["birthday"].program
    assert found == {"birthday": Loaded("birthday", "shop", own.path, program)}
    assert (program.key, program().percent, program(percent=20).percent) == ("birthday", 10, 20)


def test_words_in_one_language_are_words(own):
    own.put("birthday.py", BIRTHDAY)
    loaded = own.found()["birthday"]
    assert loaded.words("de").startswith("subject: Many happy returns")


def test_a_folder_is_a_program_with_its_words_beside_it(own):
    own.put("birthday/__init__.py", BIRTHDAY.replace("    words = ", "    others = "))
    own.put("birthday/de.mjml", "subject: Alles Gute\n---\n")
    loaded = own.found()["birthday"]
    assert (loaded.error, loaded.place) == (None, own.path / "birthday")
    assert loaded.words("de") == loaded.words("en") == "subject: Alles Gute\n---\n"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError: No module named 'nothing_of_that_name'"),
        ("def broken(:", "SyntaxError: "),
        ("raise SystemExit('no more')", "SystemExit: no more"),
        ("x = 1", "TypeError: regulars_own_birthday_"),
        (BIRTHDAY + BIRTHDAY.replace("class Birthday", "class Wedding"), "TypeError: regulars_own_birthday_"),
        (BIRTHDAY.replace("    title =", "    name ="), "TypeError: Birthday does not say its title"),
        (BIRTHDAY.replace("    topic =", "    a =").replace("    nature =", "    b ="), "TypeError: Birthday does not say its topic, nature"),
        (BIRTHDAY.replace('"marketing"', '"advertising"'), "TypeError: the nature of Birthday is service or marketing, not “advertising”"),
        (BIRTHDAY.replace('{"en": "Birthday"}', '{"fr": "Anniversaire"}'), "TypeError: {'fr': 'Anniversaire'} is in none of our languages: en, de"),
        (BIRTHDAY.replace("@dataclass(frozen=True)\n", ""), "TypeError: Birthday needs @dataclass(frozen=True) above it"),
        (BIRTHDAY.replace("    words =", "    prose ="), "TypeError: Birthday has no words: no en.mjml beside it, no `words` in it"),
    ],
)  # fmt: skip
def test_one_that_cannot_be_used_is_shown_with_its_error(own, text, error):
    own.put("birthday.py", text)
    (said,) = own.errors().values()
    assert said.startswith(error)
    assert own.found()["birthday"].program is None


def test_two_in_one_file_are_too_many_and_none_too_few(own):
    own.put("both.py", BIRTHDAY + BIRTHDAY.replace("class Birthday", "class Wedding"))
    own.put("none.py", "x = 1")
    assert [error.partition(" holds ")[2] for error in own.errors().values()] == [
        "2 programs; one file holds one", "0 programs; one file holds one"
    ]  # fmt: skip


def test_one_that_takes_the_name_of_a_built_in_one_stands_beside_it_unused(own):
    own.put("receipt.py", BIRTHDAY)
    assert own.errors() == {
        "receipt (yours)": "receipt.py has the name of a built-in program; give it another"
    }
    assert programs(own.path)["receipt"] == programs()["receipt"]


def test_the_others_go_on(own):
    own.put("broken.py", "1 / 0")
    own.put("birthday.py", BIRTHDAY)
    assert own.errors() == {"birthday": None, "broken": "ZeroDivisionError: division by zero"}


def test_what_is_not_meant_as_a_program_is_passed_over(own):
    for name in ("_draft.py", ".hidden.py", "notes.txt", "en.mjml", "empty/readme.txt"):
        own.put(name, "anything")
    assert own.errors() == {}


def test_an_edit_counts_at_once_even_of_the_same_length_in_the_same_second(own):
    own.put("birthday.py", BIRTHDAY)
    assert own.found()["birthday"].program().percent == 10
    own.put("birthday.py", BIRTHDAY.replace("setting(10", "setting(25"))
    assert own.found()["birthday"].program().percent == 25
    own.put("birthday.py", "1 / 0")
    assert own.errors() == {"birthday": "ZeroDivisionError: division by zero"}


def test_an_installed_one_is_found_by_its_entry_point(monkeypatch, tmp_path):
    from importlib.metadata import EntryPoint

    from regulars.programs import registry

    (tmp_path / "their_birthday.py").write_text(BIRTHDAY)
    monkeypatch.syspath_prepend(tmp_path)
    points = [
        EntryPoint("birthday", "their_birthday:Birthday", registry.ENTRY_POINTS),
        EntryPoint("gone", "not_there", registry.ENTRY_POINTS),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    registry._installed.cache_clear()
    try:
        found = programs()
        assert (found["birthday"].origin, found["birthday"].error) == ("package", None)
        assert found["gone"].error == "ModuleNotFoundError: No module named 'not_there'"
    finally:
        monkeypatch.undo()
        registry._installed.cache_clear()
