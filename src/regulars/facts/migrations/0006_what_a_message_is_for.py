from django.db import migrations, models


class Migration(migrations.Migration):
    """A decision says for which purpose the message is."""

    dependencies = [("facts", "0005_what_came_back")]

    operations = [migrations.AddField("messagedecided", "purpose", models.TextField(null=True))]
