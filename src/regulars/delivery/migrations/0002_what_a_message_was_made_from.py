"""What a message was made from moves from its letter to its place in the outbox, which is written then anyway."""

from django.db import migrations, models

MOVED = """
UPDATE delivery_outbox SET
  template = COALESCE((SELECT template FROM facts_letter WHERE facts_letter.intent = delivery_outbox.intent), ''),
  bytes_hash = COALESCE((SELECT bytes_hash FROM facts_letter WHERE facts_letter.intent = delivery_outbox.intent), '')
"""


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial"), ("facts", "0001_initial")]

    operations = [
        migrations.AddField("outbox", "template", models.TextField(default="")),
        migrations.AddField("outbox", "bytes_hash", models.TextField(default="")),
        migrations.RunSQL(MOVED, migrations.RunSQL.noop),
        migrations.RunSQL(
            "UPDATE delivery_outbox SET next_attempt_at = NULL WHERE state = 'claimed'",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveIndex("outbox", "outbox_due"),
        migrations.RemoveIndex("outbox", "outbox_fence"),
        migrations.AddIndex(
            "outbox",
            models.Index(
                fields=["nature", "next_attempt_at"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="outbox_waiting",
            ),
        ),
        migrations.AddIndex(
            "outbox",
            models.Index(
                fields=["lease_until"], condition=models.Q(lease_until__isnull=False), name="outbox_leased"
            ),
        ),
    ]
