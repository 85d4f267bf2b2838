"""`regulars up`"""

import subprocess
import sys

import click

from regulars.project.commands.serve import web_server
from regulars.project.commands.setup import prepare


@click.command("up", short_help="Serve and work: all of Regulars, as one command.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
def command(host: str, port: int) -> None:
    """Run the web server and one worker until stopped."""
    prepare()
    with beside("work"):
        click.echo(f"Regulars is at http://{host}:{port}/office/")
        web_server(host, port).serve()


class beside:  # noqa: N801  reads as a word: with beside("work")
    """Another command of ours, running as long as the block does."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __enter__(self) -> "subprocess.Popen[bytes]":
        command_line = [sys.executable, "-m", "regulars.project", *self.words]
        self.process = subprocess.Popen(command_line, process_group=0)  # Ctrl-C is for us; we tell it to stop
        return self.process

    def __exit__(self, *exc: object) -> None:
        self.process.terminate()
        self.process.wait()
