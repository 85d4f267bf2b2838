from django.db import migrations


def index_transactions(apps, schema_editor):
    """Only PostgreSQL numbers transactions; elsewhere the column is constant and an index of it would only cost."""
    if schema_editor.connection.vendor == "postgresql":
        for model in apps.get_app_config("facts").get_models():
            table = model._meta.db_table
            if table.startswith("fact_"):
                schema_editor.execute(f'CREATE INDEX "{table}_xid" ON "{table}" (xid)')


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]
    operations = [migrations.RunPython(index_transactions, migrations.RunPython.noop)]
