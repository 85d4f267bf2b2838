from django.db import migrations, models


class Migration(migrations.Migration):
    """Messages decided before purposes were told apart needed the permission for all advertising, or none."""

    dependencies = [("delivery", "0005_messages_we_are_unsure_of")]

    operations = [
        migrations.AddField("outbox", "purpose", models.TextField(default=""), preserve_default=False),
        migrations.RunSQL("UPDATE delivery_outbox SET purpose = nature", migrations.RunSQL.noop),
    ]
