"""What somebody wrote themselves in a reply: without what they quoted, and without their signature."""

import re

QUOTED = re.compile(r"^\s*[>|]")
BEGINS_QUOTE = re.compile(
    r"^\s*(-{2,}.{0,40}(original|forwarded|ursprüngliche|weitergeleitete).{0,40}-{2,}\s*$|_{8,}\s*$|(from|von|de|gesendet|sent|date|datum)\s*:\s*\S|"
    r".{0,200}(\bwrote|\bschrieb\b.{0,80}|\ba écrit|\bescribió|\bha scritto)\s*:\s*$)",
    re.IGNORECASE,
)
BEGINS_WRAPPED = re.compile(r"^\s*(on|am)\b.{0,200}\d", re.IGNORECASE)
SIGNATURE = re.compile(
    r"^\s*(--|—|sent from my |gesendet von |von meinem .{1,30} gesendet|get outlook for )", re.IGNORECASE
)
READ_AT_MOST = 4_000


def own_words(text: str) -> str:
    """The lines before the quote and the signature, and none that are quoted."""
    lines: list[str] = []
    for line in text[:READ_AT_MOST].splitlines():
        if BEGINS_QUOTE.match(line) or SIGNATURE.match(line):
            break
        lines.append(line)
    while lines and BEGINS_WRAPPED.match(lines[-1]):  # a quote's first line, wrapped before "wrote:"
        lines.pop()
    return "\n".join(line for line in lines if not QUOTED.match(line)).strip()
