import pytest

from regulars.kernel.address import NotAnAddress, canonical


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ana@example.com", "ana@example.com"), (" Ana@EXAMPLE.com\n", "Ana@example.com"), ("ana+shop@example.co.uk", "ana+shop@example.co.uk"),
        ("Jose\u0301@exa\u0308mple.com", "José@exämple.com"), ("o'neill@example.com", "o'neill@example.com"),
    ],
)  # fmt: skip
def test_equal_mailboxes_are_written_equally(written, meant):
    assert canonical(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "", "ana", "ana@", "@example.com", "ana@example", "ana@@example.com", "a b@example.com", "ana@exa mple.com", "ana@example..com",
        ".ana@example.com", "ana.@example.com", "a..b@example.com", "ana@.example.com", "ana@example.com\nBcc: x@y.zz", "<ana@example.com>",
        "ana@example.com, ben@example.com", "a" * 65 + "@example.com", "a@" + "b" * 250 + ".com", "ana\x00@example.com",
    ],
)  # fmt: skip
def test_what_is_no_address_is_said(text):
    with pytest.raises(NotAnAddress, match=r"is not an e-mail address$"):
        canonical(text)


def test_the_sentence_about_a_long_one_is_short():
    with pytest.raises(NotAnAddress) as wrong:
        canonical("x" * 10_000)
    assert len(str(wrong.value)) < 120
