"""What a customer asked the shop for in another way than on their page, with the day by which each must be answered (STANDARDS C4.1)."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from regulars.engine import requests
from regulars.engine.requests import ANSWERED, DECLINED, EXTENDED, Came, NotARequest, Request
from regulars.facts.identity import existing
from regulars.office import people, shop
from regulars.office.staff import staff

RIGHTS = {
    "access": "what we keep of them", "portability": "their data to take along", "correction": "something put right", "erasure": "everything erased",
    "restriction": "that their data only be stored", "objection": "that we stop using their data",
}  # fmt: skip
STEPS = {
    "received": "Asked",
    EXTENDED: "Told that it takes longer",
    ANSWERED: "Answered",
    DECLINED: "Declined",
}
HOW = {
    "access": "On their page a button makes the file of it all; “regulars proof” adds what they allowed.",
    "portability": "On their page a button makes the file of it all.",
    "erasure": "“regulars erase” does it; this request stays, without their name.",
    "objection": "Their page stops all advertising; “regulars proof” shows that it holds.",
}
SOON_DAYS = 7


@dataclass(frozen=True)
class Shown:
    """A request as the shop reads it: what is asked for, how many days are left, and how it looks: bad, warn or nothing."""

    request: Request
    title: str
    how: str
    days_left: int
    looks: str
    steps: list[tuple[str, date, str]]
    customer: people.Customer | None = None

    @property
    def due(self) -> str:
        """By when, in words."""
        day = shop.told_day(self.request.due_on)
        if self.days_left < 0:
            return f"was due {day}, {shop.told_span(-self.days_left)} ago"
        return f"due {day}, {shop.told_span(self.days_left)} left" if self.days_left else "due today"


@staff
def page(request: HttpRequest, customer_id: int) -> HttpResponse:
    """A customer's requests; a POST records one that came."""
    ids = people.same_person(customer_id)
    if existing(customer_id) is None and not requests.of_customers(ids):
        raise Http404("There is no such customer.")
    if request.method == "POST":
        return _received(request, customer_id)
    return render(request, "office/requests.html", {
        "customer": people.summed([ids[0]])[0], "requests": [shown(each) for each in requests.of_customers(ids)], "rights": RIGHTS, "ways": requests.WAYS,
        "checks": requests.CHECKS, "today": shop.today().isoformat(), "longest": requests.LONGEST_WORDS,
    })  # fmt: skip


@staff
@require_POST
def went_on(request: HttpRequest, customer_id: int, number: str) -> HttpResponse:
    """Extend, answer or decline one."""
    found = next(
        (each for each in requests.of_customers(people.same_person(customer_id)) if each.number == number),
        None,
    )
    if found is None:
        raise Http404("There is no such request.")
    try:
        requests.go_on(
            found, request.POST.get("step", ""), request.POST.get("words", ""), shop.front(), shop.clock()
        )
    except NotARequest as wrong:
        messages.error(request, f"Not recorded: {wrong}.")
    return redirect("office:requests", customer_id)


def shown(request: Request, customer: people.Customer | None = None) -> Shown:
    """A request in words."""
    left = (request.due_on - shop.today()).days
    looks = "" if not request.open else "bad" if left < 0 else "warn" if left <= SOON_DAYS else ""
    steps = [(STEPS[step.step], step.on, step.words) for step in request.steps]
    return Shown(request, RIGHTS[request.right], HOW.get(request.right, ""), left, looks, steps, customer)


def waiting() -> list[Shown]:
    """Those nobody answered yet, whichever is due first, each with its customer."""
    found = requests.waiting()
    known = {each.customer_id: each for each in people.summed(list({each.customer_id for each in found}))}
    return [shown(each, known.get(each.customer_id)) for each in found]


def _received(request: HttpRequest, customer_id: int) -> HttpResponse:
    said = {name: request.POST.get(name, "") for name in ("right", "via", "checked", "words")}
    came = shop.today()
    with suppress(ValueError):
        came = date.fromisoformat(request.POST.get("came", ""))
    try:
        requests.receive(customer_id, Came(**said, on=came), shop.front(), shop.clock())
    except NotARequest as wrong:
        messages.error(request, f"Not recorded: {wrong}.")
    else:
        messages.success(
            request, f"Recorded. Answer it by {shop.told_day(requests.due_on(came, extended=False))}."
        )
    return redirect("office:requests", customer_id)
