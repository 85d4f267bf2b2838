"""Customers say which things in their orders were gifts."""

import regulars.facts.models
from django.db import migrations, models


def index_transactions(apps, schema_editor):
    """As 0002 did for the kinds there were."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('CREATE INDEX "fact_gift_marked_xid" ON "fact_gift_marked" (xid)')


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0012_asked_and_not_confirmed"),
    ]

    operations = [
        migrations.CreateModel(
            name="GiftMarked",
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
                ("order_ref", models.TextField(db_index=True)),
                ("variant", models.TextField()),
                ("gift", models.BooleanField()),
            ],
            options={
                "db_table": "fact_gift_marked",
                "constraints": [models.UniqueConstraint(fields=("source", "key"), name="gift_marked_once")],
            },
        ),
        migrations.RunPython(index_transactions, migrations.RunPython.noop),
    ]
