"""Delivery status notifications: one block of fields for the message, then one for each recipient (RFC 3464, 6533)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regulars.kernel.refused import why

RECIPIENTS_AT_MOST = 1000
FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{2,40})[ \t]*:[ \t]*(.*)$")
ABOUT_ONE = {"final-recipient", "original-recipient", "action", "status", "diagnostic-code"}
STATUS = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
REPLY = re.compile(r"(?<![\d.\w-])([45][0-7]\d)(?=[\s-])")
ADDRESS = re.compile(
    r"(?<![\w!#$%&'*+/=?^{|}~.-])[\w!#$%&'*+/=?^{|}~.-]{1,128}@(?:\[[\d.]{7,15}\]|[\w-]{1,63}(?:\.[\w-]{1,63}){0,10})"
)
ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")


@dataclass(frozen=True)
class Recipient:
    """What became of the mail for one recipient, by the address that the sender wrote to where that is told. `action` as in RFC 3464; `cause` as in `kernel/refused.py`, for a failure or delay."""

    address: str
    action: str = "failed"
    status: str = ""
    cause: str = ""

    @property
    def failed(self) -> bool:
        """They gave up."""
        return self.action == "failed"


def fields_of(text: str) -> Iterator[dict[str, str]]:
    """The blocks of fields in a report, each with names in lower case and the first value of each."""
    block: dict[str, str] = {}
    last = ""
    for line in text.split("\n"):
        if not line.strip():
            if block:
                yield block
            block, last = {}, ""
        elif line[0] in " \t" and last:
            block[last] = f"{block[last]} {line.strip()}"[:4000]
        elif match := FIELD.match(line.strip()):
            last = match[1].lower()
            if last == "final-recipient" and last in block:  # the empty line between two was lost
                yield block
                block = {}
            block.setdefault(last, match[2].strip()[:4000])
    if block:
        yield block


def recipients(text: str, told: str = "") -> list[Recipient]:
    """The recipients of a report; `told` is what it says in words, for when the fields say little."""
    found: list[Recipient] = []
    for block in fields_of(text):
        if ABOUT_ONE & block.keys():
            found.append(_recipient(block, told))
        if len(found) == RECIPIENTS_AT_MOST:
            break
    return _together(found)


def status_in(text: str) -> str:
    """The first enhanced status in a text that is more than a summary (such as 5.0.0), else that, else a bare reply code, else nothing."""
    several = [".".join(match.groups()) for match in STATUS.finditer(text[:20_000])]
    telling = [status for status in several if not status.endswith(".0.0")]
    if telling or several:
        return (telling or several)[0]
    reply = REPLY.search(text[:20_000])
    return reply[1] if reply else ""


def bare(value: str) -> str:
    """The address in a field such as `rfc822;ana@example.test`."""
    said = value.partition(";")[2] if ";" in value else value
    match = ADDRESS.search(said)
    return match[0].rstrip(".") if match else ""


def _recipient(block: dict[str, str], told: str) -> Recipient:
    original = bare(block.get("original-recipient", ""))
    diagnostic = block.get("diagnostic-code", "")
    status = status_in(block.get("status", ""))
    succeeded = block.get("status", "").lstrip().startswith("2")
    said = status_in(diagnostic)
    if said and (not status or status.endswith(".0.0")) and (not status or said[0] == status[0]):
        status = said
    address = original or bare(block.get("final-recipient", "")) or bare(block.get("x-actual-recipient", ""))
    return Recipient(
        address=address or bare(diagnostic),
        action=_action(block.get("action", ""), succeeded=succeeded),
        status=status,
        cause=_cause(status, diagnostic, address, told),
    )


def _about(address: str, told: str) -> str:
    """The paragraph that begins with what is said of the address; empty when nothing is."""
    lines = told.lower().split("\n")[:2000]
    at = next((number for number, line in enumerate(lines) if address and address.lower() in line), None)
    if at is None:
        return ""
    paragraph = [lines[at]]
    for line in lines[at + 1 : at + 12]:
        if not line.strip() or ("@" in line and address.lower() not in line):
            break
        paragraph.append(line)
    return " ".join(line.strip() for line in paragraph)


def _action(said: str, *, succeeded: bool) -> str:
    word = said.strip().lower().partition(" ")[0].strip("\"'();,")
    if word in ACTIONS:
        return word
    return "delivered" if succeeded else "failed"


def _cause(status: str, diagnostic: str, address: str, told: str) -> str:
    cause = why(status, f"{diagnostic}\n{_about(address, told)}")
    return why(status, f"{diagnostic}\n{told}") if cause == "other" else cause


def _together(found: list[Recipient]) -> list[Recipient]:
    """A block without an address (some put the status apart) belongs to the one before it."""
    named = [each for each in found if each.address]
    return named or found[:1]
