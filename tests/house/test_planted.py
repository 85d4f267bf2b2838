"""Each contract notices what it is for: a violation planted in a copy of the source breaks the contract of that name."""

import shutil
from pathlib import Path

import pytest

from tests.house import contracts
from tests.house.contracts import CONTRACTS, NOT_FOR_THINKING, THINKING

ROOT = Path(__file__).parents[2]
UP = "regulars.project.config"


@pytest.fixture
def copy(tmp_path):
    """A copy of the source that may be broken."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def plant(copy: Path, file: str, text: str) -> None:
    path = copy / "src" / "regulars" / file
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else '"""Planted."""\n'
    path.write_text(f"{before}\n\n{text}\n", encoding="utf-8")


def table(columns: str, inner: str = "") -> str:
    return f"class Planted(models.Model):\n    {columns}\n{inner}"


MODEL = "from django.db import models\n\n\n"

PLANTED = {
    "an upward import at the top": ("stages_import_down", "facts/planted.py", f"import {UP}"),
    "an upward import from the package": (
        "stages_import_down",
        "facts/planted.py",
        "from regulars import project",
    ),
    "an upward import inside a function": (
        "nothing_imports_up_unseen",
        "facts/planted.py",
        f"def late():\n    from {UP.rpartition('.')[0]} import config\n    return config",
    ),
    "an upward import, relative": (
        "nothing_imports_up_unseen",
        "facts/planted.py",
        "from ..project import config",
    ),
    "an upward import by importlib": (
        "nothing_imports_up_unseen",
        "facts/planted.py",
        f"import importlib\n\nconfig = importlib.import_module('{UP}')",
    ),
    "an upward import by __import__": (
        "nothing_imports_up_unseen",
        "facts/planted.py",
        f"config = __import__('{UP}')",
    ),
    "an upward import by a dotted string": (
        "nothing_imports_up_unseen",
        "facts/planted.py",
        f"CONFIG = '{UP}'",
    ),
    "an import of a computed name": (
        "only_finders_import_by_name",
        "facts/planted.py",
        "from importlib import import_module\n\n\ndef find(name):\n    return import_module(name)",
    ),
    "a package that is no stage": ("stages_import_down", "surprise/__init__.py", ""),
    "intake imported by delivery": (
        "intake_stands_apart",
        "delivery/planted.py",
        "import regulars.intake.api",
    ),
    "delivery imported by intake": (
        "intake_stands_apart",
        "intake/planted.py",
        "import regulars.delivery.outbox",
    ),
    "two files in a circle": (
        "stages_import_down",
        "kernel/planted.py",
        "from regulars.kernel import turn\nfrom regulars.kernel import planted",
    ),
    "datetime.now": (
        "time_and_chance_come_from_the_clock",
        "facts/planted.py",
        "from datetime import UTC, datetime\n\nNOW = datetime.now(UTC)",
    ),
    "datetime.now under another name": (
        "time_and_chance_come_from_the_clock",
        "facts/planted.py",
        "import datetime as dt\n\nNOW = dt.datetime.now",
    ),
    "a sleep inside a function": (
        "time_and_chance_come_from_the_clock",
        "facts/planted.py",
        "def wait():\n    from time import sleep\n    sleep(1)",
    ),
    "a random id": (
        "time_and_chance_come_from_the_clock",
        "facts/planted.py",
        "from uuid import uuid4\n\nID = uuid4()",
    ),
    "Django's clock": (
        "time_and_chance_come_from_the_clock",
        "facts/planted.py",
        "from django.utils import timezone\n\nNOW = timezone.now",
    ),
    "the engine's clock": (
        "time_and_chance_come_from_the_clock",
        "facts/planted.py",
        "import ibis\n\nNOW = ibis.now()",
    ),
    "the clock of SQL": (
        "time_and_chance_come_from_the_clock",
        "facts/planted.py",
        "SQL = 'SELECT CURRENT_TIMESTAMP'",
    ),
    "auto_now": (
        "time_and_chance_come_from_the_clock",
        "facts/planted.py",
        "from django.db import models\n\nAT = models.DateTimeField(auto_now=True)",
    ),
    "an unclassified text column": (
        "text_is_classified",
        "facts/models.py",
        table("note = models.TextField()"),
    ),
    "personal text outside the erasable store": (
        "text_is_classified",
        "facts/models.py",
        table("note = models.TextField()", "    classified = {'note': 'personal'}\n"),
    ),
    "a foreign key with a visible reverse": (
        "foreign_keys_point_down",
        "facts/models.py",
        table("box = models.ForeignKey('facts.Mailbox', models.PROTECT)"),
    ),
    "a signal": (
        "nothing_happens_behind_the_scenes",
        "facts/planted.py",
        "from django.db.models.signals import post_save",
    ),
    "an overridden save": (
        "nothing_happens_behind_the_scenes",
        "facts/planted.py",
        "class Row:\n    def save(self):\n        pass",
    ),
    "a drawer": ("files_are_named_for_a_thing_or_a_verb", "facts/utils.py", ""),
    "a silent stage": ("every_stage_says_what_it_is_for", "inbox/case.py", ""),
}


def test_a_copy_without_violations_keeps_every_contract(copy):
    assert {contract.__name__: contract(copy) for contract in CONTRACTS} == {
        c.__name__: [] for c in CONTRACTS
    }


@pytest.mark.parametrize("violation", PLANTED)
def test_a_planted_violation_breaks_its_contract(copy, violation):
    contract, file, text = PLANTED[violation]
    plant(copy, file, text)
    if violation == "two files in a circle":
        plant(copy, "kernel/turn.py", "from regulars.kernel import planted")
    assert getattr(contracts, contract)(copy) != []


def test_an_upward_foreign_key_breaks_its_contract(copy):
    plant(copy, "engine/models.py", MODEL + table("on = models.IntegerField()"))
    hidden = "models.ForeignKey('engine.Planted', models.PROTECT, related_name='+')"
    plant(copy, "facts/models.py", table(f"plan = {hidden}").replace("Planted(", "Upward("))
    assert contracts.foreign_keys_point_down(copy) == ["facts.Upward.plan points to engine.Planted"]


@pytest.mark.parametrize("module", NOT_FOR_THINKING)
@pytest.mark.parametrize("stage", THINKING)
def test_an_engine_in_a_thinking_file_breaks_its_contract(copy, stage, module):
    plant(copy, f"{stage}/planted.py", f"import {module}")
    assert contracts.thinking_is_pure(copy) == [f"regulars/{stage}/planted:1 reaches {module}"]


@pytest.mark.parametrize(
    "text",
    [
        "from regulars.facts.models import Person",
        "def late():\n    import regulars.facts.models",
        "from importlib import import_module\n\nmodels = import_module('regulars.facts.models')",
        "from regulars.facts import personal",
    ],
)
def test_thinking_that_reaches_django_by_another_file_breaks_its_contract(copy, text):
    plant(copy, "knowledge/planted.py", text)
    assert "django" in contracts.thinking_is_pure(copy)[0]
