"""How permissions are asked for: our words or the shop's own, in versions, each kept so that what somebody agreed to can be shown again."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from regulars.facts.kinds import PermissionWorded
from regulars.facts.models import ShownText, facts_of
from regulars.facts.record import record
from regulars.kernel.clock import Clock
from regulars.kernel.language import pick
from regulars.kernel.storefront import Storefront

PARTS = ("why", "how", "yes")
SHOP = "{shop}"
AT_MOST = 600


class NotAWording(ValueError):
    """The words cannot be asked with; the message says why."""


@dataclass(frozen=True)
class Asking:
    """Why a permission is wanted, how it will be used, and the sentence one agrees to; with whose version of the words this is."""

    purpose: str
    channel: str
    language: str
    version: str
    why: str
    how: str
    yes: str

    def at(self, store: Storefront) -> "Asking":
        """As it is said at a storefront."""
        said = {part: getattr(self, part).replace(SHOP, store.name) for part in PARTS}
        return Asking(self.purpose, self.channel, self.language, self.version, **said)

    @property
    def shown(self) -> str:
        """All of it, as one text."""
        return f"{self.yes}\n\n{self.why} {self.how}"


def asking(purpose: str, channel: str, language: str) -> Asking:
    """The words as they are now."""
    return versions(purpose, channel, language)[-1]


def versions(purpose: str, channel: str, language: str) -> list[Asking]:
    """Every version, ours first, then the shop's own in the order they were made."""
    spoken = pick(language)
    ours = _shipped(spoken)
    first = Asking(purpose, channel, spoken, **{"version": ours["version"]} | ours[purpose][channel])
    rows = facts_of(PermissionWorded).filter(purpose=purpose, channel=channel, language=spoken)
    own = rows.order_by("at", "recorded_at", "id").values_list("version", "words")
    return [
        first,
        *[Asking(purpose, channel, spoken, version, **json.loads(words)) for version, words in own],
    ]


def reword(now: Asking, words: dict[str, str], store: Storefront, clock: Clock) -> bool:
    """Ask with these words instead of those of `now`; earlier versions stay as they were. False when nothing differs. Raises NotAWording."""
    said = {part: " ".join(words.get(part, "").split()) for part in PARTS}
    fitting(said)
    known = versions(now.purpose, now.channel, now.language)
    if said == {part: getattr(known[-1], part) for part in PARTS}:
        return False
    version = f"own {len(known)}"
    worded = PermissionWorded(
        source="office", key=f"{now.purpose} {now.channel} {now.language} {version}", at=clock.now(), storefront=store.key,
        purpose=now.purpose, channel=now.channel, language=now.language, version=version,
        words=json.dumps(said, ensure_ascii=False, sort_keys=True),
    )  # fmt: skip
    return record([worded], clock.now()).new == 1


def keep(text: str) -> str:
    """Keep a text that somebody was shown; returns the hash that a consent names it by. Empty for no text."""
    if not text:
        return ""
    text_hash = sha256(text.encode()).hexdigest()
    ShownText.objects.bulk_create([ShownText(text_hash=text_hash, text=text)], ignore_conflicts=True)
    return text_hash


def text_of(text_hash: str) -> str:
    """The exact text of that hash; empty when it was never kept."""
    return ShownText.objects.filter(text_hash=text_hash).values_list("text", flat=True).first() or ""


def altered() -> Iterator[str]:
    """The hash of each kept text that is not the text it was."""
    for shown in ShownText.objects.iterator():
        if sha256(shown.text.encode()).hexdigest() != shown.text_hash:
            yield shown.text_hash


def fitting(words: dict[str, str]) -> None:
    """Raises NotAWording where words lack what whoever is asked must be told; its message begins with the part."""
    for part, text in words.items():
        if not text.strip():
            raise NotAWording(f"{part}: say something; whoever is asked must know this")
        if len(text) > AT_MOST:
            raise NotAWording(f"{part}: {len(text)} characters; at most {AT_MOST} are read by anybody")
    if SHOP not in words["yes"]:
        raise NotAWording(f"yes: name who may, as {SHOP}")


@cache
def _shipped(language: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "asked" / f"{language}.toml").read_text(encoding="utf-8"))
