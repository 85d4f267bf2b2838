"""“Less of these, please”: a wish for more or less in a reply. A small table of whole sentences; in doubt there is none, and a person reads it anyway."""

import re

from regulars.intake.returned.own_words import own_words

LESS = (
    "less", "less of (these|this|those|them|such mails|these mails)", "fewer of (these|those|them|these mails)", "(fewer|less) (such )?mails( like this)?",
    "less( like| of)? this", "less often", "not so often", "not as often", "(this is |it is |its |that is |thats )?too often", "(these are )?too many mails",
    "not so many( of these)?( mails)?", "(could you )?(write|mail|send) (to )?me less( often)?", "write less( often)?",
    "weniger", "weniger (davon|hiervon|dergleichen|solche mails|mails|von diesen mails|dieser mails|diese mails)", "nicht so oft", "nicht so viele mails",
    "(das ist |es ist )?zu oft", "(das sind )?zu viele mails", "seltener", "weniger oft", "(schreiben sie mir|schreibt mir) (seltener|weniger|nicht so oft)",
)  # fmt: skip
MORE = (
    "more of (these|this|those|them|such mails|these mails)", "more (mails )?like (this|these)", "more such mails", "mehr (davon|hiervon|dergleichen|solche mails|von diesen mails)",
)  # fmt: skip
COURTESY = re.compile(
    r"(hello|hi|hey|dear|good (morning|day|evening)|hallo|guten (tag|morgen|abend)|liebes?|lieber|moin|servus|grüß gott|sehr geehrte)\b( [^\d\s]+){0,4}|"
    r"thanks?( you)?( very much| a lot)?|many thanks|danke( schön| sehr)?|vielen dank|cheers|"
    r"((kind|best|warm) )?(regards|wishes)|yours( sincerely)?|best|((mit )?(herzliche[nr]?|freundliche[nr]?|liebe[nr]?|viele[nr]?|beste[nr]?|schöne[nr]?) )?grüße?n?|mfg|lg"
)
POLITE = re.compile(
    r"\b(please|bitte|thanks|thank you|danke|gern|gerne|lieber|i would like|id like|i want|can i have|could i have|could i get|ich möchte|ich hätte gern|ich will|from you|von ihnen|von euch)\b"
)
NAME = re.compile(r"[A-ZÄÖÜ][^\d\s]{0,20}( [A-ZÄÖÜ][^\d\s]{0,20}){0,2}")
MAILS = re.compile(r"\b(e ?mails?|mails?|messages?|newsletters?|nachrichten|mailings?)\b")
SAYS = {"less": re.compile("|".join(LESS)), "more": re.compile("|".join(MORE))}


def wish(text: str) -> str | None:
    """`less` or `more` if a reply says that and nothing else but courtesies, in English or German; else nothing."""
    sentences = [each for each in re.split(r"[.!?\n,;]+", own_words(text)) if each.strip()]
    said = [direction for each in sentences if (direction := _direction(each)) != "courtesy"]
    return said[0] if len(set(said)) == 1 and said[0] in SAYS else None


def _direction(sentence: str) -> str:
    """What one sentence says: less, more, courtesy, or something else."""
    plain = " ".join(re.sub(r"['’]", "", re.sub(r"[-–—:()\"“”„*_]", " ", sentence)).lower().split())
    wanted = " ".join(POLITE.sub(" ", MAILS.sub("mails", plain)).split())
    if not wanted or COURTESY.fullmatch(plain):
        return "courtesy"
    for direction, table in SAYS.items():
        if table.fullmatch(wanted):
            return direction
    return "courtesy" if NAME.fullmatch(sentence.strip()) else "else"
