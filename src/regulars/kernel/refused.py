"""Why a mail server refused a mail, by its codes and its words (RFC 3463, 5248; STANDARDS B3)."""

import re

NO_SUCH_MAILBOX = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"}
OUR_FAULT = re.compile(r"^5\.7\.")
CONTENT = re.compile(r"^5\.(6\.\d+|2\.3|3\.4)$")
MAILBOX = re.compile(r"^5\.2\.")
NO_SUCH_WORDS = re.compile(
    r"no such (user|mailbox|recipient)|user unknown|unknown (user|recipient)|does not exist", re.IGNORECASE
)


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


FULL = _any(
    r"(mail)?box.{0,40}\bfull\b", r"\bfull (mail)?box", r"quota", r"over ?(the |its |maximum |disk )?(limit|storage)",
    r"(disk|storage) (space )?(is )?(full|exceeded|limit)", r"insufficient (disk|storage|system storage)",
    r"not enough (storage|space|room)", r"exceeded? (the |its |their )?storage", r"too many messages (in|on) (the |this )?(mail)?box",
    r"postfach .{0,20}voll", r"buz[oó]n .{0,20}llen", r"bo[iî]te .{0,30}pleine", r"casella .{0,20}piena",
)  # fmt: skip
SIZE_OR_CONTENT = _any(
    r"(message|mail|size|attachment|header).{0,40}(too (large|big|long)|exceeds)", r"size.{0,20}exceed", r"too (large|big) (message|mail)", r"size limit",
    r"(attachment|content|file type|charset|encoding|mime|header).{0,30}(not (allowed|accepted|supported)|rejected|invalid|error)",
    r"malformed", r"line too long", r"no valid (from|date) header", r"not rfc ?(2822|5322) compliant",
)  # fmt: skip
POLICY = _any(
    r"\bspam", r"\bspf\b", r"\bdkim\b", r"\bdmarc\b", r"dnsbl", r"\brbl\b", r"black-?list", r"block-?list", r"\bblocked\b", r"blocking",
    r"\bbanned\b", r"reputation", r"unsolicited", r"\bbulk (e?-?mail|sender)", r"virus", r"malware", r"phish", r"polic(y|ies)",
    r"not (authori[sz]ed|permitted|allowed)", r"unauthori[sz]ed", r"authenticat(e|ion)", r"access (is )?denied", r"permission denied",
    r"relay(ing)? (access |is )?(denied|not|prohibited)", r"(unable|cannot|not|won't|don't|denied).{0,20}\brelay", r"\bprohibited\b",
    r"(reverse|ptr)[ -](dns|record|lookup|address)", r"\bno ptr\b", r"(rate|connection)s? limit", r"too many (connections|messages|recipients|mails)",
    r"throttl", r"sender.{0,60}(reject|denied|not|block|unknown|invalid)", r"refuses? (mail|to accept)", r"refused (by|to accept)", r"restrict",
    r"only accepts? mail from", r"not accepting (e?-?mail|messages) from", r"bounce address verification", r"content (filter|reject)",
    r"spamhaus|barracuda|spamcop|sorbs|proofpoint|mimecast|cloudmark",
)  # fmt: skip
SUBJECT = r"(user|recipient|mail ?box|address|account|addressee|alias|username|local[ -]?part|e-?mail|person|destinataire)"
NOBODY = _any(
    NO_SUCH_WORDS.pattern,
    rf"no (such|matching|valid|known) (local )?{SUBJECT}", rf"(unknown|invalid|nonexist[ae]nt|non-existent|bad|illegal|unrecogni[sz]ed|undeliverable) (\w+ )?{SUBJECT}",
    rf"{SUBJECT}.{{0,90}}(unknown|not (be )?(found|recogni[sz]ed|known|exist|valid|listed|present)|(doesn'?t|don'?t|didn'?t) exist|invalid|non-?exist|no longer (valid|exist|available|on|in use))",
    rf"(not|isn't) (a |an )?(known|valid|existing|recogni[sz]ed) ({SUBJECT})", r"(couldn'?t|could not|can(no|')t|unable to) (find|locate|be found)",
    r"(doesn'?t|does not|didn'?t) have an? .{0,40}account", r"no (mailbox|account|user) .{0,20}(here|by that|with (that|this))", r"not our customer",
    r"mailbox (is )?unavailable", r"no longer (works|employed|with (us|the))", r"unrouteable address", r"does not (like recipient|have a mailbox)",
    r"not listed in .{0,40}(directory|address ?book|name)", r"not (in|on) (our|the|this) (list|server|directory|database)", r"has moved|moved permanently",
    r"(empf[aä]nger|benutzer|adresse|postfach).{0,40}(unbekannt|existiert nicht|nicht gefunden|ung[uü]ltig)", r"unbekannte[rs]? (benutzer|empf)",
    r"(utilisateur|destinataire|adresse).{0,40}(inconnue?|n'existe pas|introuvable)", r"(usuario|destinatario|direcci[oó]n|buz[oó]n).{0,40}(desconocid|no existe|no encontrad)",
    r"(utente|destinatario|indirizzo|casella).{0,40}(sconosciut|inesistente|non esiste)", r"onbekende? (gebruiker|ontvanger)",
    r"無効|存在しません|見つかりません|宛先不明|用户不存在|(пользовател|адрес).{0,40}не (найден|существует)",
)  # fmt: skip
NOWHERE = _any(
    r"(host|domain)( name)?( \S+)? (is )?(unknown|not found|not exist|(doesn'?t|does not) exist|invalid)", r"unknown (host|domain)", r"no such (host|domain)",
    r"host or domain name not found", r"nxdomain", r"unrouteable (mail )?domain", r"(can'?t|cannot|couldn'?t|could not|unable to) (find|locate|resolve).{0,30}(host|domain|mx)",
    r"null mx", r"no mx (record )?(was )?found", r"illegal host", r"(does|will) not accept (any )?(e-?)?mail\b", r"bad destination (host|system)", r"all relevant mx records point to non-existent",
    r"name or service not known", r"dns domain .{0,80}does not exist", r"(address lookup|dns lookup) failed",
)  # fmt: skip
OFF = _any(
    r"(account|mail ?box|user|address)( \S+)? (is |has been |was )?(disabled|inactive|suspended|deactivated|locked|closed|expired|discontinued|not active)",
    r"(disabled|inactive|suspended) (account|mail ?box|user)", r"not accepting messages",
)  # fmt: skip
AWAY = _any(
    r"timed? ?out", r"time-?out", r"connection (refused|lost|dropped|reset|died)", r"(too long|expired|max).{0,30}queue", r"queue.{0,40}(too long|expired)",
    r"(mail )?loop", r"too many hops", r"temporar", r"try (again )?later", r"gr[ae]y-?list", r"(could not|couldn't|unable to|can'?t) (connect|contact|establish)",
    r"not reachable|unreachable", r"system (error|problem)", r"(local|internal|configuration|server) error", r"retry time", r"no route to host", r"greeting",
)  # fmt: skip
OF_SENDER = re.compile(r"(after|in reply to) (the )?mail from", re.IGNORECASE)
OF_CONTENT = re.compile(r"(after|in reply to|>>>) (the )?(end of )?data\b", re.IGNORECASE)
SENDER_AT_FAULT = {"5.1.7", "5.1.8"}
DIRECTORY_SAYS_NO = re.compile(r"recipient address rejected: access denied", re.IGNORECASE)


def why(status: str, words: str) -> str:
    """`hard`, `mailbox`, `network`, `content`, `policy` or `other`, by an enhanced status (or a bare reply code, or nothing) and what was said.

    Only `hard` says that nobody is there. What is ambiguous is never called so: a wrong suppression costs a customer.
    """
    if status.startswith("5.7.") or status in SENDER_AT_FAULT or OF_SENDER.search(words):
        return "policy"
    if FULL.search(words) or status[1:] == ".2.2":
        return "mailbox"
    if status.startswith("4"):
        return "mailbox" if status == "4.2.1" else "network"
    return _permanent(status, words)


def _permanent(status: str, words: str) -> str:
    nobody = bool(NOBODY.search(words) or NOWHERE.search(words))
    # Who takes the recipient and then refuses the mail knows the mailbox, unless its code says otherwise.
    nobody_there = nobody and not OF_CONTENT.search(words)
    rules = (
        ("hard", status in NO_SUCH_MAILBOX and (nobody or not POLICY.search(words))),
        ("hard", status == "5.4.1" and bool(DIRECTORY_SAYS_NO.search(words))),
        ("content", bool(CONTENT.match(status))),
        ("hard", status == "5.2.1" and nobody),
        ("policy", bool(POLICY.search(words))),
        ("mailbox", bool(OFF.search(words))),
        ("content", bool(SIZE_OR_CONTENT.search(words))),
        ("hard", status == "556" or nobody_there),
        ("network", bool(AWAY.search(words) or re.match(r"5\.[34]\.", status))),
        ("mailbox", bool(MAILBOX.match(status))),
    )
    return next((cause for cause, holds in rules if holds), "other")
