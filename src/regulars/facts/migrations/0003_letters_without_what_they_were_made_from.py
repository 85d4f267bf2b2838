"""A letter keeps what was said; what it was made from stands in the outbox."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_postgres_xid"), ("delivery", "0002_what_a_message_was_made_from")]

    operations = [
        migrations.RemoveField("letter", "template"),
        migrations.RemoveField("letter", "bytes_hash"),
    ]
