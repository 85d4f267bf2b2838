"""What bytes say beneath their encodings: archives, compressed files, mail parts and headers, percent signs and entities."""

import binascii
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from urllib.parse import unquote

AT_MOST = 64 * 1024 * 1024
"""Bytes that are unpacked of one archive or compressed file; what lies beyond is not looked at."""
DEEP = 3
BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{60,76}\r?\n)*[A-Za-z0-9+/]{16,76}={0,2}(?=\s|$)")
ENCODED_WORD = re.compile(r"(?:=\?[\w-]+\?[BbQq]\?[^?\s]*\?=\s*)+")
JSON_LETTER = re.compile(r"\\u([0-9a-fA-F]{4})")
UTF_16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def texts(content: bytes, deep: int = DEEP) -> Iterator[str]:
    """The content as text, and whatever texts are packed in it."""
    for packed in _unpacked(content) if deep else ():
        yield from texts(packed, deep - 1)
    for mark, encoding in UTF_16:
        if content.startswith(mark):
            yield content.decode(encoding, errors="replace")
    text = content.decode("utf-8", errors="surrogateescape")
    yield JSON_LETTER.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text
    if b"Content-Transfer-Encoding" in content or b"=?" in content:
        yield from _of_mail(content, text)
    if "&" in text or "%" in text:
        yield unquote(html.unescape(text))


def _of_mail(content: bytes, text: str) -> Iterator[str]:
    yield binascii.a2b_qp(content).decode("utf-8", errors="surrogateescape")
    yield ENCODED_WORD.sub(lambda found: _worded(found[0]), text)
    for block in BASE64.finditer(content):
        try:
            yield binascii.a2b_base64(block[0]).decode("utf-8", errors="surrogateescape")
        except binascii.Error:
            continue  # looks like it, and is none


def _worded(encoded: str) -> str:
    try:
        return str(make_header(decode_header(encoded)))
    except (HeaderParseError, LookupError, ValueError):
        return encoded


def _unpacked(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"\x1f\x8b"):
        yield _inflated(content)
    elif content.startswith(b"PK\x03\x04"):
        yield from _members(content)


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(content, AT_MOST)
    except zlib.error:
        return b""


def _members(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for each in archive.infolist():
                with archive.open(each) as member:
                    yield member.read(AT_MOST)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, OSError):
        return  # damaged, or locked by a password
