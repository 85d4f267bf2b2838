"""Plans and what they decided, as far as the shop looks at them every day; the rest of a day's verdicts lie in files."""

from django.db import models


class Plan(models.Model):
    """One run of the stages: a day (everybody), a moment (somebody) or a dry run (nobody hears of it)."""

    classified = {
        "id": "key",
        "kind": "word",
        "counts": "figures as JSON",
        "errors": "the shop's own programs' errors",
        "took": "figures as JSON",
        "place": "file",
    }

    id = models.TextField(primary_key=True)
    kind = models.TextField()
    local_date = models.DateField()
    as_of = models.DateTimeField()
    known_at = models.DateTimeField()
    lake_version = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    errors = models.JSONField(default=dict)
    took = models.JSONField(default=dict)
    place = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["local_date"], condition=models.Q(kind="day"), name="one_day_a_date"
            )
        ]
        indexes = [models.Index(fields=["kind", "local_date"], name="plan_by_date")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.local_date}"


class Verdict(models.Model):
    """What became of one candidate: every winner, and all verdicts of moments."""

    classified = {
        "storefront": "word", "program": "word", "about": "reference", "occasion": "word", "verdict": "word", "reason_key": "word",
        "reason_values": "figures as JSON", "currency": "word", "because": "figures and titles as JSON", "intent": "key",
    }  # fmt: skip

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    customer_id = models.BigIntegerField()
    storefront = models.TextField()
    program = models.TextField()
    about = models.TextField()
    occasion = models.TextField()
    verdict = models.TextField()
    reason_key = models.TextField(null=True)
    reason_values = models.JSONField(default=dict)
    worth_minor = models.FloatField(null=True)
    currency = models.TextField()
    because = models.JSONField(default=dict)
    decided_at = models.DateTimeField()
    local_date = models.DateField(db_index=True)
    intent = models.TextField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["customer_id", "local_date"], name="verdict_of_customer"),
            models.Index(fields=["verdict", "decided_at"], name="verdict_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.program}: {self.verdict}"
