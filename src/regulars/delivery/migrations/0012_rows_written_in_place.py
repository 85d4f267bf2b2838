from django.db import migrations, models


def doubt(apps, schema_editor):
    """Letters in doubt since a restore were not counted as doubted."""
    outbox = apps.get_model("delivery", "Outbox")
    outbox.objects.filter(state="uncertain", doubts=0).update(doubts=1)


def leave_room(apps, schema_editor):
    """A row's next version goes beside it, where there is room."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE delivery_outbox SET (fillfactor = 70)")


class Migration(migrations.Migration):
    dependencies = [("delivery", "0011_mails_opened")]
    operations = [
        migrations.RunPython(doubt, migrations.RunPython.noop),
        migrations.RemoveIndex("outbox", "outbox_unsure"),
        migrations.RemoveIndex("outbox", "outbox_letters"),
        migrations.AddIndex(
            "outbox",
            models.Index(condition=models.Q(("doubts__gt", 0)), fields=["intent"], name="outbox_unsure"),
        ),
        migrations.AddIndex(
            "outbox",
            models.Index(
                condition=models.Q(("channel", "post")), fields=["send_after"], name="outbox_letters"
            ),
        ),
        migrations.RunPython(leave_room, migrations.RunPython.noop),
    ]
