"""Whether a key's public half stands in DNS, so that its signatures can be verified (RFC 6376 §3.6.1)."""

from regulars.delivery.dkim import Key
from regulars.delivery.dkim_record import place, record
from regulars.delivery.domain.dns import Dns
from regulars.delivery.domain.tags import tags


def unpublished(key: Key, domain: str, dns: Dns) -> str | None:
    """Why mails signed with the key cannot be verified, as a sentence; None when they can. Raises NoAnswer."""
    where = place(key, domain)
    found = [text for text in dns.texts(where) if "p" in tags(text)]
    if not found:
        return f"{where} has no DKIM record."
    if len(found) > 1:
        return f"{where} has {len(found)} DKIM records, and only one may stand there."
    return _unlike(tags(found[0]), tags(record(key)), where)


def _unlike(said: dict[str, str], ours: dict[str, str], where: str) -> str | None:
    public = "".join(said["p"].split())
    wrong = (
        (not public, "p= with nothing behind it, which means that the key was withdrawn"),
        (said.get("v", "DKIM1") != "DKIM1", f"v={said.get('v')}, and v=DKIM1 is the only one there is"),
        (public != ours["p"], "p= of another key than the one Regulars signs with"),
        (said.get("k", "rsa") != ours["k"], f"k={said.get('k', 'rsa')} of a key that is k={ours['k']}"),
        ("y" in _listed(said, "t"), "t=y, so receivers may treat mails as if they were not signed"),
        (not {"", "sha256"} & _listed(said, "h"), f"h={said.get('h')}, which forbids sha256"),
        (not {"", "*", "email"} & _listed(said, "s"), f"s={said.get('s')}, which forbids mail"),
    )
    return next((f"{where} says {what}." for holds, what in wrong if holds), None)


def _listed(said: dict[str, str], name: str) -> set[str]:
    return {word.strip() for word in said.get(name, "").split(":")}
