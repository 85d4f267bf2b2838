"""What an expression reads: which tables, each through the gate of which feature or past all of them."""

from collections.abc import Iterator, Mapping

import ibis
from ibis.common.graph import Node
from ibis.expr import operations as ops

Reads = set[tuple[str, str | None]]
"""Pairs of a table and the feature through whose gate it is read, or none."""
GATE = "switch"


def reads(expression: ibis.Table) -> Reads:
    """Every table the expression reads; what is looked up at the gate itself is not counted."""
    return set(_reads(expression.op()))


def rests_on(
    expression: ibis.Table, known: Mapping[str, ibis.Table], learned: tuple[str, ...] = ()
) -> set[str]:
    """The keys of the features whose gates the expression reads through, also by way of other known tables, but for those in `learned`."""
    found: set[str] = set()
    waiting, seen = [expression], set()
    for each in waiting:
        for table, feature in reads(each):
            found |= {feature} if feature else set()
            if table in known and table not in seen and table not in learned:
                seen.add(table)
                waiting.append(known[table])
    return found


def _reads(root: Node) -> Iterator[tuple[str, str | None]]:
    """By hand and not by `find`: at a gate, what it lets through and what it asks are told apart."""
    waiting, seen = [root], {root}
    for node in waiting:
        below = node.__children__
        if isinstance(node, ops.UnboundTable):
            yield node.name, None
        elif isinstance(node, ops.JoinChain) and (feature := _gate(node)):
            yield node.first.parent.name, feature
            below = tuple(link.table for link in node.rest[1:])
        new = [child for child in below if child not in seen]
        seen.update(new)
        waiting += new


def _gate(chain: ops.JoinChain) -> str | None:
    """The feature whose gate a chain of joins begins with: a table without, or only with, those of whom the switch says something."""
    if not isinstance(chain.first.parent, ops.UnboundTable):
        return None
    asks = chain.rest[0]
    asked = {table.name for table in asks.table.find(ops.UnboundTable)}
    if asks.how not in ("anti", "semi") or asked != {GATE}:
        return None
    return next((str(word.value) for word in asks.table.find(ops.Literal) if word.dtype.is_string()), None)
