"""The sections of `regulars.toml`, each checked; whatever is wrong is told in one sentence that says where and what would be right."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from regulars.arbiter.policy import NotAPolicy, Policy
from regulars.delivery.mail_services import names
from regulars.intake.account import Account
from regulars.kernel.address import NotAnAddress, canonical
from regulars.kernel.language import SHIPPED
from regulars.kernel.mail_service import MailService
from regulars.kernel.money import NotMoney, UnknownCurrency, amount, currency
from regulars.kernel.storefront import Storefront
from regulars.kernel.verp import LONGEST_LOCAL

SETTINGS = "regulars.toml"
SECTIONS: dict[str, type | tuple[type, ...]] = {
    "shop": dict, "storefront": list, "smtp": (dict, list), "service": dict, "warm_up": dict, "mailbox": dict, "database": dict, "policy": dict, "web": dict, "demo": dict,
}  # fmt: skip
MOST_AT_ONCE = 1000  # connections, messages in hand, megabytes of a mail
SECURITY = ("starttls", "tls", "none")
WEB = re.compile(r"https?://[^/\s]+(/\S*)?")
OURS = re.compile(r"https?://[^/\s?#&<>\"']+(/[^\s?#&<>\"']*)?")
"""Where our pages are: tokens are put behind it, and it stands in mails as it is."""
T = TypeVar("T")


class NotConfigured(Exception):
    """The settings file cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Smtp:
    """The server that takes our mail. `security` is tls, starttls or none (none only for a server on this machine).

    A worker speaks to it over up to `connections`; a crash leaves at most `in_hand` messages a worker in doubt.
    """

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    connections: int = 8
    in_hand: int = 64


def known(said: dict[str, Any]) -> None:
    """Raises NotConfigured when there is a section we do not know, or one that is none."""
    if unknown := said.keys() - SECTIONS.keys():
        listed = ", ".join(f"[{name}]" for name in SECTIONS)
        raise NotConfigured(f"{SETTINGS} does not know “{min(unknown)}”; it knows the sections {listed}")
    for name, kind in SECTIONS.items():
        if name in said and not isinstance(said[name], kind):
            heading = f"[[{name}]]" if kind is list else f"[{name}]"
            raise NotConfigured(f"{SETTINGS}: “{name}” is a section; write {heading} on a line of its own")


def storefronts(shops: list[dict[str, Any]]) -> dict[str, Storefront]:
    """By key; the first is the one whose calendar the day follows."""
    stores: dict[str, Storefront] = {}
    for number, said in enumerate(shops):
        where = f"{SETTINGS} [[storefront]]" if number else f"{SETTINGS} [shop]"
        store = _filled(Storefront, said, where)
        for name, check in CHECKS.items():
            if getattr(store, name) and not check(getattr(store, name)):
                raise NotConfigured(f"{where}: {name} = “{getattr(store, name)}” is not {MEANT[name]}")
        if store.letter_cost and not store.postal_address:
            raise NotConfigured(
                f"{where}: letter_cost is set, and a letter needs the sender's postal_address"
            )
        if store.key in stores:
            raise NotConfigured(f"{where}: there are two storefronts with the key “{store.key}”")
        stores[store.key] = store
    return stores


def relays(said: dict[str, Any] | list[dict[str, Any]], overridden: dict[str, Any]) -> tuple[Smtp, ...]:
    """The mail servers, the preferred one first: a section `[smtp]`, or one `[[smtp]]` each. The environment's values are the first one's."""
    first, *others = said or [{}] if isinstance(said, list) else [said]
    if not all(isinstance(each, dict) for each in (first, *others)):
        raise NotConfigured(
            f"{SETTINGS}: “smtp” is a list of sections; write [[smtp]] on a line of its own before each"
        )
    named = [_smtp(first | overridden), *map(_smtp, others)]
    if len(named) > 1 and not all(server.host for server in named):
        raise NotConfigured(f"{SETTINGS} [[smtp]]: one of the {len(named)} mail servers has no host")
    return tuple(named)


def _smtp(said: dict[str, Any]) -> Smtp:
    server = _filled(Smtp, said, f"{SETTINGS} [smtp]")
    if server.security not in SECURITY:
        raise NotConfigured(f"{SETTINGS} [smtp]: security = “{server.security}” is not {MEANT['security']}")
    if not 0 < server.port < 65536:
        raise NotConfigured(f"{SETTINGS} [smtp]: port = {server.port} is not between 1 and 65535")
    _few(server, "smtp")
    return server


def service(said: dict[str, Any]) -> MailService:
    """The mail service, if mail goes through one."""
    account = _filled(MailService, said, f"{SETTINGS} [service]")
    if account.name and account.name not in names():
        raise NotConfigured(f"{SETTINGS} [service]: name = “{account.name}” is none of {', '.join(names())}")
    if said and not account.name:
        raise NotConfigured(f"{SETTINGS} [service] has no name; it may be {', '.join(names())}")
    if account.endpoint and not _is_safe(account.endpoint):
        raise NotConfigured(
            f"{SETTINGS} [service]: endpoint = “{account.endpoint}” is not {MEANT['endpoint']}"
        )
    _few(account, "service")
    return account


def _few(account: Smtp | MailService, section: str) -> None:
    for name in ("connections", "in_hand"):
        if not 1 <= getattr(account, name) <= MOST_AT_ONCE:
            raise NotConfigured(
                f"{SETTINGS} [{section}]: {name} = {getattr(account, name)} is not between 1 and {MOST_AT_ONCE}"
            )


def warm_up(said: dict[str, Any]) -> date | None:
    """Since when the sender is a new one; None where nothing is said of it."""
    since = said.get("warm_up", {}).get("since", "")
    if isinstance(since, date) and not isinstance(since, datetime):  # TOML has dates of its own
        said = said | {"warm_up": said["warm_up"] | {"since": since.isoformat()}}
    named = only(said, "warm_up", "since", "")
    try:
        return date.fromisoformat(named) if named else None
    except ValueError as wrong:
        raise NotConfigured(
            f"{SETTINGS} [warm_up]: since = “{named}” is not a day such as 2026-11-30"
        ) from wrong


def mailbox(said: dict[str, Any]) -> Account:
    """The mailbox that bounces and replies arrive in."""
    account = _filled(Account, said, f"{SETTINGS} [mailbox]")
    if account.security not in SECURITY:
        raise NotConfigured(
            f"{SETTINGS} [mailbox]: security = “{account.security}” is not {MEANT['security']}"
        )
    if not 0 < account.port < 65536:
        raise NotConfigured(f"{SETTINGS} [mailbox]: port = {account.port} is not between 1 and 65535")
    if not 1 <= account.largest_megabytes <= MOST_AT_ONCE:
        raise NotConfigured(
            f"{SETTINGS} [mailbox]: largest_megabytes = {account.largest_megabytes} is not between 1 and {MOST_AT_ONCE}"
        )
    return account


def policy(said: dict[str, Any]) -> dict[str, Any]:
    """What is said of the policy, once it is seen to be one."""
    try:
        Policy.of(said)
    except (NotAPolicy, TypeError) as wrong:
        raise NotConfigured(f"{SETTINGS}: {wrong}") from wrong
    return said


def database(url: str) -> str:
    """The database's address; empty for SQLite."""
    if url and urlsplit(url).scheme not in ("postgres", "postgresql"):
        raise NotConfigured(
            f"{SETTINGS} [database]: url is not postgresql://user:password@host:port/name; leave it out for SQLite"
        )
    return url


def only(said: dict[str, Any], section: str, name: str, default: Any) -> Any:
    """The one setting of a section that has no more."""
    if unknown := said.get(section, {}).keys() - {name}:
        raise NotConfigured(f"{SETTINGS} [{section}] does not know “{min(unknown)}”; it knows {name}")
    value = said.get(section, {}).get(name, default)
    if not isinstance(value, type(default)):
        kind = "a list" if isinstance(default, list) else "text in quotes"
        raise NotConfigured(f"{SETTINGS} [{section}]: {name} is not {kind}")
    return value


def _is_zone(zone: str) -> bool:
    try:
        return bool(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):  # not there, a path elsewhere, a folder
        return False


def _is_currency(code: str) -> bool:
    try:
        return currency(code) == code
    except UnknownCurrency:
        return False


def _is_cost(text: str) -> bool:
    try:
        return amount(text) >= 0
    except NotMoney:
        return False


def _is_address(sender: str) -> bool:
    try:
        return bool(canonical(sender))
    except NotAnAddress:
        return False


def _is_safe(url: str) -> bool:
    """Encrypted, or to this machine itself: the key to send with travels there."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1", "::1")
    )


def _takes_a_name(bounces: str) -> bool:
    return _is_address(bounces) and len(bounces.rpartition("@")[0].encode()) <= LONGEST_LOCAL


CHECKS: dict[str, Callable[[str], bool]] = {
    "zone": _is_zone,
    "currency": _is_currency,
    "letter_cost": _is_cost,
    "language": SHIPPED.__contains__,
    "sender": _is_address,
    "bounces": _takes_a_name,
    "country": lambda code: re.fullmatch("[A-Z]{2}", code) is not None,
    "url": lambda url: OURS.fullmatch(url) is not None,
    "site": lambda url: WEB.fullmatch(url) is not None,
}
MEANT = {
    "zone": "a time zone, such as Europe/Berlin",
    "currency": "a currency of ISO 4217 in capitals, such as EUR",
    "letter_cost": "an amount of money, such as 1.10",
    "language": f"a language Regulars speaks: {', '.join(SHIPPED)}",
    "sender": "an e-mail address, such as hello@shop.example",
    "bounces": f"an e-mail address such as bounces@shop.example, with at most {LONGEST_LOCAL} letters before the @",
    "country": "a country of two capitals, such as DE",
    "url": "an address that begins with https:// or http://, without ? # & < > or quotes",
    "site": "an address that begins with https:// or http://",
    "security": "starttls, tls or none",
    "endpoint": "an address that begins with https://",
}


def _filled(shape: type[T], values: dict[str, Any], where: str) -> T:
    """A dataclass of text and whole numbers from a section of the file. Numbers may come as text, from the environment."""
    if not isinstance(values, dict):
        raise NotConfigured(f"{where} is not a section of names and values")
    known = {f.name: f.type for f in fields(shape)}  # type: ignore[arg-type]
    if unknown := values.keys() - known.keys():
        raise NotConfigured(f"{where} does not know “{min(unknown)}”; it knows {', '.join(known)}")
    return shape(
        **{
            name: _typed(value, f"{where}: {name}", number=known[name] is int)
            for name, value in values.items()
        }
    )


def _typed(value: Any, where: str, *, number: bool) -> Any:
    if number and str(value).isdecimal():
        return int(value)
    if number or not isinstance(value, str):
        raise NotConfigured(f"{where} = {value!r} is not {'a whole number' if number else 'text in quotes'}")
    return value
