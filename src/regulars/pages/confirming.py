"""Double opt-in: what was asked for on a page counts once its mailbox confirmed it, by a button that no scanner presses (STANDARDS C2)."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.http import HttpResponse

from regulars.delivery import outbox
from regulars.delivery.answers import CONFIRM
from regulars.delivery.message import Message
from regulars.facts import asking
from regulars.facts.models import Mailbox, Requested
from regulars.facts.record import record
from regulars.facts.witness import witnessed
from regulars.kernel.purposes import EMAIL, SERVICE, TITLES
from regulars.pages.fresh_link import network
from regulars.pages.permission import Subject, Words, consented, give, law
from regulars.pages.visit import Visit, for_readers

LASTS = timedelta(days=7)
AT_MOST_EVERY = timedelta(hours=24)


def needed(visit: Visit, subject: Subject) -> bool:
    """Whether a yes to this has to be confirmed by the mailbox first."""
    return subject[1] == EMAIL and law(visit).double_opt_in


def ask(visit: Visit, words: Mapping[Subject, Words]) -> None:
    """Allow each of these: at once, or as soon as the mailbox confirmed it. It is asked once a day at most, however often this is called."""
    give(visit, {subject: said for subject, said in words.items() if not needed(visit, subject)})
    waiting = {subject: said for subject, said in words.items() if needed(visit, subject)}
    if not (waiting and visit.known):
        return
    asked = [[*subject, asking.keep(said.text), said.version] for subject, said in waiting.items()]
    with transaction.atomic():
        Mailbox.objects.select_for_update().filter(id=visit.reader.mailbox_id).first()
        pending = Requested.objects.filter(
            mailbox_id=visit.reader.mailbox_id, asked_at__gt=visit.clock.now() - AT_MOST_EVERY
        )
        if row := pending.order_by("-asked_at").first():
            others = [list(wish) for wish in row.wishes if wish[:2] not in waiting]
            Requested.objects.filter(intent=row.intent).update(asked=json.dumps([*others, *asked]))
        else:
            _mail(visit, asked)


@for_readers("confirm", form="confirmation")
def confirm(visit: Visit) -> HttpResponse:
    """GET shows what would be allowed, POST allows it, once and within seven days."""
    since = visit.clock.now() - LASTS
    rows = Requested.objects.filter(intent=visit.reader.intent, asked_at__gt=since)
    if visit.request.method != "POST":
        row = rows.first()
        return visit.show(
            "confirm.html", texts=[asking.text_of(wish[2]) for wish in row.wishes] if row else [], done=False
        )
    with transaction.atomic():
        row = rows.select_for_update().first()
        if row is not None and visit.known:
            _confirmed(visit, row)
            row.delete()
    return visit.show("confirm.html", texts=[], done=row is not None)


def _confirmed(visit: Visit, row: Requested) -> None:
    """All three are kept: what was asked for and when, the mail, and the answer (STANDARDS C2.3)."""
    asked_by = replace(visit, form=row.form)
    facts = []
    for purpose, channel, text_hash, version in row.wishes:
        subject, number = (purpose, channel), f"{purpose} {channel} {row.intent}"
        said = {"text_hash": text_hash, "text_version": version, "evidence": row.intent}
        request = consented(
            asked_by, subject, "request", key=f"request {number}", **said | {"at": row.asked_at}
        )
        answer = consented(
            visit,
            subject,
            "confirm",
            key=f"confirm {number}",
            expires_at=law(visit).yes_ends(visit.clock.now()),
            **said,
        )
        facts += [
            witnessed(request, row.network, "", visit.clock),
            witnessed(answer, network(visit.request), "", visit.clock),
        ]
    record(facts, visit.clock.now())


def _mail(visit: Visit, asked: list[list[str]]) -> None:
    now, intent = visit.clock.now(), visit.clock.token()
    Requested.objects.create(
        intent=intent, customer_id=visit.reader.customer_id, mailbox_id=visit.reader.mailbox_id, storefront=visit.store.key,
        asked=json.dumps(asked), language=visit.language, form=visit.form, network=network(visit.request), asked_at=now,
    )  # fmt: skip
    titles = [TITLES[purpose].get(visit.language, purpose) for purpose, *_ in asked]
    message = Message(
        intent=intent, program=CONFIRM.key, topic="your page", nature="service", purpose=SERVICE, about="permissions", occasion=intent,
        customer_id=visit.reader.customer_id, mailbox_id=visit.reader.mailbox_id, storefront=visit.store.key, language=visit.language,
        values={"wishes": titles, "days": LASTS.days}, worth_minor=0, currency=visit.store.currency, decided_at=now, send_after=now,
        expires_at=now + LASTS, plan_id="",
    )  # fmt: skip
    outbox.accept(message, visit.clock)
