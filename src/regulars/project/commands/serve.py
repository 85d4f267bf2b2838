"""`regulars serve`"""

from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces

from regulars.project.commands.setup import prepare


@click.command("serve", short_help="Serve the office, the customers' pages and the shop's door.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; put a TLS proxy before any other.",
)
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Processes that answer.")
def command(host: str, port: int, workers: int) -> None:
    """Serve the office (/office/), the customers' pages and the door for orders (/api/orders) until stopped."""
    prepare()
    web_server(host, port, workers).serve()


def web_server(host: str, port: int, workers: int = 1) -> Any:
    """The web server, ready to serve (`Granian` is another class on each platform, hence Any)."""
    target = "regulars.project.wsgi:application"
    return Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        workers_kill_timeout=10,
        log_enabled=False,
    )
