"""The picture by which a mail tells that it was opened: where it stands in the HTML, and its token, which names the message and nobody (decision 0025)."""

from collections.abc import Sequence

from regulars.kernel.tokens import sign, verify_bytes

PICTURE = "picture/<str:token>"
PURPOSE = "picture"
IMAGE = '<img src="{{ links.picture }}" width="1" height="1" alt="" style="display:block">'
BODY_ENDS = "</body>"


def with_picture(html: str) -> str:
    """The template of a mail with the picture as the last thing in it."""
    before, end, after = html.rpartition(BODY_ENDS)
    return f"{before}{IMAGE}{end}{after}"


def token(intent: str, keys: Sequence[bytes]) -> str:
    """The token of a message's picture. Signed with the first key."""
    return sign(PURPOSE, bytes.fromhex(intent), keys)


def intent_of(said: str, keys: Sequence[bytes]) -> str:
    """The message whose picture is asked for. Raises Forged, also for a token of another purpose."""
    return verify_bytes(PURPOSE, said, keys).hex()
