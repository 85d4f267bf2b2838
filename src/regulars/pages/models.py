"""What the pages must remember beside the facts: it only says who may do what, and for minutes."""

from django.db import models


class LastChange(models.Model):
    """A customer's newest change: which token takes it back. One row each, so that a later change makes the token void."""

    classified = {"undo": "hash"}

    customer_id = models.BigIntegerField(primary_key=True)
    undo = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"customer {self.customer_id}"


class Visiting(models.Model):
    """A visit inside: whose it is and since when. `name` is the hash of what the browser's cookie says."""

    classified = {"name": "hash", "storefront": "word", "how": "word"}

    name = models.TextField(primary_key=True)
    storefront = models.TextField()
    customer_id = models.BigIntegerField()
    mailbox_id = models.BigIntegerField()
    how = models.TextField()
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"customer {self.customer_id} since {self.began_at}"


class Asking(models.Model):
    """Somebody asked for a fresh link: to which mailbox and from which network, both as keyed hashes. `used_at` is when the link was used."""

    classified = {"intent": "random reference", "mailbox": "keyed hash", "network": "keyed hash"}

    intent = models.TextField(primary_key=True)
    mailbox = models.TextField(db_index=True)
    network = models.TextField(db_index=True)
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.intent


class UsedOnce(models.Model):
    """The hash of something that may be used once, and was."""

    classified = {"name": "hash"}

    name = models.TextField(primary_key=True)
    used_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
