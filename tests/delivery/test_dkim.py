"""Signed mails, verified by another implementation (STANDARDS A4.1-A4.3)."""

import base64
import re
from hashlib import sha256

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from hypothesis import given
from hypothesis import strategies as st

from regulars.delivery import outbox
from regulars.delivery.dkim import Key, Signer, body_hash, is_canonical, relaxed
from regulars.delivery.dkim_record import record
from tests.needs import DATA

NOON = 1_759_312_800  # not to come: dkimpy looks at the real time
KEYS = (Key("r1", generate_private_key(65537, 2048)), Key("e1", Ed25519PrivateKey.generate()))
SIGNER = Signer("tee.example", KEYS)
HEAD = [
    ("From", "Tee & Kanne <hallo@tee.example>"),
    ("To", "=?utf-8?b?QW5h?=\r\n <ana@example.test>"),
    ("Subject", "Green tea,\r\n \t 100  g"),
    ("Date", "Wed, 01 Oct 2025 10:00:00 +0000"),
    ("Message-ID", "<1@tee.example>"),
    ("List-Unsubscribe", f"<https://shop.example/unsubscribe/{'x' * 160}>"),
    ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ("Content-Type", "text/plain; charset=utf-8"),
]
BODY = b"Hello  Ana, \r\n\r\n.\r\nyour\ttea.\r\n\r\n\r\n"


def verified(mail, keys=KEYS, domain="tee.example"):
    """Each signature's answer, top to bottom, by dkimpy and the records we would publish."""
    published = {f"{key.selector}._domainkey.{domain}.".encode(): record(key).encode() for key in keys}
    return [_verifies(dkim.DKIM(mail), number, published) for number in range(len(keys))]


def _verifies(mail, number, published):
    try:
        return mail.verify(idx=number, dnsfunc=lambda name, timeout=5: published[name])
    except dkim.ValidationError:
        return False


def written(head, body):
    return "".join(f"{name}: {value}\r\n" for name, value in head).encode() + b"\r\n" + body


def signed(head=HEAD, body=BODY, signer=SIGNER):
    return signer.sign(head, body_hash(body), NOON) + written(head, body)


def taken_apart(mail):
    """Names and values as they stand in the mail, and its body."""
    head, _, body = mail.partition(b"\r\n\r\n")
    lines = re.split(r"\r\n(?![ \t])", head.decode())
    return [(name, value[1:]) for name, _, value in (line.partition(":") for line in lines)], body


def test_both_signatures_verify():
    assert verified(signed()) == [True, True]


def test_equal_arguments_give_equal_bytes():
    again = Signer("tee.example", KEYS)
    assert signed() == signed() == signed(signer=again)


def test_a_signature_says_what_it_must():
    lines = SIGNER.sign(HEAD, body_hash(BODY), NOON).decode()
    first, second = (re.sub(r"\s+", "", part) for part in lines.split("DKIM-Signature:")[1:])
    listed = (
        "from:to:subject:date:list-unsubscribe:list-unsubscribe-post:message-id:content-type"
        ":from:to:subject:date:reply-to:list-unsubscribe:list-unsubscribe-post"
    )
    for said, algorithm, selector in ((first, "rsa", "r1"), (second, "ed25519", "e1")):
        expected = (
            f"v=1;a={algorithm}-sha256;c=relaxed/relaxed;d=tee.example;s={selector};t={NOON};h={listed};bh="
        )
        assert said.startswith(expected)
        assert not {"l", "x"} & set(re.findall(r"(?:^|;)(\w+)=", said))


def test_signature_lines_are_short_and_end_in_crlf():
    lines = SIGNER.sign(HEAD, body_hash(BODY), NOON).split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 78
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert all(line.startswith((b"DKIM-Signature: ", b" ")) for line in lines)


def test_folding_headers_anew_breaks_nothing():
    mail = signed()
    unfolded = mail.replace(b"Green tea,\r\n \t 100  g", b"Green tea, 100 g")
    folded = mail.replace(b"Tee & Kanne <", b"Tee\r\n & Kanne\r\n\t<").replace(
        b"Date: Wed, ", b"DATE:Wed,\r\n    "
    )
    assert len({mail, unfolded, folded}) == 3
    assert [verified(each) for each in (unfolded, folded)] == [[True, True]] * 2


@pytest.mark.parametrize(
    "change",
    [
        (b"your\ttea.", b"your coffee."),
        (b"100  g", b"200  g"),
        (b"=One-Click", b"=Two-Click"),
        (b"\r\nFrom: ", b"\r\nSubject: Win now\r\nFrom: "),
        (b"\r\n\r\nHello", b"\r\nSubject: Win now\r\n\r\nHello"),
        (b"\r\n\r\nHello", b"\r\nList-Unsubscribe: <https://evil.example/>\r\n\r\nHello"),
        (b"\r\nFrom: ", b"\r\nList-Unsubscribe: <https://evil.example/>\r\nFrom: "),
        (b"\r\n\r\nHello", b"\r\nReply-To: evil@evil.example\r\n\r\nHello"),
        (b"\r\n\r\nHello", b"\r\nFrom: evil@evil.example\r\n\r\nHello"),
        (b"Content-Type: text/plain", b"Content-Type: text/html"),
    ],
)
def test_a_changed_mail_fails(change):
    mail = signed()
    assert mail.count(change[0]) == 1
    assert verified(mail.replace(*change)) == [False, False]


def test_a_mail_without_from_is_not_signed():
    with pytest.raises(ValueError, match="without From"):
        SIGNER.sign(HEAD[1:], body_hash(BODY), NOON)


def test_a_key_does_not_show_itself():
    secret = KEYS[1].private.private_bytes_raw()
    assert repr(KEYS[1]) == "Key(selector='e1')"
    assert not any(
        spelled in repr((SIGNER, KEYS)) for spelled in (repr(secret), secret.hex(), str(KEYS[1].private))
    )


@pytest.mark.django_db
@pytest.mark.parametrize("program", ["receipt", "reorder"])
def test_real_mails_verify(write, clock, carrier, sink, program):
    write(program=program)
    outbox.send_due(clock, carrier)
    head, body = taken_apart(sink.script.taken[-1].content)
    mail = SIGNER.sign(head, body_hash(body), NOON) + sink.script.taken[-1].content
    assert verified(mail) == [True, True]
    assert verified(mail.replace(b"Subject: ", b"Subject: Re: ")) == [False, False]


@pytest.mark.needs("data")
def test_the_example_of_rfc_8463_is_signed_as_printed_there():
    text = (DATA / "standards" / "rfc" / "rfc8463.md").read_text()
    example = text[text.rindex("A.1.  Secret Keys") :]
    pem = example[example.index("   -----BEGIN") : example.index("A.2.")]
    rsa = load_pem_private_key("\n".join(line.strip() for line in pem.splitlines()).encode(), None)
    raw = (DATA / "dkim/dkimpy/dkim/tests/data/rfc8032_7_1.key").read_text()
    keys = (Key("brisbane", Ed25519PrivateKey.from_private_bytes(base64.b64decode(raw))), Key("test", rsa))
    printed = example[example.index("   DKIM-Signature") : example.index("Author's Address")].rstrip()
    mail = "\r\n".join(line[3:] for line in printed.splitlines()).encode() + b"\r\n"
    assert verified(mail, keys, "football.example.com") == [True, True]

    head, body = taken_apart(mail)
    assert base64.b64encode(body_hash(body)) == b"2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8="
    names = ("from", "to", "subject", "date", "message-id")
    plain = {name.lower(): f"{name.lower()}:{relaxed(value)}\r\n" for name, value in head}
    for key, (_, value) in zip(keys, head, strict=False):
        before, _, signature = value.rpartition("b=")
        digest = sha256(
            "".join(plain[name] for name in names).encode() + f"dkim-signature:{relaxed(before)} b=".encode()
        )
        assert base64.b64encode(key.signature(digest.digest())).decode() == re.sub(r"\s", "", signature)


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        (b"", b""),
        (b"\r\n", b""),
        (b"\r\n\r\n", b""),
        (b" \r\n\t\r\n", b""),
        (b"a", b"a\r\n"),
        (b"a \t", b"a\r\n"),
        (b" C \r\nD \t E\r\n\r\n\r\n", b" C\r\nD E\r\n"),
        (b"\r\n\r\na\r\n", b"\r\n\r\na\r\n"),
    ],
)
def test_bodies_in_relaxed_form(body, plain):
    assert body_hash(body) == sha256(plain).digest()
    assert is_canonical(body) == (body == plain)
    assert is_canonical(plain)


texts = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
    max_size=60,
)
spaces = st.sampled_from([" ", "  ", "\t", "\r\n ", "\r\n\t ", " \r\n  "])
values = st.lists(st.tuples(texts, spaces), max_size=4).map(
    lambda parts: "x" + "".join(map("".join, parts)) + "x"
)
names = st.sampled_from(
    ["To", "Subject", "date", "CC", "Reply-To", "List-Id", "X-Other", "List-Unsubscribe", "MIME-Version"]
)
lines = st.one_of(
    st.binary(max_size=40).map(lambda some: some.replace(b"\r", b"").replace(b"\n", b"")),
    st.text(" \tab.", max_size=12).map(str.encode),
    st.just(b""),
)


@given(
    head=st.lists(st.tuples(names, values), max_size=8),
    sender=values,
    body=st.lists(lines, max_size=8).map(lambda each: b"".join(line + b"\r\n" for line in each)),
)
def test_whatever_is_signed_verifies(head, sender, body):
    mail = signed([*head, ("From", sender)], body)
    assert verified(mail) == [True, True]


@given(body=st.lists(lines, max_size=8).map(b"\r\n".join))
def test_a_body_in_relaxed_form_may_be_hashed_as_it_is(body):
    if is_canonical(body):
        assert sha256(body).digest() == body_hash(body)
        assert not re.search(rb"\t|  | \r\n|\r\n\r\n\Z", body)
        assert not body or body.endswith(b"\r\n")
