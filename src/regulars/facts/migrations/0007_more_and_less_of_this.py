import regulars.facts.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0006_what_a_message_is_for"),
    ]

    operations = [
        migrations.CreateModel(
            name="LikeSaid",
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
                ("variant", models.TextField(null=True)),
                ("aspect", models.TextField()),
                ("which", models.TextField()),
                ("named", models.TextField()),
                ("direction", models.TextField()),
                ("undoes", models.TextField(null=True)),
                ("currency", models.TextField(null=True)),
                ("unit_price_millionths", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "fact_like_said",
                "constraints": [models.UniqueConstraint(fields=("source", "key"), name="like_said_once")],
            },
        ),
    ]
