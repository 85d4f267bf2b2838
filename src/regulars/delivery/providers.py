"""Whose mailbox an address is: the provider behind its domain, since providers, not domains, watch a sender (STANDARDS A7.3)."""

from functools import lru_cache

DOMAINS = {
    "google": ("gmail.com", "googlemail.com"),
    "microsoft": ("outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.de", "hotmail.de", "live.de", "hotmail.co.uk", "hotmail.fr"),
    "yahoo": ("yahoo.com", "ymail.com", "rocketmail.com", "aol.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "aol.de"),
    "apple": ("icloud.com", "me.com", "mac.com"),
    "gmx and web.de": ("gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de", "mail.com"),
    "t-online": ("t-online.de", "magenta.de"),
    "orange": ("orange.fr", "wanadoo.fr"),
}  # fmt: skip
PROVIDERS = {domain: name for name, domains in DOMAINS.items() for domain in domains}


@lru_cache(maxsize=10_000)
def provider(domain: str) -> str:
    """The provider's name, or the domain itself where we know of none."""
    name = domain.lower()
    return PROVIDERS.get(name, name)


OTHERS = "others"
EVERYBODY = ""


def counted_as(name: str) -> str:
    """The provider that mail is counted under: those we know each by itself, all others together, since there a domain may be one person's."""
    return name if name in DOMAINS else OTHERS


def stopped_as(name: str) -> tuple[str, str, str]:
    """The providers whose pause stops mail to this one."""
    return name, counted_as(name), EVERYBODY
