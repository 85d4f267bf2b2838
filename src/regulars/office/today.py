"""Today: what was decided and why, what is waiting, what went wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from regulars.office import shop
from regulars.office.staff import staff
from regulars.office.waiting import replay, trouble, waiting


@staff
def page(request: HttpRequest) -> HttpResponse:
    """The first page of the office."""
    now = shop.now()
    return render(
        request,
        "office/today.html",
        {"now": now, "front": shop.front(), "waiting": waiting(now), "trouble": trouble(now)},
    )


@staff
@require_POST
def replayed(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Read a parked delivery again."""
    if replay(delivery_id):
        messages.success(request, "It will be read again in a moment.")
    else:
        messages.info(request, "That one is not parked any more.")
    return redirect("office:today")
