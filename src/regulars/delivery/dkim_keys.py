"""The keys mails are signed with: files in the data folder that nobody else can read, and which of them signs (STANDARDS A4.4, A4.5).

`dkim/DOMAIN/SELECTOR.pem` is a private key, `dkim/DOMAIN/selectors.json` says of each whether it is new, signs, or has retired. A key signs
once its public half was seen in DNS; one that has retired is kept until no mail it signed can still be on its way.
"""

import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from regulars.delivery.dkim import Key, Signer
from regulars.delivery.mime import BadHeader, ascii_domain

ALGORITHMS: dict[str, Callable[[], RSAPrivateKey | Ed25519PrivateKey]] = {
    "rsa": lambda: generate_private_key(65537, 2048),
    "ed25519": Ed25519PrivateKey.generate,
}
KEPT = timedelta(days=5 + 7)  # as long as a message may wait in a queue, and a week more
STATES = "selectors.json"
DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


class NotADomain(ValueError):
    """The text is no domain a mail can come from."""


class NotUsable(Exception):
    """A file of keys is not there, cannot be read, or can be read by others; the message says which and what to do."""


class StillNew(Exception):
    """There are new keys that do not sign yet; more would only be confused with them."""


@dataclass(frozen=True)
class Selector:
    """A key by its name in DNS. `state` is new, signing or retired, `since` the moment it became so."""

    name: str
    algorithm: str
    state: str
    since: datetime


def spelled(domain: str) -> str:
    """The domain in lower case and ASCII, as keys and DNS call it. Raises NotADomain."""
    try:
        name = ascii_domain(domain.strip().rstrip(".").lower())
    except BadHeader:
        name = ""
    if not DOMAIN.fullmatch(name):
        raise NotADomain(f"“{domain[:80]}” is not a domain, such as shop.example")
    return name


class Keys:
    """One domain's keys in a data folder. Raises NotADomain."""

    def __init__(self, home: Path, domain: str) -> None:
        self.domain = spelled(domain)
        self.folder = home / "dkim" / self.domain
        self.states = self.folder / STATES

    def selectors(self) -> list[Selector]:
        """All there are, in the order they were made. Raises NotUsable."""
        try:
            said = json.loads(self.states.read_text(encoding="utf-8"))
            return [Selector(**one | {"since": datetime.fromisoformat(one["since"])}) for one in said]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError) as wrong:
            raise NotUsable(
                f"{self.states} cannot be read, so no key of {self.domain} is used; take it from a backup"
            ) from wrong

    def make(self, now: datetime) -> list[Selector]:
        """A new key by either algorithm, named for the day. Neither signs yet. Forgets new keys that cannot be used. Raises StillNew."""
        known = [one for one in self.selectors() if one.state != "new" or self._is_usable(one.name)]
        if waiting := [one.name for one in known if one.state == "new"]:
            raise StillNew(
                f"{' and '.join(waiting)} of {self.domain} are new and do not sign yet; use them first: regulars dkim use {self.domain}"
            )
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        day = _free(f"{now:%Y%m%d}", self.folder)
        made = [Selector(f"{algorithm[0]}{day}", algorithm, "new", now) for algorithm in ALGORITHMS]
        for one in made:
            pem = ALGORITHMS[one.algorithm]().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            _write(self.folder / f"{one.name}.pem", pem)
        self._keep([*known, *made])
        return made

    def key(self, name: str) -> Key:
        """The key of that selector. Raises NotUsable."""
        path = self.folder / f"{name}.pem"
        try:
            if path.stat().st_mode & 0o077:
                raise NotUsable(f"{path} can be read by others on this machine: chmod 600 {path}")
            private = load_pem_private_key(path.read_bytes(), None)
        except (OSError, ValueError, TypeError) as wrong:
            raise NotUsable(
                f"{path} cannot be read as a private key; take it from a backup, or make a new one"
            ) from wrong
        if not isinstance(private, RSAPrivateKey | Ed25519PrivateKey):
            raise NotUsable(f"{path} is neither an RSA nor an Ed25519 key; make a new one")
        return Key(name, private)

    def keys(self, state: str) -> list[Key]:
        """Those in that state. Raises NotUsable."""
        return [self.key(one.name) for one in self.selectors() if one.state == state]

    def use(self, names: set[str], now: datetime) -> list[Selector]:
        """Let these keys sign from now on; returns those that retire, which are the ones before by the same algorithms. Raises NotUsable."""
        known = self.selectors()
        for name in names:
            self.key(name)
        begun = [replace(one, state="signing", since=now) for one in known if one.name in names]
        algorithms = {one.algorithm for one in begun}
        retired = [
            replace(one, state="retired", since=now)
            for one in known
            if one.state == "signing" and one.name not in names and one.algorithm in algorithms
        ]
        changed = {one.name: one for one in [*begun, *retired]}
        self._keep([changed.get(one.name, one) for one in known])
        return retired

    def remove(self, now: datetime) -> list[Selector]:
        """Delete the keys that retired long enough ago; returns them, since their records can go, too."""
        known = self.selectors()
        gone = [one for one in known if one.state == "retired" and now - one.since >= KEPT]
        if gone:
            self._keep([one for one in known if one not in gone])
        for one in gone:
            (self.folder / f"{one.name}.pem").unlink(missing_ok=True)
        return gone

    def _is_usable(self, name: str) -> bool:
        try:
            return bool(self.key(name).algorithm)
        except NotUsable:
            return False

    def _keep(self, selectors: list[Selector]) -> None:
        draft = self.folder / f"{STATES}.draft"
        text = json.dumps([asdict(one) | {"since": one.since.isoformat()} for one in selectors], indent=1)
        draft.write_text(f"{text}\n", encoding="utf-8")
        draft.replace(self.states)


class Signers:
    """The signers of a data folder, by domain. Notices when other keys are to sign."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._known: dict[str, tuple[int, Path, Signer | None]] = {}

    def of(self, domain: str) -> Signer | None:
        """Who signs for the domain; None when no key of it is in use. Raises NotADomain and NotUsable."""
        known = self._known.get(domain)
        if known is None or known[0] != _changed_at(known[1]):
            keys = Keys(self.home, domain)
            changed = _changed_at(keys.states)
            signing = keys.keys("signing")
            known = changed, keys.states, Signer(keys.domain, signing) if signing else None
            self._known[domain] = known
        return known[2]


def _free(day: str, folder: Path) -> str:
    """The day, with a letter behind it from the second pair of keys on."""
    letters = ["", *"bcdefghijklmnopqrstuvwxyz"]
    return next(f"{day}{letter}" for letter in letters if not list(folder.glob(f"?{day}{letter}.pem")))


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _write(path: Path, pem: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
