"""Writes docs/layout.md: the folders in the order of the flow, every file with the first paragraph of its docstring."""

from pathlib import Path

from tests.house.contracts import flow
from tests.house.reading import Source

BEFORE = """# Where things are

Written from the docstrings of the source (`pytest tests/house/test_layout.py --bless`). The package is cut by stage: a
stage imports the stages below it in this list, never one above. When an earlier stage must learn what a later one
found out, the later one records a fact.

```
outside ─▶ intake ─▶ facts ─▶ knowledge ─▶ programs ─▶ arbiter ─▶ delivery ─▶ outside
                       ▲                                              │
                       └──────────── every outcome is a fact ◀────────┘
```

Beside the package: `tests/` mirrors it, with the cast in `tests/shop.py` and the contracts of the house in
`tests/house/`; `bench/` has one file per figure the project claims; `docs/decisions/` says why things are as they are.
"""


def layout(root: Path) -> str:
    """The whole page."""
    heights = flow(root)
    stages = [path for path in (root / "src" / "regulars").iterdir() if path.name in heights]
    return "\n".join(
        [BEFORE, *(section(stage) for stage in sorted(stages, key=lambda path: -heights[path.name]))]
    )


def section(stage: Path) -> str:
    lines = [f"## {stage.name}", "", summary(stage / "__init__.py"), ""]
    lines += [
        f"* `{name}` {what}".rstrip() for path in sorted(stage.iterdir()) for name, what in entries(path)
    ]
    return "\n".join(lines).rstrip() + "\n"


def entries(path: Path) -> list[tuple[str, str]]:
    """A file is one line; a folder with Python in it is one line, its files stay its own affair."""
    if path.suffix == ".py" and path.name not in ("__init__.py", "__main__.py", "apps.py"):
        return [(path.name, summary(path))]
    if path.is_dir() and path.name != "migrations" and (path / "__init__.py").exists():
        return [(f"{path.name}/", summary(path / "__init__.py"))]
    return []


def summary(path: Path) -> str:
    """The first paragraph of a file's docstring, on one line."""
    said = Source(path, path.read_text(encoding="utf-8")).says()
    return " ".join((said or "").split("\n\n")[0].split())
