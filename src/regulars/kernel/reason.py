"""Why something was refused or done: a key and its values; the sentence stands beside the rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reason:
    """A key into the sentences of the rule that gave it, and the values that fill them."""

    key: str
    values: Mapping[str, str | int | None] = field(default_factory=dict)
