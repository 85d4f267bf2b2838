from dataclasses import dataclass, fields

import pytest

from regulars.programs.base import NotASetting, Program, checked, setting, settled


@dataclass(frozen=True)
class Toy(Program):
    """Has a dial of each sort."""

    days: int = setting(10, says="How long.", least=1, most=90)
    share: float = setting(0.5, says="How much.", least=0, most=1)
    often: bool = setting(False, says="Whether often.")
    word: str = setting("tea", says="Of what.")


DIALS = {dial.name: dial for dial in fields(Toy)}


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("days", "20", 20), ("days", 1, 1), ("days", 90, 90), ("share", "0.25", 0.25), ("share", 1, 1.0),
        ("often", "on", True), ("often", "false", False), ("often", "", False), ("often", True, True), ("word", "coffee", "coffee"),
    ],
)  # fmt: skip
def test_a_form_s_text_becomes_the_setting(name, value, meant):
    given = checked(DIALS[name], value)
    assert (given, type(given)) == (meant, type(meant))


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("days", "many", "days: “many” is not a whole number"), ("days", "2.5", "days: “2.5” is not a whole number"),
        ("days", None, "days: “None” is not a whole number"), ("days", 0, "days: 0 is not between 1 and 90"),
        ("days", 91, "days: 91 is not between 1 and 90"), ("days", float("inf"), "days: “inf” is not a whole number"),
        ("share", "nan", "share: “nan” is not a number"), ("share", "inf", "share: inf is not between 0 and 1"),
        ("share", "", "share: “” is not a number"),
    ],
)  # fmt: skip
def test_what_cannot_be_the_setting_is_said_with_its_name(name, value, told):
    with pytest.raises(NotASetting, match=f"^{told}$"):
        checked(DIALS[name], value)


def test_settings_a_program_no_longer_has_are_let_go_and_the_rest_keep_their_defaults():
    assert settled(Toy, {"days": 20, "colour": "blue"}) == Toy(days=20)
