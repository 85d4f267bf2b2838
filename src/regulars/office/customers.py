"""The customers: a list with a search that answers while one types, and a page for each."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from regulars.engine import why
from regulars.engine.models import Plan
from regulars.engine.shop import shop as configured
from regulars.facts.record import AHEAD_AT_MOST
from regulars.office import people, permission, shop, words
from regulars.office.expected import expected
from regulars.office.staff import staff
from regulars.office.timeline import timeline

A_PAGE = 40


@staff
def listed(request: HttpRequest) -> HttpResponse:
    """Who ordered last, or who was searched for."""
    sought = request.GET.get("q", "").strip()
    if sought:
        ids, more = people.search(sought), None
    else:
        ids, more = people.lately(_number(request.GET.get("before")), A_PAGE)
    shown = {"customers": people.summed(ids), "sought": sought, "more": more, "at_most": people.FOUND_AT_MOST}
    if request.headers.get("HX-Target") == "found":
        return render(request, "office/customers_found.html", shown)
    return render(request, "office/customers.html", shown | {"total": people.count_customers()})


@staff
def one(request: HttpRequest, customer_id: int) -> HttpResponse:
    """A customer: who they are, what we may do, and everything that happened."""
    ids = people.same_person(customer_id)
    if ids[0] != customer_id:
        return redirect("office:customer", ids[0])
    customer = people.summed([customer_id])[0]
    if not customer.storefront and not customer.orders:
        raise Http404("There is no such customer.")
    on = _date(request.GET.get("on"))
    if request.headers.get("HX-Target") == "why":
        return render(request, "office/customer_why.html", {"customer": customer} | _why(customer_id, on))
    return render(
        request,
        "office/customer.html",
        _why(customer_id, on)
        | {
            "expected": expected(ids, shop.local(customer.last_at).date() if customer.last_at else None),
            "customer": customer,
            "answers": permission.answers(customer.mailbox_id),
            "choices": permission.choices(ids),
            "timeline": timeline(
                ids, customer.mailbox_id, _moment(request.GET.get("before")) or shop.now() + AHEAD_AT_MOST
            ),
            "earlier": "before" in request.GET,
        },
    )


def _why(customer_id: int, on: date | None) -> dict[str, Any]:
    """Every verdict about a customer on a day; without one, on the last day that was planned."""
    planned = (
        Plan.objects.exclude(kind="dry")
        .exclude(finished_at=None)
        .order_by("-local_date")
        .values_list("local_date", flat=True)
    )
    asked = on or planned.first()
    told = why.told(configured(), customer_id, on=asked, language=words.LANGUAGE) if asked else []
    return {"told": told, "asked_on": asked}


def _date(text: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text or "")
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _moment(text: str | None) -> datetime | None:
    try:
        given = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return given if given.tzinfo else None
