"""Puts what others know beside a table's rows."""

import ibis


def beside(table: ibis.Table, *others: tuple[ibis.Table, list[str]]) -> ibis.Table:
    """The table's rows with the columns of others that have one row per key; null where they have none.

    One chain of joins: a projection after each costs more than the join when rows are few and columns many.
    """
    names = list(table.columns)
    for number, (other, keys) in enumerate(others):
        table = table.left_join(other, keys, rname=f"{{name}}_{number}")
        names += [name for name in other.columns if name not in keys]
    return table.select(*names)
