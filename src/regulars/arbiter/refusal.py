"""What a gate answers: when it refuses, and the reason it then gives."""

from dataclasses import dataclass, field

import ibis.expr.types as ir


@dataclass(frozen=True)
class Refusal:
    """`when` it holds of a candidate, the candidate is refused for the reason `key`, whose sentence is filled with `values`."""

    key: str
    when: ir.BooleanValue
    values: dict[str, ir.Value] = field(default_factory=dict)
