"""No more letters: whoever holds one scans its code, or types it in, and presses a button. Looking changes nothing."""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt

from regulars.delivery.letter_said import code_of, code_shown
from regulars.delivery.links import LETTER, Reader
from regulars.delivery.models import Outbox, PrintedLetter
from regulars.pages import stranger
from regulars.pages.permission import ALL_POST, holds, standing_of, take_back
from regulars.pages.visit import Visit, guarded

LONGEST = 40


def typed(request: HttpRequest) -> HttpResponse:
    """Where one types the code of a letter; it leads to the letter's own page."""
    if request.method not in ("GET", "HEAD"):
        return guarded(HttpResponseNotAllowed(["GET", "HEAD"]))
    code = code_of(request.GET.get("code", "")[:LONGEST])
    return guarded(HttpResponseRedirect(f"/{LETTER}/{code_shown(code)}") if code else _form(request))


@csrf_exempt  # the code in the address is the authority, as the token in a mail's is
def no_letters(request: HttpRequest, code: str) -> HttpResponse:
    """GET asks, POST ends all letters of advertising to the one it was written to."""
    if request.method not in ("GET", "HEAD", "POST"):
        return guarded(HttpResponseNotAllowed(["GET", "HEAD", "POST"]))
    visit = _visit(request, code_of(code[:LONGEST]))
    if visit is None:
        return guarded(_form(request, wrong=code_shown(code_of(code[:LONGEST]))))
    text = visit.say["letter"]["stop"]
    with transaction.atomic():
        if request.method == "POST" and not _ended(visit):
            take_back(visit, [ALL_POST], text)
    lead = visit.say["letter"]["lead"].format(shop=visit.store.name)
    shown = {"ended": _ended(visit), "lead": lead, "shop": visit.store.name}
    return guarded(stranger.page(request, "no_letters.html", language=visit.language, **shown))


def _visit(request: HttpRequest, code: str) -> Visit | None:
    """Of the reader that the letter with this code was written to: they go by their postal address."""
    found = PrintedLetter.objects.filter(code=code).values_list("intent", flat=True).first() if code else None
    row = Outbox.objects.filter(intent=found).first() if found else None
    if row is None or row.storefront not in settings.STOREFRONTS:
        return None
    store = settings.STOREFRONTS[row.storefront]
    reader = Reader(
        storefront=row.storefront, customer_id=row.customer_id, mailbox_id=row.mailbox_id, intent=row.intent, topic=row.topic, about=row.about,
        minted=store.local_date(row.decided_at).isoformat(),
    )  # fmt: skip
    return Visit(request, "", reader, store, settings.CLOCK, form="letter")


def _ended(visit: Visit) -> bool:
    """Whether this address said no, and nobody allowed it since."""
    standing = standing_of(visit.reader, ALL_POST)
    return standing is not None and not standing.may and not holds(visit, ALL_POST)


def _form(request: HttpRequest, wrong: str | None = None) -> HttpResponse:
    unknown = wrong is not None
    return stranger.page(
        request, "letter_code.html", status=404 if unknown else 200, unknown=unknown, wrong=wrong or ""
    )
