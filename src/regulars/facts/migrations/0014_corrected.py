"""Customers correct what is known of them, or have it deleted."""

import regulars.facts.models
from django.db import migrations, models


def index_transactions(apps, schema_editor):
    """As 0002 did for the kinds there were."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('CREATE INDEX "fact_corrected_xid" ON "fact_corrected" (xid)')


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0013_gifts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Corrected",
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
                ("insight", models.TextField()),
                ("which", models.TextField()),
                ("said", models.TextField()),
                ("days", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "fact_corrected",
                "constraints": [models.UniqueConstraint(fields=("source", "key"), name="corrected_once")],
            },
        ),
        migrations.RunPython(index_transactions, migrations.RunPython.noop),
    ]
