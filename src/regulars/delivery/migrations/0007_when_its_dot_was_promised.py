from django.db import migrations, models


class Migration(migrations.Migration):
    """A message remembers when its dot was about to go, so that what allowed it then can be shown."""

    dependencies = [("delivery", "0006_what_a_message_is_for")]

    operations = [migrations.AddField("outbox", "armed_at", models.DateTimeField(null=True))]
