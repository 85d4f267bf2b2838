"""The command `regulars`: one file in `commands/` for each thing it can be told to do."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from regulars.project.config import NotConfigured

COMMANDS = Path(__file__).parent / "commands"


class Commands(click.Group):
    """Finds a command's file when it is asked for, so that `--help` stays quick; `import_.py` is called `import`."""

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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="regulars", prog_name="regulars")
def main() -> None:
    """Turn one-time buyers into regulars without wearing out their welcome.

    Regulars takes in what happens in a shop, understands what it means for each customer, proposes what could help, decides what is best
    (often nothing) and sends it. Every message and every silence can be explained: `regulars why CUSTOMER`.

    The shop's data folder is REGULARS_HOME (default: var). Its settings are in regulars.toml there; `regulars doctor` says what is missing.
    """


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.project.settings")
    try:
        import_module("django").setup()
    except NotConfigured as wrong:
        click.echo(f"regulars: {wrong}", err=True)
        sys.exit(2)
