"""The one erasable place: names, addresses, raw messages. Everything else refers to people by random number only."""

import json
from collections.abc import Collection

from django.db import models


class Person(models.Model):
    """What we call a customer, and the shop's own number for them."""

    classified = {"name": "personal", "reference": "personal", "storefront": "word"}

    customer_id = models.BigIntegerField(primary_key=True)
    storefront = models.TextField()
    name = models.TextField(default="")
    reference = models.TextField(default="")

    def __str__(self) -> str:
        return f"customer {self.customer_id}"


class Mailbox(models.Model):
    """An e-mail address as written; consent and suppression belong to it by its random id and survive its erasure by hash."""

    classified = {"address": "personal", "address_hash": "keyed hash"}

    id = models.BigIntegerField(primary_key=True)
    address = models.TextField(default="")
    address_hash = models.TextField(unique=True)

    def __str__(self) -> str:
        return f"mailbox {self.id}"


class PostalAddress(models.Model):
    """Somebody at a postal address, as written; consent and suppression belong to it by its random id, as with a mailbox."""

    classified = {"written": "personal", "address_hash": "keyed hash"}

    id = models.BigIntegerField(primary_key=True)
    written = models.TextField(default="")
    address_hash = models.TextField(unique=True)

    def __str__(self) -> str:
        return f"postal address {self.id}"


class RawDelivery(models.Model):
    """What a source delivered, byte for byte, until it is translated into facts; parked with its error when it cannot be."""

    classified = {"source": "word", "key": "key", "storefront": "word", "state": "word", "error": "personal"}

    source = models.TextField()
    key = models.TextField()
    storefront = models.TextField()
    received_at = models.DateTimeField()
    body = models.BinaryField()
    state = models.TextField(default="waiting")
    error = models.TextField(default="")
    customer_id = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="raw_delivery_once")]
        indexes = [models.Index(fields=["state", "id"], name="raw_delivery_state")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class Letter(models.Model):
    """What one message said: the values its words were filled with and, until its end state, the bytes themselves."""

    classified = {
        "intent": "reference",
        "language": "word",
        "values": "personal",
    }

    intent = models.TextField(primary_key=True)
    customer_id = models.BigIntegerField(db_index=True)
    language = models.TextField()
    values = models.TextField()
    body = models.BinaryField(null=True)

    def __str__(self) -> str:
        return self.intent


class FreeText(models.Model):
    """A customer's own words, beside the fact that they were said."""

    classified = {"kind": "word", "key": "key", "text": "personal"}

    kind = models.TextField()
    key = models.TextField()
    customer_id = models.BigIntegerField(null=True, db_index=True)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="free_text_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Witness(models.Model):
    """The personal evidence of a consent (STANDARDS C1.1 ip, user agent) and the salt of the chain's commitment to it."""

    classified = {"consent_key": "key", "ip": "personal", "user_agent": "personal", "salt": "salt"}

    consent_key = models.TextField(primary_key=True)
    customer_id = models.BigIntegerField(null=True, db_index=True)
    ip = models.TextField(default="")
    user_agent = models.TextField(default="")
    salt = models.TextField()

    def __str__(self) -> str:
        return self.consent_key


class Requested(models.Model):
    """Permissions somebody asked for on a page and has not confirmed yet: they allow nothing, and are deleted when their time is over.

    `intent` is the mail that asks for the confirmation; `asked` lists purpose, channel, hash and version of each text that was shown.
    """

    classified = {
        "intent": "reference", "storefront": "word", "asked": "settings as JSON", "language": "word", "form": "word", "network": "personal",
    }  # fmt: skip

    intent = models.TextField(primary_key=True)
    customer_id = models.BigIntegerField(db_index=True)
    mailbox_id = models.BigIntegerField(db_index=True)
    storefront = models.TextField()
    asked = models.TextField()
    language = models.TextField()
    form = models.TextField()
    network = models.TextField(default="")
    asked_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.intent

    @property
    def wishes(self) -> list[tuple[str, str, str, str]]:
        """Purpose, channel, hash and version of the text, one each."""
        return [
            (purpose, channel, text_hash, version)
            for purpose, channel, text_hash, version in json.loads(self.asked)
        ]

    def leave_out(self, subjects: Collection[tuple[str, str]]) -> None:
        """Ask for these no longer; forget the request when nothing is left of it."""
        left = [wish for wish in self.wishes if wish[:2] not in subjects]
        rows = Requested.objects.filter(intent=self.intent)
        if left:
            rows.update(asked=json.dumps(left))
        else:
            rows.delete()


PERSONAL_STORE = (Person, Mailbox, PostalAddress, RawDelivery, Letter, FreeText, Witness, Requested)
