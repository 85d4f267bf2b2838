"""Writes docs/layout.md: the folders in the order of the flow, every file with the first sentence of its docstring."""

import ast
from pathlib import Path

from tests.house.contracts import flow
from tests.house.reading import Source, module_of

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
    stages = sorted(
        (path for path in (root / "src/regulars").iterdir() if path.name in heights),
        key=lambda p: -heights[p.name],
    )
    return "\n".join([BEFORE, *(section(stage, root) for stage in stages)])


def section(stage: Path, root: Path) -> str:
    lines = [f"## {stage.name}", "", sentence(stage / "__init__.py", root), ""]
    lines += [f"* `{name}` {what}" for path in sorted(stage.iterdir()) for name, what in entries(path, root)]
    return "\n".join(lines).rstrip() + "\n"


def entries(path: Path, root: Path) -> list[tuple[str, str]]:
    """A file is one line; a folder with Python in it is one line, its files stay its own affair."""
    if path.suffix == ".py" and path.name not in ("__init__.py", "apps.py"):
        return [(path.name, sentence(path, root))]
    if path.is_dir() and path.name != "migrations" and (path / "__init__.py").exists():
        return [(f"{path.name}/", sentence(path / "__init__.py", root))]
    return []


def sentence(path: Path, root: Path) -> str:
    said = (
        ast.get_docstring(Source(path, module_of(path.relative_to(root / "src"))).tree)
        if path.exists()
        else None
    )
    return " ".join((said or "").split("\n\n")[0].split())
