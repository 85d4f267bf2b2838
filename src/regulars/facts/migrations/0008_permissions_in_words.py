from django.db import migrations, models

import regulars.facts.models


class Migration(migrations.Migration):
    """What permissions are asked with: the shop's own words, and every text that was shown."""

    dependencies = [("facts", "0007_more_and_less_of_this")]

    operations = [
        migrations.CreateModel(
            name="ShownText",
            fields=[
                ("text_hash", models.TextField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="PermissionWorded",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("local_date", models.DateField()),
                (
                    "xid",
                    models.BigIntegerField(
                        db_default=regulars.facts.models.TransactionId(output_field=models.BigIntegerField())
                    ),
                ),
                ("source", models.TextField()),
                ("key", models.TextField()),
                ("at", models.DateTimeField()),
                ("storefront", models.TextField()),
                ("customer_id", models.BigIntegerField(db_index=True, null=True)),
                ("purpose", models.TextField()),
                ("channel", models.TextField()),
                ("language", models.TextField()),
                ("version", models.TextField()),
                ("words", models.TextField()),
            ],
            options={
                "db_table": "fact_permission_worded",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "key"), name="permission_worded_once")
                ],
            },
        ),
    ]
