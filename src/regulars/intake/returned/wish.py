"""“Less of these, please”, “Unsubscribe”: what a mail wishes. A small table of whole sentences; in doubt there is no wish, and a person reads it
anyway."""

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
THE_MAILS = "(of |from )?(this|these|those|the|your|all( your)?|such|any)?( more)?( mails)?( list)?"
NO_MORE_GERMAN = "(mir )?(keine (weiteren )?(mails|werbung|angebote)|nichts)( mehr)?( schicken| senden| schreiben| zusenden| hören| bekommen| erhalten)?"
STOP = (
    f"stop( (sending|writing|mailing)( to)?)?( me)?( {THE_MAILS})?", f"(to )?unsubscribe( me| us)?( now)?( {THE_MAILS})?( from {THE_MAILS})?", "opt (me )?out",
    "no (more |further )+(mails|advertising|ads|offers)", "no mails( any ?more)?", f"no more( {THE_MAILS})?",
    "(do not|dont|never) (send|write|mail|contact)( to)?( me)?( any)?( more)?( mails| advertising| offers)?( any ?more| again| ever again)?",
    f"(take|remove|delete) me (off|from) {THE_MAILS}", "(to )?be (removed|taken) (off|from) (the|your|this)( mails)?( list)?", "leave me alone",
    "i (hereby )?(object|unsubscribe)( to (your |all |any )?(mails|advertising|marketing))?", "i withdraw my (consent|permission)",
    "stopp?", "(mich )?((von|vom|aus) (den|dem|ihren|euren|allen|dieser|diesen)? ?(mails|verteiler|liste)? ?)?(abmelden|austragen|abbestellen)", "abmeldung", "abbestellung",
    "(mails|newsletter|werbung) (abbestellen|abmelden|stoppen|einstellen)", "(ich )?(melden|meldet|melde|tragen|tragt) (sie )?mich( (von|vom|aus) (den|dem|ihrem|eurem|ihren|euren)? ?(mails|verteiler|liste))? (ab|aus)",
    "(nehmen|nehmt) (sie )?mich (von|aus) (der|dem|ihrem|ihrer|eurem|eurer) (mails|verteiler|liste)( heraus| raus)?", "(löschen|streichen) sie mich (von|aus) (der|dem|ihrem|ihrer) (verteiler|liste)",
    NO_MORE_GERMAN, f"(schicken|senden|schreiben|schickt|schreibt) (sie )?{NO_MORE_GERMAN}", "(hören sie|hört) (damit )?auf( damit)?", "aufhören", "schluss( damit)?",
    "(lassen sie|lasst) mich in ruhe", "(ich )?(widerspreche|widerspruch)( (hiermit|gegen))?( (der|ihrer|jeder|weiterer|die|weitere))?( (werbung|mails|nutzung meiner daten für werbung))?",
    "(ich |hiermit )*widerrufe( ich| hiermit)* meine (einwilligung|zustimmung)",
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
SAYS = {
    "stop": re.compile("|".join(STOP)),
    "less": re.compile("|".join(LESS)),
    "more": re.compile("|".join(MORE)),
}


def wish(text: str) -> str | None:
    """`stop` if any sentence says it, since an objection counts in doubt; `less` or `more` if a mail says that and nothing else but courtesies.

    In English or German; else nothing.
    """
    sentences = [each for each in re.split(r"[.!?\n,;]+", own_words(text)) if each.strip()]
    said = [direction for each in sentences if (direction := _direction(each)) != "courtesy"]
    if "stop" in said:
        return "stop"
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
