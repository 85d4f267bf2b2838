"""The outbox, one row a message, and the words that messages were made from."""

from typing import ClassVar

from django.db import models

from regulars.kernel.purposes import EMAIL, POST

PLANNED, CLAIMED, DOT_PENDING = "planned", "claimed", "dot_pending"
ACCEPTED, REJECTED, SUPPRESSED = "accepted", "rejected", "suppressed"
EXPIRED, CANCELLED, UNCERTAIN = "expired", "cancelled", "uncertain"
STATES = (PLANNED, CLAIMED, DOT_PENDING, ACCEPTED, REJECTED, SUPPRESSED, EXPIRED, CANCELLED, UNCERTAIN)


class Outbox(models.Model):
    """A message on its way (STANDARDS A8): planned → claimed → dot_pending → an end state. Holds nothing personal.

    `armed_at` is when it was last on disk that its dot was about to go: what allowed it must have held then (INV-5).
    Who may be claimed has a `next_attempt_at`, who is held a `lease_until`; the indexes hold no others, since a message changes them often.
    By the channel `post` it is a letter: `mailbox_id` names a postal address, and it waits for a batch (`delivery/batch.py`) and no attempt.
    """

    classified = {
        "intent": "random reference", "program": "word", "topic": "word", "nature": "word", "purpose": "word", "channel": "word",
        "about": "the shop's number for a thing",
        "occasion": "word", "storefront": "word", "language": "word", "plan_id": "random reference", "state": "word",
        "message_id": "random reference", "fence": "random reference", "last_status": "stage and codes of a server's reply", "template": "hash",
        "bytes_hash": "hash",
    }  # fmt: skip

    intent = models.TextField(primary_key=True)
    program = models.TextField()
    topic = models.TextField()
    nature = models.TextField()
    purpose = models.TextField()
    channel = models.TextField(default=EMAIL)
    about = models.TextField()
    occasion = models.TextField()
    customer_id = models.BigIntegerField(db_index=True)
    mailbox_id = models.BigIntegerField()
    storefront = models.TextField()
    language = models.TextField()
    plan_id = models.TextField()
    state = models.TextField(default=PLANNED)
    decided_at = models.DateTimeField()
    send_after = models.DateTimeField()
    expires_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    message_id = models.TextField()
    dated_at = models.DateTimeField(null=True)
    armed_at = models.DateTimeField(null=True)
    fence = models.TextField(default="")
    lease_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    doubts = models.IntegerField(default=0)
    last_status = models.TextField(default="")
    accepted_at = models.DateTimeField(null=True)
    template = models.TextField(default="")
    bytes_hash = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["storefront", "program", "about", "customer_id", "occasion"], name="outbox_said_once"
            ),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="outbox_state_known"),
            models.CheckConstraint(
                condition=models.Q(channel=EMAIL) | models.Q(next_attempt_at__isnull=True),
                name="outbox_no_letter_mailed",
            ),
        ]
        # None may know the state: where nothing indexed changes, PostgreSQL leaves every index alone (a heap-only tuple).
        indexes = [
            models.Index(
                fields=["nature", "next_attempt_at"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="outbox_waiting",
            ),
            models.Index(
                fields=["lease_until"], condition=models.Q(lease_until__isnull=False), name="outbox_leased"
            ),
            models.Index(fields=["intent"], condition=models.Q(doubts__gt=0), name="outbox_unsure"),
            models.Index(fields=["send_after"], condition=models.Q(channel=POST), name="outbox_letters"),
        ]

    def __str__(self) -> str:
        return f"{self.program} to customer {self.customer_id}: {self.state}"


class LetterBatch(models.Model):
    """Letters printed together. `finished_at` is when the file was whole on disk; until then it is made again, letter by letter the same."""

    classified: ClassVar[dict[str, str]] = {"storefront": "word"}

    number = models.AutoField(primary_key=True)
    storefront = models.TextField()
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"batch {self.number}"

    @property
    def letters(self) -> "models.QuerySet[PrintedLetter]":
        """Its letters, in their order."""
        return PrintedLetter.objects.filter(batch=self).order_by("place")


class PrintedLetter(models.Model):
    """A letter's place in its batch, and the code it bears: whoever types it in, or scans it, can end letters (`pages/no_letters.py`)."""

    classified = {"intent": "random reference", "code": "random reference"}

    intent = models.TextField(primary_key=True)
    batch = models.ForeignKey(LetterBatch, on_delete=models.PROTECT, related_name="+")
    place = models.IntegerField()
    code = models.TextField(unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="letter_place_once")]

    def __str__(self) -> str:
        return f"letter {self.batch_id}/{self.place}"


class Wording(models.Model):
    """Compiled words under the hash of their content: what a message said can be shown again after the words were changed."""

    classified = {
        "content_hash": "hash",
        "program": "word",
        "language": "word",
        "compiled": "the shop's words",
    }

    content_hash = models.TextField(primary_key=True)
    program = models.TextField()
    language = models.TextField()
    compiled = models.TextField()

    def __str__(self) -> str:
        return f"{self.program} ({self.language}) {self.content_hash[:8]}"


class Hit(models.Model):
    """A link of an offer that somebody or something followed, until it can be told which: then it becomes a fact, and the row goes.

    `number` is 0 for our own pages, and -1 for the picture that tells that a mail was opened. `named` says that message and reader may be named.
    """

    classified = {"intent": "random reference", "storefront": "word", "program": "word", "signs": "word"}

    intent = models.TextField(db_index=True)
    customer_id = models.BigIntegerField(db_index=True)
    storefront = models.TextField()
    program = models.TextField()
    number = models.IntegerField()
    at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    named = models.BooleanField()
    signs = models.TextField()

    def __str__(self) -> str:
        return f"link {self.number} of {self.intent}"


class Opening(models.Model):
    """A mail that was opened, by a reader who lets us see it (`open_tracking`); deleted after 13 months, or once they take that back.

    No fact, since it must end. `via` is the mail provider that asked for the picture in the reader's place; `sign` tells a machine, and is empty
    for a person. Of a message at most one of each.
    """

    classified = {
        "intent": "random reference",
        "storefront": "word",
        "program": "word",
        "via": "word",
        "sign": "word",
    }

    intent = models.TextField()
    customer_id = models.BigIntegerField(db_index=True)
    mailbox_id = models.BigIntegerField(db_index=True)
    storefront = models.TextField()
    program = models.TextField()
    at = models.DateTimeField()
    via = models.TextField()
    sign = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["intent"], condition=models.Q(sign=""), name="opened_once"),
            models.UniqueConstraint(fields=["intent"], condition=~models.Q(sign=""), name="fetched_once"),
        ]

    def __str__(self) -> str:
        return f"{self.intent} opened"


class Pause(models.Model):
    """A stream that waits at a provider: refused there for what we do, asked to wait again and again, minded by its readers, or stopped by hand.

    An empty provider is everybody. `minded` of `sent` messages led to it. One that is over is kept, since what came before it was answered for.
    """

    classified = {
        "nature": "word",
        "provider": "a mailbox provider's name or domain",
        "cause": "word",
        "status": "stage and codes of a server's reply",
    }

    nature = models.TextField()
    provider = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    cause = models.TextField(default="")
    minded = models.IntegerField(default=0)
    sent = models.IntegerField(default=0)
    status = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["nature", "provider"], name="pause_once")]

    def __str__(self) -> str:
        return f"{self.nature} to {self.provider or 'everybody'} until {self.until}"


class Answered(models.Model):
    """How the mail of five minutes was received by a provider; see `answered`."""

    classified = {"nature": "word", "provider": "a mailbox provider's name"}

    nature = models.TextField()
    provider = models.TextField()
    since = models.DateTimeField()
    accepted = models.IntegerField(default=0)
    deferred = models.IntegerField(default=0)
    bounced = models.IntegerField(default=0)
    blamed = models.IntegerField(default=0)
    complained = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["since", "nature", "provider"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.accepted} {self.nature} taken by {self.provider} at {self.since}"


class ReturnsCounted(models.Model):
    """Up to which fact the mail that came back is counted; one row."""

    classified: ClassVar[dict[str, str]] = {}

    id = models.IntegerField(primary_key=True)
    up_to = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"up to {self.up_to}"


class Home(models.Model):
    """Where the database was when mail last went out from it; one row."""

    classified = {"place": "numbers of a disk or server"}

    id = models.IntegerField(primary_key=True)
    place = models.TextField()

    def __str__(self) -> str:
        return self.place
