"""The programs: what each does and did, its settings, and its words for a real customer."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from inspect import cleandoc
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from regulars.delivery.openings import Opened
from regulars.engine import dials as kept
from regulars.engine.models import Verdict
from regulars.engine.shop import shop as configured
from regulars.facts.kinds import MessageOutcome
from regulars.facts.models import facts_of
from regulars.office import dialling, headers, opened, people, rehearsal, shop, words
from regulars.office.followed import Followed, by_program
from regulars.office.staff import staff
from regulars.programs.base import Program, settled
from regulars.programs.registry import Loaded

LATELY = timedelta(days=30)
ANSWERS = ("complained", "bounced")


@dataclass(frozen=True)
class Shown:
    """A program in the list."""

    loaded: Loaded
    title: str
    summary: str
    enabled: bool
    sent: int
    answers: dict[str, int]
    followed: Followed
    opened: Opened


@staff
def listed(request: HttpRequest) -> HttpResponse:
    """Every program there is, also those that are off or broken."""
    set_to, sent, answers = kept.in_force(shop.now()), _sent_lately(), _answers_lately()
    followed, seen = by_program(shop.now() - LATELY), opened.lately(shop.now() - LATELY)
    shown = []
    for key, found in configured().programs().items():
        enabled = found.error is None and (key not in set_to or set_to[key].enabled)
        shown.append(
            Shown(
                found,
                words.program_title(key),
                _says(found)[0],
                enabled,
                sent.get(key, 0),
                answers.get(key, {}),
                followed.get(key, Followed()),
                seen.get(key, Opened()),
            )
        )
    folder = configured().home / "programs"
    return render(request, "office/programs.html", {"programs": shown, "folder": folder.name})


@staff
def one(request: HttpRequest, key: str) -> HttpResponse:
    """A program's page; a POST saves its settings, or shows them without saving."""
    found = _found(key)
    if found.program is None:
        return render(
            request, "office/program_broken.html", {"found": found, "title": words.program_title(key)}
        )
    set_to = kept.in_force(shop.now()).get(key)
    given = request.POST if request.method == "POST" else None
    form = dialling.dials(found.program, kept.set_program(found.program, set_to), given)
    enabled = "enabled" in given if given is not None else set_to is None or set_to.enabled
    wrong = any(dial.error for dial in form)
    if given is not None and given.get("do") == "save" and not wrong:
        _save(request, found.program, enabled=enabled, chosen=dialling.values(form))
        return redirect("office:program", key)
    asked = given if given is not None else request.GET
    shown = {
        "found": found,
        "dials": form,
        "enabled": enabled,
        "wrong": wrong,
        "summary": _says(found)[0],
        "title": words.program_title(key),
    }
    shown |= {"more": _says(found)[1:], "saved": given is None}
    if not wrong:
        shown |= _previewed(settled(found.program, dialling.values(form)), asked)
    if request.headers.get("HX-Target") == "preview":
        return render(request, "office/program_preview.html", shown)
    return render(
        request,
        "office/program.html",
        shown | {"sent": _sent_lately().get(key, 0), "answers": _answers_lately().get(key, {})},
    )


@staff
def mail(request: HttpRequest, key: str, customer_id: int) -> HttpResponse:
    """The program's words for a customer, as their mail reader shows them; settings that are not saved come in the address."""
    program = _found(key).program
    if program is None:
        raise Http404("A program that cannot run has no words.")
    form = dialling.dials(program, program(), request.GET)
    chosen = (
        kept.set_program(program, None)
        if any(dial.error for dial in form)
        else settled(program, dialling.values(form))
    )
    try:
        rehearsed = rehearsal.rehearse(chosen, people.summed([customer_id])[0])
    except rehearsal.CannotPropose as wrong:
        raise Http404(str(wrong)) from wrong
    if rehearsed.mail is None:
        raise Http404("There is nothing to show.")
    return headers.framed(rehearsed.mail.html, keep_seconds=20)


@staff
def reached(request: HttpRequest, key: str) -> HttpResponse:
    """How many the program would write to now, with the settings in the address."""
    program = _found(key).program
    if program is None:
        raise Http404("A program that cannot run reaches nobody.")
    form = dialling.dials(program, program(), request.GET)
    shown: dict[str, Any] = {"key": key, "title": words.program_title(key)}
    try:
        chosen = settled(program, {} if any(dial.error for dial in form) else dialling.values(form))
        shown["reach"] = rehearsal.reach(chosen)
    except rehearsal.CannotPropose as wrong:
        shown["cannot"] = str(wrong)
    whole = (
        "office/program_reach.html" if request.headers.get("HX-Request") else "office/program_reached.html"
    )
    return render(request, whole, shown)


def _previewed(program: Program, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the page shows of a program's words: some customers to pick from, and what the picked one would get."""
    try:
        choice = rehearsal.picked(program)
        wanted = [each for each in people.summed(_ids(asked.get("customer"))) if each.storefront]
        customer = wanted[0] if wanted else next(iter(choice), None)
        rehearsed = rehearsal.rehearse(program, customer) if customer else None
    except rehearsal.CannotPropose as wrong:
        return {"cannot": str(wrong)}
    known = {each.customer_id for each in choice}
    return {
        "choice": choice if customer is None or customer.customer_id in known else [customer, *choice],
        "rehearsed": rehearsed,
        "query": _query(program),
    }


def _save(request: HttpRequest, program: type[Program], *, enabled: bool, chosen: dict[str, Any]) -> None:
    kept.change(program, enabled=enabled, values=chosen, storefront=shop.front().key, clock=shop.clock())
    title = words.program_title(program.key)
    messages.success(
        request,
        f"Saved. {title} is {'on' if enabled else 'off'} and follows these settings from the next decision on.",
    )


def _found(key: str) -> Loaded:
    found = words.loaded(key)
    if found is None:
        raise Http404(f"There is no program “{key}”.")
    return found


def _says(found: Loaded) -> list[str]:
    """What the program says it does, by paragraph."""
    return cleandoc(found.program.__doc__ or "").split("\n\n") if found.program else [found.error or ""]


def _sent_lately() -> dict[str, int]:
    rows = Verdict.objects.filter(verdict="send", decided_at__gt=shop.now() - LATELY).values_list("program")
    return dict(rows.annotate(Count("id")))


def _answers_lately() -> dict[str, dict[str, int]]:
    rows = (
        facts_of(MessageOutcome)
        .filter(at__gt=shop.now() - LATELY, outcome__in=ANSWERS)
        .values_list("program", "outcome")
    )
    answers: dict[str, dict[str, int]] = {}
    for program, outcome, number in rows.annotate(Count("intent", distinct=True)):
        answers.setdefault(program, {})[outcome] = number
    return answers


def _ids(text: str | None) -> list[int]:
    return [int(text)] if text and text.isascii() and text.isdigit() and len(text) <= 19 else []


def _query(program: Program) -> str:
    return urlencode({dial.name: getattr(program, dial.name) for dial in fields(program)})
