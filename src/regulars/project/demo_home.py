"""The data folder of a demo: marked as one, filled with invented data only, and nobody else's."""

import os
import re
import shutil
import socket
import tomllib
from pathlib import Path
from typing import Any

from regulars.kernel.clock import Clock
from regulars.project.config import SECRETS, SETTINGS, write_secrets

LOOPBACK = "127.0.0.1"
MADE_BY_A_DEMO = ("lake", "population", "plans", "verdicts", "mailbox", "static", "programs")
DATABASE = "regulars.sqlite3"
SHOP = """# Written by `regulars demo`, which starts this folder afresh each time. Everything in it is invented.
[demo]
seed = {seed}

[shop]
key = "linden"
name = "Linden & Lark"
sender = "hello@linden-lark.example"
url = "http://{host}:{port}"
site = "https://linden-lark.example"
language = "en"
currency = "EUR"
zone = "Europe/Berlin"
country = "DE"
postal_address = "Hafengasse 12, 20457 Hamburg"

[smtp]  # the local mailbox; mail of the demo goes nowhere else
host = "{host}"
port = {mail_port}
security = "none"
"""


class NotADemo(Exception):
    """The folder holds something that a demo must not touch; the message says what."""


def demo_home() -> Path:
    """Where the demo plays: the folder that REGULARS_HOME names, else `demo` inside the usual one."""
    return Path(os.environ.get("REGULARS_HOME") or "var/demo").absolute()


def is_demo(home: Path) -> bool:
    """Whether a demo made this folder."""
    return "demo" in _settings(home)


def refuse_real(home: Path) -> None:
    """Raises NotADemo for a folder with a shop of somebody's, or in which a demo is running."""
    if not is_demo(home) and ((home / SETTINGS).exists() or (home / DATABASE).exists()):
        raise NotADemo(
            f"{home} holds a shop that is not a demo. Name another folder in REGULARS_HOME, or leave it out."
        )
    port = _settings(home).get("smtp", {}).get("port")
    if port and taken(port):
        raise NotADemo(
            f"A demo is running in {home}: stop it first, or name another folder in REGULARS_HOME."
        )


def start_afresh(home: Path, *, seed: int, port: int, clock: Clock) -> None:
    """Empty the demo's folder and write its settings and keys. Keys are random, but for the one that only hashes invented addresses:
    it comes from the seed, so that equal seeds give equal facts in any folder.
    """
    home.mkdir(parents=True, exist_ok=True)
    for name in MADE_BY_A_DEMO:
        shutil.rmtree(home / name, ignore_errors=True)
    for path in (*home.glob(f"{DATABASE}*"), home / SECRETS):
        path.unlink(missing_ok=True)
    said = SHOP.format(seed=seed, host=LOOPBACK, port=port, mail_port=free_port())
    (home / SETTINGS).write_text(said, encoding="utf-8")
    write_secrets(home, clock)
    secrets = home / SECRETS
    secrets.write_text(
        re.sub(
            r'^identity = ".*"',
            f'identity = "the demo of seed {seed}"',
            secrets.read_text(),
            flags=re.MULTILINE,
        )
    )


def taken(port: int) -> bool:
    """Whether something answers on this port of this machine."""
    with socket.socket() as caller:
        caller.settimeout(1)
        return caller.connect_ex((LOOPBACK, port)) == 0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        return int(free.getsockname()[1])


def _settings(home: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((home / SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
