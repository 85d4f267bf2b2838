"""What came back of a message: bounces, complaints, answers."""

import regulars.facts.models
from django.db import migrations, models


def index_transactions(apps, schema_editor):
    """As 0002 did for the kinds there were."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('CREATE INDEX "fact_message_returned_xid" ON "fact_message_returned" (xid)')


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0004_a_limit_of_their_own"),
    ]

    operations = [
        migrations.CreateModel(
            name="MessageReturned",
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
                ("intent", models.TextField(db_index=True, null=True)),
                ("sort", models.TextField()),
                ("cause", models.TextField()),
                ("status", models.TextField()),
                ("final", models.BooleanField()),
                ("proven", models.BooleanField()),
            ],
            options={
                "db_table": "fact_message_returned",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "key"), name="message_returned_once")
                ],
            },
        ),
        migrations.RunPython(index_transactions, migrations.RunPython.noop),
    ]
