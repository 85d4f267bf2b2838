"""Today: what was decided and why, what is waiting, what went wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from regulars.engine.shop import shop as configured
from regulars.office import requests, shop
from regulars.office.decided import decided, winners
from regulars.office.month import month
from regulars.office.staff import staff
from regulars.office.waiting import replay, trouble, waiting


@staff
def page(request: HttpRequest) -> HttpResponse:
    """The first page of the office."""
    now = shop.now()
    latest = decided()
    broken = {key: loaded.error for key, loaded in configured().programs().items() if loaded.error}
    shown = {
        "now": now,
        "front": shop.front(),
        "decided": latest,
        "winners": winners(latest.day) if latest else [],
        "month": month(latest.day) if latest else None,
        "waiting": waiting(now),
        "trouble": trouble(now),
        "requests": requests.waiting(),
        "errors": (latest.errors if latest else {}) | broken,
    }
    return render(request, "office/today.html", shown)


@staff
@require_POST
def replayed(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Read a parked delivery, and those like it, again."""
    number = replay(delivery_id)
    again = (
        "It will be read again in a moment."
        if number == 1
        else f"{number} deliveries will be read again in a moment."
    )
    messages.info(request, again if number else "That one is not parked any more.")
    return redirect("office:today")
