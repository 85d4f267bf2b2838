"""A customer may switch each way of personalising on and off."""

import regulars.facts.models
from django.db import migrations, models


def index_transactions(apps, schema_editor):
    """As 0002 did for the kinds there were."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('CREATE INDEX "fact_feature_set_xid" ON "fact_feature_set" (xid)')


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0010_links_followed"),
    ]

    operations = [
        migrations.CreateModel(
            name="FeatureSet",
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
                ("feature", models.TextField()),
                ("on", models.BooleanField()),
            ],
            options={
                "db_table": "fact_feature_set",
                "constraints": [models.UniqueConstraint(fields=("source", "key"), name="feature_set_once")],
            },
        ),
        migrations.RunPython(index_transactions, migrations.RunPython.noop),
    ]
