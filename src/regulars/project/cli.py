"""The command `regulars`: one file in `commands/` for each thing it can be told to do."""

import ast
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from regulars.project.config import NotConfigured

COMMANDS = Path(__file__).parent / "commands"


class Commands(click.Group):
    """Finds a command's file when it is asked for; `import_.py` is called `import`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in order of the alphabet."""
        return sorted(path.stem.strip("_").replace("_", "-") for path in COMMANDS.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command in the file of that name, with the shop's settings read."""
        stem = cmd_name.replace("-", "_")
        names = [name for name in (stem, f"{stem}_") if (COMMANDS / f"{name}.py").exists()]
        if not names:
            return None
        _set_up()
        found: click.Command = import_module(f"regulars.project.commands.{names[0]}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """A line a command. Read, not run: with all that they import, `--help` would take seconds."""
        files = sorted(COMMANDS.glob("[a-z]*.py"))
        with formatter.section("Commands"):
            formatter.write_dl([(path.stem.strip("_").replace("_", "-"), summary(path)) for path in files])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a database that is not there or not set up is told in a sentence."""
        try:
            return super().invoke(ctx)
        except Exception as wrong:
            if not _is_about_the_database(wrong):
                raise
            said = " ".join(str(wrong).split())
            click.echo(
                f"regulars: the database cannot be used ({said}); `regulars doctor` says what to do", err=True
            )
            sys.exit(2)


def summary(path: Path) -> str:
    """What a command does in a line: its `short_help`, else the first sentence of what it says of itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    command = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "command")
    for decorator in command.decorator_list:
        for word in decorator.keywords if isinstance(decorator, ast.Call) else ():
            if word.arg == "short_help":
                return str(ast.literal_eval(word.value))
    sentence, _, _ = " ".join((ast.get_docstring(command) or "").split()).partition(". ")
    return sentence.rstrip(".") + "."


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="regulars", prog_name="regulars")
def main() -> None:
    """Turn one-time buyers into regulars without wearing out their welcome.

    Regulars takes in what happens in a shop, understands what it means for each customer, proposes what could help, decides what is best
    (often nothing) and sends it. Every message and every silence can be explained: `regulars why CUSTOMER`.

    The shop's data folder is REGULARS_HOME (default: var). Its settings are in regulars.toml there; `regulars doctor` says what is missing.
    """


def _is_about_the_database(wrong: Exception) -> bool:
    """Not there, refused, or without our tables; any other error of a database is a fault of ours and is shown whole."""
    django = sys.modules.get("django.db.utils")
    return django is not None and isinstance(wrong, (django.OperationalError, django.ProgrammingError))


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.project.settings")
    try:
        import_module("django").setup()
    except NotConfigured as wrong:
        click.echo(f"regulars: {wrong}", err=True)
        sys.exit(2)
