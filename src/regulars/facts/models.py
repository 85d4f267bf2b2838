"""The tables of this stage: one per kind of fact, the erasable store, and the few rows that make recording safe."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from regulars.facts.columns import Column, columns_of
from regulars.facts.kinds import KINDS, Fact, name_of
from regulars.facts.personal import (
    FreeText,
    Letter,
    Mailbox,
    Person,
    PostalAddress,
    RawDelivery,
    Requested,
    Witness,
)

__all__ = ["MODEL_OF", "Due", "FreeText", "Identifier", "Letter", "Mailbox", "Person", "PlanVersion", "PostalAddress", "RawDelivery", "Requested", "ShownText", "Standing",
           "Tombstone", "Witness", "ChainHead", "facts_of"]  # fmt: skip

FIELDS: "dict[str, type[models.Field[Any, Any]]]" = {
    "int64": models.BigIntegerField,
    "string": models.TextField,
    "boolean": models.BooleanField,
    "timestamp(6)": models.DateTimeField,
    "date": models.DateField,
}


class TransactionId(models.Func):
    """PostgreSQL's id of the writing transaction; ids commit out of order there, and the lake's copy must not miss a late one."""

    template = "(0)"
    arity = 0

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(pg_current_xact_id()::text::bigint)", **extra)


def field_of(column: Column) -> "models.Field[Any, Any]":
    """The Django field of a declared column."""
    return FIELDS[column.stored](null=column.null, db_index=column.indexed)


def model_of(kind: type[Fact]) -> type[models.Model]:
    """The table of a kind of fact: its columns, what `record` keeps beside them, and one row a (source, key)."""
    name = name_of(kind)
    meta = {
        "db_table": f"fact_{name}",
        "constraints": [models.UniqueConstraint(fields=["source", "key"], name=f"{name}_once")],
    }
    body = {
        "__module__": __name__,
        "__doc__": kind.__doc__,
        "Meta": type("Meta", (), meta),
        "__str__": lambda self: f"{self.source} {self.key}",
        "classified": {c.name: c.holds for c in columns_of(kind)},
        "recorded_at": models.DateTimeField(),
        "local_date": models.DateField(),
        "xid": models.BigIntegerField(db_default=TransactionId(output_field=models.BigIntegerField())),
    }
    return type(kind.__name__, (models.Model,), body | {c.name: field_of(c) for c in columns_of(kind)})


MODEL_OF: dict[type[Fact], type[models.Model]] = {kind: model_of(kind) for kind in KINDS}


class Identifier(models.Model):
    """Points from a shop's name for a customer (number, mailbox, …), as a keyed hash, to the customer."""

    classified = {"storefront": "word", "kind": "word", "value_hash": "keyed hash"}

    storefront = models.TextField()
    kind = models.TextField()
    value_hash = models.TextField()
    customer_id = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["storefront", "kind", "value_hash"], name="identifier_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of customer {self.customer_id}"


class Tombstone(models.Model):
    """An identifier that was erased, as keyed hash: imports and replays never bring the person back."""

    classified = {"value_hash": "keyed hash"}

    value_hash = models.TextField(primary_key=True)
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.value_hash


class Standing(models.Model):
    """Whether a mailbox may be written to for a purpose, since which fact. A projection: written with its fact, recomputable."""

    classified = {"purpose": "word", "channel": "word", "ground": "word", "cause": "key"}

    mailbox_id = models.BigIntegerField()
    purpose = models.TextField()
    channel = models.TextField()
    may = models.BooleanField()
    ground = models.TextField()
    cause = models.TextField()
    since_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailbox_id", "purpose", "channel"], name="standing_once")
        ]

    def __str__(self) -> str:
        return f"mailbox {self.mailbox_id}: {self.purpose} {'may' if self.may else 'may not'}"


class ShownText(models.Model):
    """What somebody was shown when they gave or took back a permission, under the hash that the consent names it by."""

    classified = {
        "text_hash": "hash",
        "text": "the shop's words",
    }  # one that names somebody goes with them (engine/erase.py)

    text_hash = models.TextField(primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text_hash[:8]


class Due(models.Model):
    """Something just happened to this customer; the worker claims the row, plans, and deletes it with the plan's commit."""

    classified = {"because": "word", "claim": "key"}

    customer_id = models.BigIntegerField(db_index=True)
    because = models.TextField()
    due_at = models.DateTimeField()
    claim = models.TextField(default="")
    claimed_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"customer {self.customer_id}: {self.because}"


class PlanVersion(models.Model):
    """Counts a customer's plans, so that two planners cannot both decide for them on the same knowledge."""

    customer_id = models.BigIntegerField(primary_key=True)
    version = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"customer {self.customer_id}: plan {self.version}"


class ChainHead(models.Model):
    """The latest hash of an append-only chain; its row is locked while the next link is made."""

    classified = {"name": "word", "chain_hash": "hash"}

    name = models.TextField(primary_key=True)
    chain_hash = models.TextField(default="")

    def __str__(self) -> str:
        return self.name


def facts_of(kind: type[Fact]) -> "models.QuerySet[Any]":
    """Every recorded fact of a kind."""
    return MODEL_OF[kind]._default_manager.all()  # noqa: SLF001  generated models are known to the checker as plain ones
