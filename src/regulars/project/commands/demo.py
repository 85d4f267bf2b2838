"""`regulars demo`: from nothing to an office full of life."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import click
from django.conf import settings

from regulars.project.demo_home import LOOPBACK, NotADemo, demo_home, refuse_real, start_afresh, taken

PATIENCE_SECONDS = 60
STAFF = "demo"


@click.command("demo", short_help="Play a year at a small invented shop and open its office.")
@click.option(
    "--serve/--no-serve",
    default=True,
    help="Open the office afterwards, or stop once every page was seen to be filled.",
)
@click.option("--customers", default=505, show_default=True, help="How many people shop there.")
@click.option("--days", default=365, show_default=True, help="How many days, up to today.")
@click.option("--seed", default=1, show_default=True, help="Equal seeds and days give equal facts.")
@click.option(
    "--port", default=8000, show_default=True, help="Where the office is served, on this machine only."
)
def command(*, serve: bool, customers: int, days: int, seed: int, port: int) -> None:
    """Play a year at a small invented shop, up to today, and open its office on this machine.

    The demo lives in a folder of its own (var/demo, or the one REGULARS_HOME names) and starts it afresh each time; it never touches a
    shop that is not a demo. Its mail goes over SMTP to a local mailbox, which the office shows, and to nowhere else.
    """
    home = demo_home()
    try:
        refuse_real(home)
        if serve and taken(port):
            raise NotADemo(f"Something listens on port {port} already: name another with --port.")
    except NotADemo as refusal:
        click.echo(f"regulars demo: {refusal}", err=True)
        sys.exit(2)
    start_afresh(home, seed=seed, port=port, clock=settings.CLOCK)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with ExitStack() as stopped:
        mailbox = _running(stopped, home, "mailbox")
        played = _regulars(
            home, "play", f"--customers={customers}", f"--days={days}", f"--seed={seed}"
        ).wait()
        if played or not serve:
            sys.exit(played)
        running = [
            mailbox,
            _running(stopped, home, "serve", f"--port={port}"),
            _running(stopped, home, "work"),
        ]
        _serve(home, port, running)


def _serve(home: Path, port: int, running: "list[subprocess.Popen[bytes]]") -> None:
    """Say where the office is, until a part of the demo ends or somebody presses Ctrl-C."""
    try:
        _await(port, running)
        click.echo(f"\nThe office is at http://{LOOPBACK}:{port}/office/")
        _regulars(home, "staff", STAFF).wait()
        click.echo("Ctrl-C stops everything.")
        while all(process.poll() is None for process in running):
            settings.CLOCK.sleep(0.5)
        click.echo("regulars demo: one of its parts has stopped; see above", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("\nStopped. The demo's data are kept until the next one.")


def _await(port: int, running: "list[subprocess.Popen[bytes]]") -> None:
    for _ in range(PATIENCE_SECONDS * 5):
        if taken(port) or any(process.poll() is not None for process in running):
            return
        settings.CLOCK.sleep(0.2)


def _running(stopped: ExitStack, home: Path, *words: str) -> "subprocess.Popen[bytes]":
    """A part of the demo that runs until `stopped` closes. Ctrl-C is for us alone: a web server told twice to stop leaves its workers behind."""
    process = _regulars(home, *words, quiet=True, process_group=0)
    stopped.callback(process.wait)
    stopped.callback(process.terminate)
    return process


def _regulars(
    home: Path, *words: str, quiet: bool = False, process_group: int | None = None
) -> "subprocess.Popen[bytes]":
    """Another command, for the demo's folder only: no setting of a real shop reaches it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")}
    command_line = [sys.executable, "-m", "regulars.project", *words]
    return subprocess.Popen(
        command_line,
        env=kept | {"REGULARS_HOME": str(home)},
        stdout=subprocess.DEVNULL if quiet else None,
        process_group=process_group,
    )
