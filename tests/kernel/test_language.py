import pytest

from regulars.kernel.language import pick


@pytest.mark.parametrize(
    ("wishes", "heard"),
    [
        (("de",), "de"), (("de-AT",), "de"), (("de_CH", "en"), "de"), (("DE",), "de"), (("fr", "de"), "de"), (("fr", None), "en"),
        ((None, ""), "en"), ((), "en"), (("deutsch",), "en"),
    ],
)  # fmt: skip
def test_the_first_wish_we_speak_is_heard_else_english(wishes, heard):
    assert pick(*wishes) == heard
