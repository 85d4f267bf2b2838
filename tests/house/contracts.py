"""What must hold of the source, each as a function over a copy of it: a list of sentences, empty when it holds."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.house.reading import PACKAGE, Source, sources

THINKING = ("knowledge", "programs", "arbiter")
GLUE = (
    "apps.py",
    "models.py",
    "store.py",
    "admin.py",
    "registry.py",
)  # Django's own pieces and the one bridge
FINDERS = (
    "programs/registry.py",
    "project/cli.py",
    "delivery/known_services.py",
    "intake/mail_event.py",
    "delivery/compiled.py",
)  # four find files by folder; the fifth writes functions, in which nothing is imported
NOT_FOR_THINKING = (
    "django",
    "duckdb",
    "adbc_driver_manager",
    "adbc_driver_postgresql",
    "sqlite3",
)
CLOCK_AND_CHANCE = re.compile(
    r"(time|random|secrets)(\..*)?|os\.urandom|uuid\.uuid[14]|datetime\.(datetime|date)\.(now|utcnow|today)"
    r"|django\.utils\.timezone\.(now|localdate|localtime)|django\.db\.models\.functions\.(.*\.)?(Now|Random|TransactionNow)"
    r"|ibis\.(now|today|random|uuid)"
)
CLOCK_IN_SQL = re.compile(
    r"\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\b(now|random|clock_timestamp|gen_random_uuid)\(\)", re.IGNORECASE
)
DRAWERS = {
    "common",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "service",
    "services",
    "util",
    "utils",
}


def flow(root: Path) -> dict[str, int]:
    """The height of every stage, read from import-linter's own contract."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {stage: -depth for depth, layer in enumerate(layers) for stage in re.findall(r"\w+", layer)}


def stages_import_down(root: Path) -> list[str]:
    """import-linter's contracts hold."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    run = subprocess.run(command, cwd=root, env=seeing(root), capture_output=True, text=True, check=False)
    return [] if run.returncode == 0 else [run.stdout + run.stderr]


def nothing_imports_up_unseen(root: Path) -> list[str]:
    """No import points up the flow: not at the top, not inside a function, not through importlib or a dotted string."""
    heights = flow(root)
    return [
        f"{place(source, line)} reaches up to {name}"
        for source in sources(root)
        for name, line in sorted(source.named | frozenset(source.texts()))
        if (stage := stage_of(name)) in heights
        and source.stage in heights
        and stage != source.stage
        and heights[stage] >= heights[source.stage]
    ]


def only_finders_import_by_name(root: Path) -> list[str]:
    """Only the files that find programs import what nobody can read from the source."""
    return [
        f"{place(source, line)} imports what only running it would tell"
        for source in sources(root)
        if not str(source.path).endswith(FINDERS)
        for name, line in source.named
        if name == "?"
    ]


def intake_stands_apart(root: Path) -> list[str]:
    """Thinking and sending do not know where facts come from, nor does intake know what becomes of them."""
    apart = {*THINKING, "delivery"}
    return [
        f"{place(source, line)} imports {name}"
        for source in sources(root)
        for name, line in source.named
        if (source.stage in apart and stage_of(name) == "intake")
        or (source.stage == "intake" and stage_of(name) in apart)
    ]


def thinking_is_pure(root: Path) -> list[str]:
    """No thinking file reaches Django or an engine, itself or through what it imports."""
    every = {source.module: source for source in sources(root)}
    return [
        f"{place(source, 1)} reaches {' → '.join(chain)}"
        for source in every.values()
        if source.stage in THINKING and source.path.name not in GLUE
        if (chain := chain_to_engine(source.module, every))
    ]


def chain_to_engine(start: str, every: dict[str, Source]) -> list[str]:
    """The shortest way from a module to Django or an engine, if there is one."""
    before: dict[str, str] = {}
    waiting = [start]
    for module in waiting:
        for name, _ in every[module].named:
            if name.partition(".")[0] in NOT_FOR_THINKING:
                return [*path_to(module, before), name]
            for reached in loaded_by(name, every):
                if reached != start and reached not in before:
                    before[reached] = module
                    waiting.append(reached)
    return []


def path_to(module: str, before: dict[str, str]) -> list[str]:
    return [*path_to(before[module], before), module] if module in before else []


def loaded_by(name: str, every: dict[str, Source]) -> list[str]:
    """The package's modules that importing `name` runs: it and every package above it."""
    parts = name.split(".")
    return [module for end in range(1, len(parts) + 1) if (module := ".".join(parts[:end])) in every]


def time_and_chance_come_from_the_clock(root: Path) -> list[str]:
    """Only kernel/clock.py reads the time, waits or draws at random; neither Django nor SQL does it for us."""
    return [
        f"{place(source, line)} names {name}"
        for source in sources(root)
        if source.module != f"{PACKAGE}.kernel.clock"
        for name, line in sorted({*clock_names(source)})
    ]


def clock_names(source: Source) -> Iterator[tuple[str, int]]:
    yield from ((name, line) for name, line in source.used() if CLOCK_AND_CHANCE.fullmatch(name))
    yield from ((found[0], line) for text, line in source.texts() if (found := CLOCK_IN_SQL.search(text)))
    for node in source.calls():
        yield from (
            (word.arg, node.lineno) for word in node.keywords if word.arg in ("auto_now", "auto_now_add")
        )


def foreign_keys_point_down(root: Path) -> list[str]:
    """A foreign key points down the flow, or at a staff account, and hides its reverse."""
    heights = flow(root)
    return [
        f"{column['name']} points to {column['to']}"
        + ("" if column["hidden"] else " and does not hide its reverse")
        for column in columns(root)
        if column["to"]
        and not (
            column["hidden"] and heights.get(column["to_stage"], -99) <= heights.get(column["stage"], -99)
        )
    ]


def text_is_classified(root: Path) -> list[str]:
    """Every column that can hold text says what it holds, and personal text lives in the erasable store only."""
    wrong = []
    for column in columns(root):
        holds = column["holds"]
        if column["text"] and holds is None:
            wrong.append(f"{column['name']} is text that nobody has classified")
        elif column["binary"] and not column["erasable"]:
            wrong.append(f"{column['name']} holds bytes outside the erasable store")
        elif holds == "personal" and not column["erasable"]:
            wrong.append(f"{column['name']} holds personal text outside the erasable store")
    return wrong


def columns(root: Path) -> list[dict]:
    """Every column of every table of ours, as Django sees it (tests/house/columns.py)."""
    script = Path(__file__).with_name("columns.py")
    run = subprocess.run(
        [sys.executable, script], env=seeing(root), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def nothing_happens_behind_the_scenes(root: Path) -> list[str]:
    """No signals and no overridden save: what happens is called where it happens."""
    signals = ("django.dispatch", "django.db.models.signals", "django.core.signals")
    return [
        f"{place(source, line)} names {name}"
        for source in sources(root)
        for name, line in source.named
        if name.startswith(signals)
    ] + [
        f"{place(source, node.lineno)} overrides save"
        for source in sources(root)
        for node in source.functions()
        if node.name == "save"
    ]


def files_are_named_for_a_thing_or_a_verb(root: Path) -> list[str]:
    """No file or folder is a drawer."""
    return [f"{path} is a drawer" for path in (root / "src").rglob("*") if path.stem in DRAWERS]


def every_stage_says_what_it_is_for(root: Path) -> list[str]:
    """Every stage's __init__.py says in its docstring what the stage is for."""
    stages = [
        source
        for source in sources(root)
        if source.module.count(".") == 1 and source.path.name == "__init__.py"
    ]
    folders = {
        path.name for path in (root / "src" / PACKAGE).iterdir() if path.is_dir() and list(path.glob("*.py"))
    }
    missing = folders - {source.stage for source in stages}
    return [f"{name} has no __init__.py" for name in missing] + [
        f"{source.stage} does not say what it is for" for source in stages if not source.says()
    ]


def stage_of(module: str) -> str:
    package, _, rest = module.partition(".")
    return rest.partition(".")[0] if package == PACKAGE else ""


def place(source: Source, line: int) -> str:
    return f"{source.module.replace('.', '/')}:{line}"


def seeing(root: Path) -> dict[str, str]:
    """An environment in which Python finds that copy of the source first."""
    return os.environ | {"PYTHONPATH": str(root / "src"), "REGULARS_DATABASE_URL": ""}


CONTRACTS: tuple[Callable[[Path], list[str]], ...] = (
    stages_import_down,
    nothing_imports_up_unseen,
    only_finders_import_by_name,
    intake_stands_apart,
    thinking_is_pure,
    time_and_chance_come_from_the_clock,
    foreign_keys_point_down,
    text_is_classified,
    nothing_happens_behind_the_scenes,
    files_are_named_for_a_thing_or_a_verb,
    every_stage_says_what_it_is_for,
)
