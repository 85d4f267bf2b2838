"""Reads source files as the contracts want to see them: which modules they name, and what they call."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

PACKAGE = "regulars"


@dataclass
class Source:
    """One file of the package; `path` is below src."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        return module_of(self.path)

    @property
    def stage(self) -> str:
        """The stage it belongs to; empty for the package's own __init__."""
        return self.module.partition(".")[2].partition(".")[0]

    @property
    def package(self) -> str:
        return self.module if self.path.name == "__init__.py" else self.module.rpartition(".")[0]

    @cached_property
    def named(self) -> frozenset[tuple[str, int]]:
        """Every module it imports, anywhere in the file and by whatever means, with the line."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {(alias.name, node.lineno) for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = self.absolute(node)
                found |= {(f"{base}.{alias.name}", node.lineno) for alias in node.names}
            elif (name := imported_by_call(node)) is not None:
                found.add((name, getattr(node, "lineno", 0)))
        return frozenset(found)

    def absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.package.split(".")
        return ".".join(parts[: len(parts) - node.level + 1] + ([node.module] if node.module else []))

    @cached_property
    def aliases(self) -> dict[str, str]:
        """What each imported name stands for: `dt` → `datetime`, `now` → `django.utils.timezone.now`."""
        found = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    first = alias.name.partition(".")[0]
                    found[alias.asname or first] = alias.name if alias.asname else first
            elif isinstance(node, ast.ImportFrom):
                base = self.absolute(node)
                found |= {alias.asname or alias.name: f"{base}.{alias.name}" for alias in node.names}
        return found

    def used(self) -> Iterator[tuple[str, int]]:
        """Every dotted name used or imported, spelled from its module: `dt.datetime.now` → `datetime.datetime.now`."""
        yield from self.named
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute | ast.Name) and (dotted := spelled(node)):
                first, dot, rest = dotted.partition(".")
                if first in self.aliases:
                    yield self.aliases[first] + dot + rest, node.lineno

    def calls(self) -> list[ast.Call]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    def functions(self) -> list[ast.FunctionDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)]

    def says(self) -> str | None:
        return ast.get_docstring(self.tree)

    def texts(self) -> Iterator[tuple[str, int]]:
        """Every string that is not a docstring."""
        docstrings = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield node.value, node.lineno


def sources(root: Path) -> list[Source]:
    """Every file of the package below `root`/src, migrations apart."""
    src = root / "src"
    files = sorted(path for path in (src / PACKAGE).rglob("*.py") if "migrations" not in path.parts)
    return [source(path.relative_to(src), path.read_text(encoding="utf-8")) for path in files]


@cache
def source(path: Path, text: str) -> Source:
    """Remembered by its text, because a planted violation changes one file of many."""
    return Source(path, text)


def module_of(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def spelled(node: ast.expr) -> str:
    """`a.b.c` for a chain of names, else nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := spelled(node.value)):
        return f"{before}.{node.attr}"
    return ""


IMPORTING_CALLS = (
    "import_module",
    "__import__",
    "import_string",
    "spec_from_file_location",
    "exec",
    "run_path",
)


def imported_by_call(node: ast.AST) -> str | None:
    """The module that a call such as import_module("…") names; "?" when only running it would tell."""
    if not isinstance(node, ast.Call) or spelled(node.func).rpartition(".")[2] not in IMPORTING_CALLS:
        return None
    first = node.args[0] if node.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else "?"
