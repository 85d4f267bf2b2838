"""Headers as they must stand on the wire, whatever people are called (STANDARDS §0.1, A2, A3)."""

import email
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.delivery import mime
from regulars.delivery.quoted import quoted

LONG = "https://shop.example/unsubscribe/" + "a" * 160


def made(*fields, text="Hello\n", html="<p>Hello</p>"):
    return mime.head([*fields, *mime.TWO_PARTS]) + b"".join(
        [b"\r\n", *mime.body([quoted(text)], [quoted(html)])]
    )


def test_a_long_unsubscribe_link_stays_in_one_piece():  # §0.1, A2.1
    assert f"List-Unsubscribe: <{LONG}>\r\n".encode() in made(("List-Unsubscribe", f"<{LONG}>"))


@pytest.mark.parametrize("evil", ["a\r\nBcc: x@y.z", "a\nb", "a\rb", "a\0b", "a\u2028b", "a\x0bb"])
def test_no_value_can_bring_a_second_header(evil):  # A2.2
    with pytest.raises(mime.BadHeader):
        made(("Subject", evil))
    with pytest.raises(mime.BadHeader):
        mime.line("To", mime.mailbox(evil, "ana@example.test"))


def test_a_line_too_long_for_smtp_is_refused():
    with pytest.raises(mime.BadHeader):
        made(("List-Unsubscribe", "<https://shop.example/" + "a" * 1000 + ">"))


@pytest.mark.parametrize(
    "name",
    [
        'Nguyễn, "x" <evil@e.x>', "Müller, Änne", 'O"Brien', "a, b", "=?utf-8?q?evil?=", "", "Ana", "x" * 200, "日本" * 60, "ana@evil.example",
        "(comment)", "a;b:c", "\\", "Ana\tExample",
    ],
)  # fmt: skip
def test_a_name_never_becomes_a_second_mailbox(name):  # A2.3
    raw = mime.line("To", mime.mailbox(name, "ana@example.test")).encode()
    parsed = email.message_from_bytes(raw + b"\r\n", policy=default)["To"].addresses
    assert [("".join(each.display_name.split()), each.addr_spec) for each in parsed] == [
        ("".join(name.split()), "ana@example.test")
    ]
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=200))
def test_any_subject_survives(subject):
    subject = " ".join(subject.split()) or "x"
    raw = made(("Subject", mime.words(subject)))
    parsed = email.message_from_bytes(raw, policy=default)
    assert " ".join(str(parsed["Subject"]).split()) == subject
    head = raw.split(b"\r\n\r\n")[0]
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
    assert all(len(word) <= 75 for word in head.split() if word.startswith(b"=?"))


@given(st.text(alphabet="a.\r\n ä€=-_", max_size=200))
def test_any_body_survives_in_short_crlf_lines(text):  # A3.1
    raw = made(("Subject", "x"), text=text, html=text)
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 76
    plain = email.message_from_bytes(raw, policy=default).get_body(("plain",)).get_content()
    expected = text.replace("\r", "").rstrip("\n")
    assert plain.replace("\r\n", "\n").rstrip("\n") == expected


def test_both_parts_are_alternatives():  # A3.2
    parsed = email.message_from_bytes(made(("Subject", "x")), policy=default)
    assert [part.get_content_type() for part in parsed.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert parsed.defects == []
