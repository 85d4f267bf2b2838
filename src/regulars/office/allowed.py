"""All that a customer ever allowed or refused, with the exact words, and the proof of it to take along (STANDARDS C1.1)."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from regulars.engine.proof import Proof, Record, of_customer
from regulars.facts.kinds import GIVES
from regulars.kernel.purposes import MARKETING, POST, PURPOSES, TITLES
from regulars.office import people, shop
from regulars.office.permission import GROUND
from regulars.office.staff import staff
from regulars.office.words import LANGUAGE

DID = {
    "grant": "allowed", "confirm": "confirmed", "import": "allowed, says an import", "withdraw": "taken back", "object": "objected to",
    "expire": "ran out", "request": "asked for, to be confirmed", "claim": "claimed by an import, unproven: not used",
}  # fmt: skip
WAYS = {"email": "by e-mail", POST: "by post"}
BY = {"subject": "the customer", "import": "an import", "shop": "the shop"}


@dataclass(frozen=True)
class Told:
    """One record, in the office's words; moments that cannot be read any more as they stand in the log."""

    at: datetime | str
    what: str
    did: str
    gives: bool
    how: str
    text: str
    version: str
    until: datetime | str | None
    intact: bool


@staff
def page(request: HttpRequest, customer_id: int) -> HttpResponse:
    """The log, newest first."""
    proof = _proof(customer_id)
    shown = {
        "customer": people.summed([customer_id])[0],
        "records": [_told(each) for each in reversed(proof.records)],
        "broken": proof.broken,
        "links": proof.links,
    }
    return render(request, "office/allowed.html", shown)


@staff
def as_json(_: HttpRequest, customer_id: int) -> HttpResponse:
    """The proof for machines."""
    answer = JsonResponse(
        _proof(customer_id).as_json(), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    return _file(answer, f"proof-{customer_id}.json")


@staff
def as_pdf(_: HttpRequest, customer_id: int) -> HttpResponse:
    """The proof on one page."""
    try:
        from regulars.engine.proof_page import pdf  # noqa: PLC0415  the page needs an extra; the rest does not
    except (ImportError, OSError):
        said = "This server cannot draw the page yet: it needs `pip install 'regulars[letter]'` and the library Pango."
        return HttpResponse(said, status=501, content_type="text/plain; charset=utf-8")
    made = pdf(_proof(customer_id), LANGUAGE, shop.front().name)
    return _file(HttpResponse(made, content_type="application/pdf"), f"proof-{customer_id}.pdf")


def _proof(customer_id: int) -> Proof:
    proof = of_customer(customer_id, shop.clock())
    if not proof.records and not people.summed([customer_id])[0].storefront:
        raise Http404("There is no such customer.")
    return proof


def _told(record: Record) -> Told:
    said = record.said
    gives = said["action"] in GIVES
    ground = GROUND.get(said["ground"], "") if gives else ""
    place = " ".join(part for part in (said["form"], said["page"]) if part)
    how = [f"by {BY.get(said['actor'], said['actor'])}", f"on “{place}”" if place else "", f"because {ground}" if ground else "",
           f"evidence {said['evidence']}" if said["evidence"] else ""]  # fmt: skip
    return Told(
        at=said["at"], what=f"{_title(said['purpose'])} {WAYS.get(said['channel'], said['channel'])}", did=DID.get(said["action"], said["action"]),
        gives=gives, how=", ".join(part for part in how if part), text=record.text,
        version=said["text_version"], until=said["expires_at"], intact=record.intact,
    )  # fmt: skip


def _title(purpose: str) -> str:
    return TITLES[purpose][LANGUAGE] if purpose in (*PURPOSES, MARKETING) else purpose


def _file(answer: HttpResponse, name: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
