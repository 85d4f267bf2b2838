"""Opens a mail as it came, whatever its line ends, charsets and damage; never raises, and never reads more than its beginning."""

import html
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from functools import cached_property

READ_AT_MOST = (
    1_000_000  # reports come before what they return; the rest of a large mail is the returned mail's
)
PARTS_AT_MOST = 200
NESTED_AT_MOST = 100
BOUNDARY = re.compile(rb"\bboundary\s*=", re.IGNORECASE)
LINE_ENDS = re.compile(rb"\r+\n|\r")
# The library reads into these by rules of its own, which damaged ones break: here they are text.
REPORTS = re.compile(
    rb"message/((?:global-)?delivery-status|feedback-report|(?:global-)?disposition-notification|rfc822|global|news|partial)\b(?!-)",
    re.IGNORECASE,
)
TAGS = re.compile(r"<(?:style|script)\b[^<>]{0,2000}>[^<]*|<[a-zA-Z/!][^<>]{0,2000}>", re.IGNORECASE)
BREAKS = re.compile(r"<(br|p|div|tr|li|/p|/div|/tr|/td|/h\d)\b[^<>]{0,500}>", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A leaf of the mail: its type in lower case, such as `text/plain` or `text/delivery-status`, and what it says."""

    kind: str
    text: str

    @property
    def plain(self) -> str:
        """The words, without HTML."""
        if self.kind != "text/html":
            return self.text
        return html.unescape(TAGS.sub(" ", BREAKS.sub("\n", self.text)))


@dataclass(frozen=True)
class Opened:
    """A mail: its header fields (names in lower case, decoded), its leaves in order, and its type."""

    fields: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    kind: str
    report: str

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        named: dict[str, list[str]] = {}
        for name, value in self.fields:
            named.setdefault(name, []).append(value)
        return named

    def said(self, name: str) -> str:
        """A field's first value; empty when it is not there."""
        return self._by_name.get(name, [""])[0]

    def all(self, *names: str) -> list[str]:
        """Every value of these fields."""
        return [value for name in names for value in self._by_name.get(name, [])]

    def of_kind(self, *endings: str) -> list[Part]:
        """The leaves whose type ends so."""
        return [part for part in self.parts if part.kind.endswith(endings)]


def opened(raw: bytes) -> Opened:
    """The mail in these bytes."""
    begin = LINE_ENDS.sub(b"\n", raw[:READ_AT_MOST]).lstrip(b"\n\x00 \t\xef\xbb\xbf")
    if len(BOUNDARY.findall(begin)) > NESTED_AT_MOST:  # the library takes seconds for thousands
        return _as_text(begin)
    try:
        return _opened(message_from_bytes(REPORTS.sub(rb"text/\1", begin)))
    except Exception:  # noqa: BLE001  whatever a mail does to the library: then it is text
        return _as_text(begin)


def _opened(mail: Message) -> Opened:
    parts: list[Part] = []
    waiting = [mail]
    while waiting and len(parts) < PARTS_AT_MOST:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting.extend(reversed([each for each in inner if isinstance(each, Message)]))
        else:
            kind = re.split(r"[\s;]", part.get_content_type())[0]
            parts.append(Part(kind, _text(part, str(inner))))
    report = str(mail.get_param("report-type") or "").lower()
    return Opened(_fields(mail), tuple(parts), mail.get_content_type(), report)


def _fields(mail: Message) -> tuple[tuple[str, str], ...]:
    return tuple((name.lower().strip(), _decoded(value)) for name, value in mail.raw_items())


def _text(part: Message, otherwise: str) -> str:
    if part.get_content_maintype() not in ("text", "multipart", "message"):
        return ""
    try:
        content = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001  damaged encodings fail in many ways
        content = None
    if not isinstance(content, bytes):
        return otherwise
    return _in_charset(content, str(part.get_param("charset") or ""))


def _in_charset(content: bytes, charset: str) -> str:
    for named in ("utf-8", charset):
        try:
            return content.decode(named)
        except (LookupError, ValueError, UnicodeError):
            continue
    return content.decode("latin-1")


def _decoded(value: object) -> str:
    text = re.sub(r"\n[ \t]*", " ", str(value)).strip()
    if "=?" not in text:
        return text
    try:
        return "".join(
            said if isinstance(said, str) else _in_charset(said, charset or "")
            for said, charset in decode_header(text[:5000])
        )
    except Exception:  # noqa: BLE001  as above
        return text


def _as_text(begin: bytes) -> Opened:
    head, _, body = begin.partition(b"\n\n")
    unfolded = re.sub(r"\n[ \t]+", " ", head.decode("latin-1"))
    pairs = (line.partition(":") for line in unfolded.split("\n")[:1000] if ":" in line)
    fields = tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)
    return Opened(fields, (Part("text/plain", _in_charset(body, "")),), "text/plain", "")
