"""Countries as the world writes them, as ISO 3166 codes."""

from functools import cache

from babel import Locale

ALIASES = {
    "eire": "IE",
    "rsa": "ZA",
    "usa": "US",
    "uk": "GB",
    "great britain": "GB",
    "holland": "NL",
    "czech republic": "CZ",
    "hong kong": "HK",
}


@cache
def country_code(text: str) -> str | None:
    """`United Kingdom`, `GB` or `EIRE` as two letters; None for what is no country, such as `Unspecified`."""
    said = text.strip()
    codes = _codes()
    if len(said) == 2 and said.upper() in codes.values():
        return said.upper()
    return ALIASES.get(said.lower()) or codes.get(said.lower())


@cache
def _codes() -> dict[str, str]:
    territories = Locale("en").territories
    return {
        name.lower(): code
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in {"EU", "UN", "ZZ"}
    }
