"""What lies beneath encodings is read, and damaged or endless files do no harm."""

import gzip
import io
import zipfile

import pytest

from regulars.engine.unfolded import AT_MOST, texts

SAID = "Zéphyrine at the nest"


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", content)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        SAID.encode(),
        gzip.compress(SAID.encode(), mtime=0),
        zipped(SAID),
        zipped(gzip.compress(zipped(SAID))),
        SAID.encode("utf-16"),
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nZ=C3=A9phyrine at=\r\n the nest",
        b"Content-Transfer-Encoding: base64\r\n\r\nWsOpcGh5cmluZSBhdCB0aGUgbmVzdA==\r\n",
        b"Subject: =?utf-8?q?Z=C3=A9phyrine_at?=\r\n =?utf-8?q?_the_nest?=\r\n",
        b"<p>Z&eacute;phyrine at the nest</p>",
        b"/find?who=Z%C3%A9phyrine%20at%20the%20nest",
        b'{"who": "Z\\u00e9phyrine at the nest"}',
    ],
)
def test_it_is_read_however_it_is_packed(content):
    assert any(SAID in text for text in texts(content))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x1f\x8b damaged",
        b"PK\x03\x04 damaged",
        zipped(SAID)[:-40],
        b"\xff\xfe\x00",
        b"=?nothing?q?x?=",
        b"%zz &#x110000000;",
        b"\\ud800",
    ],
)
def test_damage_does_no_harm(content):
    assert all(isinstance(text, str) for text in texts(content))


def test_what_swells_is_read_only_so_far():
    assert max(map(len, texts(gzip.compress(b"\0" * (AT_MOST + 9))))) == AT_MOST
