"""Postal addresses in parts: who lives where, and when two are the same."""

import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import Self

APART = re.compile(r"[\s.,;'’-]+")
LONGEST = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Postal:
    """Somebody's postal address. `street` may have several lines; `country` is an ISO 3166 code."""

    name: str
    street: str
    city: str
    company: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""

    @classmethod
    def read(cls, written: str) -> Self:
        """From `written`."""
        return cls(**json.loads(written))

    @property
    def written(self) -> str:
        """All of it as text, to be kept."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @property
    def in_a_line(self) -> str:
        """Who lives where, to be read."""
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(
            filter(
                None, (self.name, self.company, *self.street.splitlines(), town, self.region, self.country)
            )
        )

    @property
    def whole(self) -> bool:
        """Whether a letter could arrive."""
        return all((self.name or self.company, self.street, self.city))

    @property
    def canonical(self) -> str:
        """The address as compared: without case, spaces and punctuation. The name belongs to it: neighbours decide for themselves."""
        return "\0".join(APART.sub("", _plain(part).casefold()) for _, part in sorted(asdict(self).items()))


def postal(
    name: str,
    street: str,
    city: str,
    *,
    company: str = "",
    postcode: str = "",
    region: str = "",
    country: str = "",
) -> Postal | None:
    """The address of what a form says, on lines as long as an envelope is wide; None where a letter could not arrive."""
    made = Postal(
        name=_line(name),
        street="\n".join(filter(None, map(_line, street.splitlines()))),
        city=_line(city),
        company=_line(company),
        postcode=_line(postcode).lstrip("'"),  # so that spreadsheets keep its zeros, Shopify writes '01067
        region=_line(region),
        country=country,
    )
    return made if made.whole else None


def _line(text: str) -> str:
    return " ".join(_plain(text).split())[:LONGEST]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)
