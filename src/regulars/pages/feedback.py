"""How was it? A mark from 1 to 5 and, if they like, a few words. The link in the mail only chooses the mark; sending is theirs."""

from django.db import transaction
from django.http import HttpResponse

from regulars.facts.kinds import FeedbackGiven, OrderPlaced
from regulars.facts.models import FreeText, facts_of
from regulars.facts.record import record
from regulars.pages.visit import Visit, for_readers

BEST = 5
GOOD = 3
LONGEST_WORDS = 4_000


@for_readers("feedback")
def feedback(visit: Visit) -> HttpResponse:
    """GET shows the form, POST records the answer."""
    if visit.request.method != "POST":
        return _form(visit, score=_mark(visit.request.GET.get("score", "")))
    score, words = _mark(visit.request.POST.get("score", "")), visit.request.POST.get("words", "").strip()
    if score is None:
        return _form(visit, words=words, missing=True)
    if visit.known:
        _keep(visit, score, words.replace("\0", "")[:LONGEST_WORDS])
    thanks = visit.say["feedback"]["thanks"].format(score=score)
    return visit.show("feedback.html", thanks=thanks, score=score, low=score < GOOD)


def _form(visit: Visit, *, score: int | None = None, words: str = "", missing: bool = False) -> HttpResponse:
    lead = visit.say["feedback"]["lead"].format(shop=visit.store.name)
    return visit.show("feedback.html", lead=lead, score=score, words=words, missing=missing)


def _mark(text: str) -> int | None:
    return int(text) if text.isdecimal() and 1 <= int(text) <= BEST else None


def _keep(visit: Visit, score: int, words: str) -> None:
    """Record the answer; one that is changed later is another fact, and the same one sent twice is one."""
    reader, now = visit.reader, visit.clock.now()
    answers = facts_of(FeedbackGiven).filter(intent=reader.intent)
    with transaction.atomic():
        key = f"{reader.intent} {answers.count() + 1}"
        last = answers.order_by("-id").values_list("score", "key").first()
        if last and last[0] == score and _words(last[1]) == words:
            return
        order_ref = reader.about if _is_order(visit) else None
        fact = FeedbackGiven(
            source="page",
            key=key,
            at=now,
            storefront=reader.storefront,
            customer_id=reader.customer_id,
            order_ref=order_ref,
            variant=None,
            score=score,
            intent=reader.intent,
        )
        record([fact], now)
        if words:
            FreeText.objects.get_or_create(
                kind="feedback", key=key, defaults={"customer_id": reader.customer_id, "text": words}
            )


def _words(key: str) -> str:
    return FreeText.objects.filter(kind="feedback", key=key).values_list("text", flat=True).first() or ""


def _is_order(visit: Visit) -> bool:
    placed = facts_of(OrderPlaced).filter(storefront=visit.reader.storefront, order_ref=visit.reader.about)
    return placed.filter(customer_id=visit.reader.customer_id).exists()
