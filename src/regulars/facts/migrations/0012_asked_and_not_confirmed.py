from django.db import migrations, models


class Migration(migrations.Migration):
    """Permissions that wait for their mailbox to confirm them."""

    dependencies = [("facts", "0011_ways_of_personalising")]

    operations = [
        migrations.CreateModel(
            name="Requested",
            fields=[
                ("intent", models.TextField(primary_key=True, serialize=False)),
                ("customer_id", models.BigIntegerField(db_index=True)),
                ("mailbox_id", models.BigIntegerField(db_index=True)),
                ("storefront", models.TextField()),
                ("asked", models.TextField()),
                ("language", models.TextField()),
                ("form", models.TextField()),
                ("network", models.TextField(default="")),
                ("asked_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
