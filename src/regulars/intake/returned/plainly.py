"""Bounces that only people were meant to read: before RFC 3464, and by those who ignore it."""

import re
from collections.abc import Iterator

from regulars.intake.returned.opened import Opened, Part
from regulars.intake.returned.report import ADDRESS, RECIPIENTS_AT_MOST, STATUS, Recipient, status_in
from regulars.kernel.refused import why

DAEMON = re.compile(
    r"mailer-?daemon|post-?master|mail-?delivery|delivery[ ._-]?(sub)?system|mail[ ._-]?(deliver|admin|system|agent)|system administrator|"
    r"symantec_antivirus|daemon@|bounce|post_master|<>|^$",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"undeliver|un(able|successful).{0,20}deliver|non[- ]?deliver|not delivered|deliver(y|ed|ing|ability)?[ :_-].{0,40}(fail|problem|status|error|delay|report|notif|unsuccess|incomplete|has been)|"
    r"(fail|error|problem|delay)\w*.{0,30}(deliver|mail|message|sending)|(mail|message|delivery|e-mail|nameserver).{0,20}(fail|error|return|problem|rejected|refused|bounce)|"
    r"returned (e-?)?mail|return(ed|ing)? (message )?to sender|failure not|could not (be )?(send|sent|deliver)|^warning:|bounced?\b|user unknown|unknown (user|recipient)|"
    r"unzustellbar|nicht zugestellt|zustell(ung|fehler)|non remis|[eé]chec de la remise|no se (ha podido|puede) entregar|mancata consegna|recapito|não (foi )?entregue|"
    r"配信|届け|送信できません|退信|系统退信|не (доставлено|может быть доставлено)|недоставлен",
    re.IGNORECASE,
)
FAILURE = re.compile(
    r"(could|can|was|were|has|have|did|is|are|be)( ?not|n'?t|not) (yet )?(been |be |able to )?.{0,30}(deliver|sent|send|reach|complet|accept)|undeliver|"
    r"(unable|failed|impossible) to (be )?(deliver|send|reach|transmit|complete)|delivery .{0,40}(fail|error|abort|problem|unsuccess|not possible|delay)|deliv\w+ .{0,60}failed|"
    r"permanent(ly)? (fatal )?(error|fail)|(following|these) .{0,40}(address|recipient|user)\w* .{0,40}(fail|error|reject|could|were|did|was|had|not|invalid|problem)|returned (to|below|mail)|"
    r"bounce|returning (your )?(message|mail)|(been|is) returned|postponed|is delayed|failed (address|recipient|deliver)|reason.{0,30}(fail|return)|did not reach|(unknown|invalid|no such|unroute\w+) (user|recipient|address|mailbox)|user unknown|"
    r"rejected|delivery errors|not deliverable|failure (reason|notice)|(mailbox|quota).{0,30}(full|exceed)|"
    r"nicht zugestellt|unzustellbar|konnte nicht|n'a pas pu|pas .{0,20}(remis|livr)|no (se )?(ha podido|pudo|puede)|non .{0,20}(consegnat|recapitat)|"
    r"配信できません|送信できません|届け|届きません|退回|投递|не (доставлено|может быть)",
    re.IGNORECASE,
)
STILL_TRYING = re.compile(
    r"(not yet|hasn'?t|has not|have not|still not) been (delivered|sent)|will (be retried|keep trying|continue|retry|be attempted|try)|still (being )?(tr(y|ied)|queued|undelivered|attempt)|"
    r"(is|this is) (only )?a (temporary|warning)|warning( message)? only|(do|need) not (need to )?resend|temporary problem|delivery (has been |is |was )?delayed|delay(ed)? (notification|delivery)|"
    r"postponed|only a temporary|temporary failure|is delayed|attempts? will (continue|be made)|trying to deliver|remain in .{0,20}queue",
    re.IGNORECASE,
)
GAVE_UP = re.compile(
    r"giv(en|ing) up|gave up|permanent|has been (returned|removed)|no further|will not be (retried|attempted)|fatal|(failed|expired) after",
    re.IGNORECASE,
)
COPY = re.compile(
    r"^[> ]?(received|return-path|message-id|mime-version|x-mailer|dkim-signature|x-received)\s*:.*$|^[\s>*#|=_-]*("
    r"((this|here|below|is|are|the|a|an|first|last|\d+|lines?|of|your|my|begin(ning)?|start|full|partial|text|contents?|attached|included?|following|summary|undelivered|full|--+) ){0,10}((original|returned|undelivered|unsent|forwarded|old|bounced|rejected) ((e-?)?mail|message|letter|headers?)|message (headers?|text|body|contents?))\b"
    r"( (headers?|text|body|details|contents?|is|as|received|was|begins?|starts?|has been|included|attached|enclosed|below|follow(s|ing)?|in|this|e?mail)\b){0,8}[\s:.>*#|=_-]*|"
    r"(\S+ ){0,6}?copy of (the|your|my) .{0,60}(message|mail).{0,60}|"
    r"below this line.*|your (message|mail) (follows|is (attached|enclosed|below|included)).{0,40}|.{0,20}end of (error )?message.{0,20}"
    r")\s*$",
    re.IGNORECASE,
)
ABOUT_SENDER = re.compile(
    r"^\W*(from|sender|return-path|reply-to|mail from|message-?id|envelope-from|references|in-reply-to|x-\S+|cc|received)\s*[:=]",
    re.IGNORECASE,
)
ECHO = re.compile(r"^\s*(to|cc|bcc)\s*:", re.IGNORECASE)
LEADS = re.compile(
    r"^[\s>*•·#|\d.)(-]{0,12}[\[<\"'(]{0,2}\s*$|(rcpt to|recipients?|user|users|address(es)?|mailbox|account|for|to|rcpt|destinataires?|empf[aä]nger|adresse|destinatari[oa]s?|name)\b[^@\n]{0,25}[:=<\[(\"'-]\s*[<\[\"'(]*\s*(mailto:|smtp:|rfc822;)?\s*$",
    re.IGNORECASE,
)
ENCODED = re.compile(r"[+-]([\w.+-]{1,64})=([\w.-]{3,255})@")
AFTER = 8


def is_bounce(mail: Opened) -> bool:
    """Whether a mail that holds no report tells that something could not be delivered."""
    if mail.said("x-failed-recipients"):
        return True
    sender = any(
        DAEMON.search(value) for value in [*mail.all("from", "sender"), mail.said("return-path") or "-"]
    )
    subject = bool(SUBJECT.search(mail.said("subject")))
    words = human(mail)
    if not (sender or subject):
        return False
    said = f"{words[:6000]}\n{mail.said('subject') if sender else ''}"
    fails = bool(FAILURE.search(said)) or bool(sender and mail.of_kind("/rfc822", "/rfc822-headers"))
    return fails and (sender or (_no_answer(mail) and _by_a_machine(mail, words)))


def recipients(mail: Opened) -> list[Recipient]:
    """Whom a mail that people were meant to read speaks of, best guess first."""
    words = human(mail)
    delayed = bool(
        STILL_TRYING.search(words) or "delay" in mail.said("subject").lower()
    ) and not GAVE_UP.search(words)
    listed = [match[0] for value in mail.all("x-failed-recipients") for match in ADDRESS.finditer(value)]
    said = _said(words.split("\n"), own=_own(mail))
    for address in listed:
        said.setdefault(address, words)
    if listed:  # they know better than we guess
        said = {address: said[address] for address in dict.fromkeys(listed)}
    if not said:
        said = dict.fromkeys(_elsewhere(mail), words)
    action = "delayed" if delayed else "failed"
    found = [_recipient(address, action, text, words) for address, text in said.items()]
    return found[:RECIPIENTS_AT_MOST] or [_recipient("", action, words, words)]


def human(mail: Opened) -> str:
    """What the mail says to people: without the returned mail, and without the markup."""
    return "\n".join(_before_copy(_worded(mail.parts)))[:100_000]


def returned(mail: Opened) -> str:
    """The returned mail's beginning, as text; empty when there is none."""
    parts = [
        part.text
        for part in mail.of_kind("/rfc822", "/rfc822-headers", "/global", "/global-headers", "/partial")
    ]
    if parts:
        return "\n\n".join(parts)
    lines = "\n".join(_worded(mail.parts)).split("\n")
    cut = len(list(_before_copy(["\n".join(lines)])))
    return "\n".join(lines[cut:])


def _worded(parts: tuple[Part, ...]) -> list[str]:
    """The parts that are words, up to the returned mail."""
    worded = [
        part
        for part in parts
        if part.kind in ("text/plain", "text/html", "text/enriched") or part.kind.startswith("multipart/")
    ]
    plain = [part for part in worded if part.kind != "text/html" and part.text.strip()]
    return [part.plain for part in plain or worded]


def _before_copy(texts: list[str]) -> Iterator[str]:
    for text in texts:
        for number, line in enumerate(text.split("\n")):
            if number and len(line) < 300 and COPY.match(line):
                return
            yield line


def _by_a_machine(mail: Opened, words: str) -> bool:
    """Whether a mail from an ordinary sender shows what mail servers show; customers write of parcels that could not be delivered, too."""
    own = _own(mail)
    named = any(address.lower() not in own for line in words.split("\n") for address in _leading(line))
    return named or bool(STATUS.search(words) or mail.of_kind("/rfc822", "/rfc822-headers"))


def _no_answer(mail: Opened) -> bool:
    return not mail.said("in-reply-to") or bool(mail.said("auto-submitted"))


def _own(mail: Opened) -> set[str]:
    """Addresses that are the bounce's own and not its subject."""
    values = mail.all(
        "to",
        "from",
        "sender",
        "delivered-to",
        "x-original-to",
        "return-path",
        "reply-to",
        "cc",
        "errors-to",
        "envelope-to",
    )
    return {match[0].lower() for value in values for match in ADDRESS.finditer(value)}


def _said(lines: list[str], own: set[str]) -> dict[str, str]:
    """Each address that stands where a failed recipient's would, with what is said beside it."""
    for rank in (_leading, _anywhere):
        places: dict[str, int] = {}
        for number, line in enumerate(lines):
            for address in rank(line):
                if address.lower() not in own and not DAEMON.search(address.partition("@")[0] or "-"):
                    places.setdefault(address, number)
        if places:
            return _with_words(lines, places)
    return {}


def _with_words(lines: list[str], places: dict[str, int]) -> dict[str, str]:
    starts = sorted(set(places.values()))
    ends = dict(zip(starts, [*starts[1:], len(lines)], strict=True))
    return {address: "\n".join(lines[at : min(ends[at], at + AFTER)]) for address, at in places.items()}


def _leading(line: str) -> Iterator[str]:
    if len(line) > 2000 or ABOUT_SENDER.match(line) or ECHO.match(line):
        return
    for match in ADDRESS.finditer(line):
        if match[0].lower().startswith("smtp=") or LEADS.search(
            line[max(0, match.start() - 60) : match.start()]
        ):
            yield _tidy(match[0])


def _anywhere(line: str) -> Iterator[str]:
    if not ABOUT_SENDER.match(line):
        yield from (_tidy(match[0]) for match in ADDRESS.finditer(line[:2000]))


def _tidy(address: str) -> str:
    return re.sub(r"^(smtp|rfc822|mailto)=", "", address.strip(".'"), flags=re.IGNORECASE)


def _elsewhere(mail: Opened) -> list[str]:
    """From the returned mail, or from the address this came to."""
    for line in returned(mail).split("\n")[:200]:
        if line.lower().startswith(("to:", "x-envelope-to:", "x-original-to:")) and (
            match := ADDRESS.search(line)
        ):
            return [match[0]]
    for value in mail.all("to", "delivered-to"):
        if match := ENCODED.search(value):
            return [f"{match[1]}@{match[2]}"]
    return []


def _recipient(address: str, action: str, text: str, whole: str) -> Recipient:
    status = status_in(text) or status_in(whole)
    cause = why(status, text)
    return Recipient(address, action, status, why(status, whole) if cause == "other" else cause)
