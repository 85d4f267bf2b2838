"""A mail service that writes down every message it takes, before it says so, and fails now and then as services do.

Run as a process: `python -m bench.mails.careful_service PORT LOG SEED NAME`. One line a taken message: our name of it and the hash of what was
taken. It resets connections before and after it takes, answers 500 either way, and asks for less.
"""

import hashlib
import json
import os
import random
import sys
from base64 import b32decode
from pathlib import Path
from typing import Any

from tests.delivery.services import PlayedService, Says, Script


class Careful(Script):
    def __init__(self, log: Path, seed: int) -> None:
        super().__init__()
        self.log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.chance = random.Random(seed)

    def next(self) -> Says:
        """What happens to the next request."""
        luck = self.chance.random()
        for below, says in (
            (0.002, Says(fails="early")),
            (0.004, Says(fails="lost")),
            (0.008, Says(fails="lost", takes=True)),
            (0.010, Says(500, {}, takes=True)),
            (0.014, Says(429, {}, {"Retry-After": "1"})),
        ):
            if luck < below:
                return says
        return Says()

    def take(self, messages: list[dict[str, Any]]) -> None:
        """Write them down before anybody is told."""
        for each in messages:
            name = b32decode(each["name"].upper() + "======")[:16].hex()
            whole = each["raw"] if "raw" in each else json.dumps(each["said"], sort_keys=True).encode()
            os.write(self.log, f"{name} {hashlib.sha256(whole).hexdigest()}\n".encode())


def main(port: str, log: str, seed: str, name: str) -> None:
    server = PlayedService(name, port=int(port), script=Careful(Path(log), int(seed)))
    print("ready", flush=True)
    server.serving.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
