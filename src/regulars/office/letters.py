"""Letters: what waits to be printed, the batches that were, and those that the post brought back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from regulars.delivery import batch as contract
from regulars.delivery import letters_back
from regulars.delivery.letter_files import files, folder
from regulars.delivery.models import EXPIRED, LetterBatch, Outbox
from regulars.delivery.restored import restored
from regulars.facts.kinds import MessageOutcome
from regulars.facts.models import facts_of
from regulars.kernel.purposes import POST
from regulars.office import shop
from regulars.office.staff import staff

AT_ONCE = 100  # laid out in some seconds, while somebody looks on
SHOWN = 50
LATELY = timedelta(days=30)
NEEDS = (
    "This server cannot print letters yet: it needs `pip install 'regulars[letter]'` and the library Pango."
)


@dataclass(frozen=True)
class Printed:
    """A batch, and how many of its letters came back."""

    batch: LetterBatch
    letters: int
    returned: int
    storefront: str


@staff
def page(request: HttpRequest) -> HttpResponse:
    """What waits, and what was printed."""
    now = shop.now()
    waiting = contract.due(now).aggregate(
        number=Count("intent"), oldest=Min("send_after"), ends=Min("expires_at")
    )
    shown = {
        "waiting": waiting,
        "at_once": min(waiting["number"], AT_ONCE),
        "batches": _batches(),
        "writing": [store for store in settings.STOREFRONTS.values() if store.letter_cost],
        "several": len(settings.STOREFRONTS) > 1,
        "expired": _expired(now),
    }
    return render(request, "office/letters.html", shown)


@staff
@require_POST
def printed(request: HttpRequest) -> HttpResponse:
    """Print what is due, a batch for each storefront; and finish what was not finished last time."""
    if restored():
        messages.error(
            request,
            "The database was restored: nothing goes out until somebody confirms with `regulars resume`.",
        )
        return redirect("office:letters")
    try:
        from regulars.delivery import press  # noqa: PLC0415  it needs an extra; the rest of the office does not
    except (ImportError, OSError):
        messages.error(request, NEEDS)
        return redirect("office:letters")
    clock, before, place = shop.clock(), shop.now(), folder(settings.REGULARS_HOME)
    made = press.recover(clock, place)
    contract.expire(before)
    made += [
        each
        for store in settings.STOREFRONTS.values()
        if (each := press.make(store, clock, place, most=AT_ONCE))
    ]
    for each in made:
        said = "1 letter is" if each.letters == 1 else f"{each.letters} letters are"
        messages.info(request, f"Batch {each.number}: {said} ready to be printed.")
    for reason in contract.unprintable(before):
        messages.error(request, f"One could not be printed: {reason}.")
    if not made:
        messages.info(request, "No letter can go now.")
    return redirect("office:letters")


@staff
def pdf(_: HttpRequest, number: int) -> HttpResponse:
    """A batch to be printed."""
    return _file(number, lambda made: made[0], "application/pdf")


@staff
def manifest(_: HttpRequest, number: int) -> HttpResponse:
    """What is in a batch, for whoever folds and stamps."""
    return _file(number, lambda made: made[1], "text/csv; charset=utf-8")


@staff
@require_POST
def returned(request: HttpRequest) -> HttpResponse:
    """Letters came back: nothing more goes to where they went."""
    codes = [code for code in re.split(r"[\s,;]+", request.POST.get("codes", "")[:4000]) if code]
    known, unknown = letters_back.came_back(codes, shop.clock())
    if known:
        messages.info(request, f"Noted: {', '.join(known)}. Nothing more goes there by post.")
    for code in unknown:
        messages.error(request, f"No letter bears the code “{code[:40]}”.")
    return redirect("office:letters")


def _batches() -> list[Printed]:
    newest = LetterBatch.objects.order_by("-number")[:SHOWN]
    return [
        Printed(each, each.letters.count(), _returned(each), shop.front(each.storefront).name)
        for each in newest
    ]


def _returned(made: LetterBatch) -> int:
    back = facts_of(MessageOutcome).filter(outcome="bounced", intent__in=made.letters.values("intent"))
    return int(back.values("intent").distinct().count())


def _expired(now: datetime) -> int:
    """Letters of the last month that nobody printed in time."""
    return Outbox.objects.filter(channel=POST, state=EXPIRED, decided_at__gt=now - LATELY).count()


def _file(number: int, which: Callable[[tuple[Path, Path]], Path], kind: str) -> HttpResponse:
    made = LetterBatch.objects.filter(number=number).first()
    if made is None:
        raise Http404("There is no such batch.")
    path = which(files(number, folder(settings.REGULARS_HOME)))
    if not path.exists():
        try:
            from regulars.delivery import press  # noqa: PLC0415  as above
        except (ImportError, OSError):
            return HttpResponse(NEEDS, status=501, content_type="text/plain; charset=utf-8")
        press.again(made, shop.clock(), folder(settings.REGULARS_HOME))
    answer = HttpResponse(path.read_bytes(), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{path.name}"'
    answer["Cache-Control"] = "no-store"
    return answer
