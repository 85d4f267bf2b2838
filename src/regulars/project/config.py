"""What a shop sets: `regulars.toml` and the generated `secrets.toml` in its data folder, each overridable by environment."""

import os
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from regulars.intake.account import Account
from regulars.kernel.clock import Clock
from regulars.kernel.mail_service import MailService
from regulars.kernel.storefront import Storefront
from regulars.project import sections
from regulars.project.sections import SETTINGS, NotConfigured, Smtp

__all__ = ["SECRETS", "SETTINGS", "Config", "NotConfigured", "Smtp", "write_secrets"]

SECRETS = "secrets.toml"
KEYS = ("django", "identity", "api", "links")


@dataclass(frozen=True)
class Config:
    """Everything the shop decided, read once at start."""

    home: Path
    storefronts: dict[str, Storefront]
    database_url: str
    relays: tuple[Smtp, ...]
    service: MailService
    warm_up: date | None
    mailbox: Account
    policy: dict[str, Any]
    hosts: tuple[str, ...]
    secrets: dict[str, Any] = field(repr=False)

    @classmethod
    def read(cls) -> Self:
        """From `REGULARS_HOME` (default `var`). Raises NotConfigured, saying in a sentence what is wrong and where."""
        home = Path(os.environ.get("REGULARS_HOME", "var")).absolute()
        said = _toml(home / SETTINGS)
        sections.known(said)
        return cls(
            home=home,
            storefronts=sections.storefronts([said.get("shop", {}), *said.get("storefront", [])]),
            database_url=sections.database(
                os.environ.get("REGULARS_DATABASE_URL") or sections.only(said, "database", "url", "")
            ),
            relays=sections.relays(said.get("smtp", {}), _environment("SMTP")),
            service=sections.service(said.get("service", {}) | _environment("SERVICE")),
            warm_up=sections.warm_up(said),
            mailbox=sections.mailbox(said.get("mailbox", {}) | _environment("MAILBOX")),
            policy=sections.policy(said.get("policy", {})),
            hosts=tuple(sections.only(said, "web", "hosts", ["127.0.0.1", "localhost", "[::1]"])),
            secrets=_secrets(home / SECRETS),
        )


def write_secrets(home: Path, clock: Clock) -> None:
    """Make the shop's keys, readable by its owner only; links, hashes and sign-in each have their own. Raises NotConfigured."""
    draft = home / f"{SECRETS}.{clock.token()[:8]}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        _write(draft, clock)
        # Another process may be starting, too: the first one's keys count, and nobody reads half of them.
        with suppress(FileExistsError):
            (home / SECRETS).hardlink_to(draft)
        draft.unlink()
    except OSError as wrong:
        raise NotConfigured(
            f"{home} cannot be written to: {wrong.strerror}; REGULARS_HOME names the shop's folder"
        ) from wrong


def _write(path: Path, clock: Clock) -> None:
    lines = [f'{name} = "{clock.token()}{clock.token()}"' for name in KEYS[:-1]]
    lines.append(
        f'links = ["{clock.token()}{clock.token()}"]  # newest first; keep old ones, mailed links live for years'
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")


def _secrets(path: Path) -> dict[str, Any]:
    secrets = _toml(path)
    if secrets and (missing := [name for name in KEYS if not secrets.get(name)]):
        raise NotConfigured(
            f"{path} has no key “{missing[0]}”; take it from a backup, since hashes and mailed links rest on it"
        )
    return secrets


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as wrong:
        raise NotConfigured(f"{path} cannot be read: {wrong}") from wrong


def _environment(section: str) -> dict[str, Any]:
    prefix = f"REGULARS_{section}_"
    return {
        key.removeprefix(prefix).lower(): value for key, value in os.environ.items() if key.startswith(prefix)
    }
