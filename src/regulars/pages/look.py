"""How the customers' pages look: one small stylesheet that travels inside the page, allowed by its hash and nothing else."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

CSS = (Path(__file__).parent / "pages.css").read_text(encoding="utf-8")
_HASH = b64encode(sha256(CSS.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
WITH_FRAMES = f"{POLICY}; frame-src 'self'"
"""For a page that shows mails in frames of ours."""
MAIL = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'self'"
"""For a mail in such a frame: its own inline styles, and nothing else."""
