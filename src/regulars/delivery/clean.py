"""Text without characters that nobody sees but software obeys (STANDARDS E2.1)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")


def clean(value: Any) -> Any:
    """The same value with every text in it cleaned."""
    if isinstance(value, str):
        return UNSEEN.sub(" ", value).strip()
    if isinstance(value, Mapping):
        return {str(key): clean(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [clean(inner) for inner in value]
    return value
