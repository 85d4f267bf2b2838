"""The tests run on the database they were asked for, and commands they start see the same rows."""

import subprocess
import sys

import pytest
from django.db import connection

from tests.conftest import HOME, ON_POSTGRES

COUNT = "import django; django.setup(); from django.db import connection as c; print(c.introspection.table_names())"


@pytest.mark.both_databases
@pytest.mark.django_db
def test_tests_run_on_the_database_they_were_asked_for():
    assert connection.vendor == ("postgresql" if ON_POSTGRES else "sqlite")


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_command_started_by_a_test_sees_the_same_tables():
    seen = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True).stdout
    assert "django_migrations" in seen


@pytest.mark.django_db
def test_the_sqlite_database_is_a_file_in_the_data_folder():
    assert str(connection.settings_dict["NAME"]).startswith(str(HOME))
