"""What a shop sets: `regulars.toml` and the generated `secrets.toml` in its data folder, each overridable by environment."""

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self, TypeVar

from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront

SETTINGS, SECRETS = "regulars.toml", "secrets.toml"
T = TypeVar("T")


class NotConfigured(Exception):
    """The settings file cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Smtp:
    """The server that takes our mail. `security` is tls, starttls or none (none only for a server on this machine)."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"


@dataclass(frozen=True)
class Config:
    """Everything the shop decided, read once at start."""

    home: Path
    storefronts: dict[str, Storefront]
    database_url: str
    smtp: Smtp
    policy: dict[str, Any]
    hosts: tuple[str, ...]
    secrets: dict[str, Any] = field(repr=False)

    @classmethod
    def read(cls) -> Self:
        """From `REGULARS_HOME` (default `var`). Raises NotConfigured for a file that is not TOML or holds an unknown word."""
        home = Path(os.environ.get("REGULARS_HOME", "var")).absolute()
        said = _toml(home / SETTINGS)
        shops = [said.get("shop", {}), *said.get("storefront", [])]
        stores = [_filled(Storefront, shop, f"{SETTINGS} [shop]") for shop in shops]
        return cls(
            home=home,
            storefronts={store.key: store for store in stores},
            database_url=os.environ.get("REGULARS_DATABASE_URL", said.get("database", {}).get("url", "")),
            smtp=_filled(Smtp, said.get("smtp", {}) | _environment("SMTP"), f"{SETTINGS} [smtp]"),
            policy=said.get("policy", {}),
            hosts=tuple(said.get("web", {}).get("hosts", ("127.0.0.1", "localhost", "[::1]"))),
            secrets=_toml(home / SECRETS),
        )


def write_secrets(home: Path, clock: Clock) -> None:
    """Make the shop's keys, readable by its owner only; links, hashes and sign-in each have their own."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / SECRETS
    if path.exists():
        return
    names = ("django", "identity", "api")
    lines = [f'{name} = "{clock.token()}{clock.token()}"' for name in names]
    lines.append(
        f'links = ["{clock.token()}{clock.token()}"]  # newest first; keep old ones, mailed links live for years'
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise NotConfigured(f"{path} cannot be read: {wrong}") from wrong


def _environment(section: str) -> dict[str, Any]:
    prefix = f"REGULARS_{section}_"
    return {
        key.removeprefix(prefix).lower(): value for key, value in os.environ.items() if key.startswith(prefix)
    }


def _filled(shape: type[T], values: dict[str, Any], where: str) -> T:
    known = {f.name: f.type for f in fields(shape)}  # type: ignore[arg-type]
    if unknown := values.keys() - known.keys():
        raise NotConfigured(f"{where} does not know “{min(unknown)}”; it knows {', '.join(known)}")
    return shape(**{key: int(value) if known[key] is int else value for key, value in values.items()})
