"""How others send the same mail from Python: jinja2 with the standard library's EmailMessage and smtplib, and Django's own mail."""

import json
import re
import smtplib
import sys
import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from bench.mails.picks import WORDS
from bench.mails.shop import set_up

STORE = {
    "name": "Bench & Sons",
    "url": "https://bench.example/regulars",
    "postal_address": "1 Bench Street, Benchtown",
}
LINKS = {
    name: "https://bench.example/regulars/" + name + "/" + "x" * 190
    for name in ("unsubscribe", "page", "feedback", "more", "less")
}


def main(home: str, peer: str, port: str, count: str) -> None:
    set_up(Path(home))
    from regulars.facts.models import Letter, Mailbox

    rows = Letter.objects.order_by("intent").values_list("values", flat=True)[: int(count)]
    readers = [context(json.loads(each)) for each in rows]
    addresses = list(Mailbox.objects.order_by("id").values_list("address", flat=True)[: int(count)])
    send = {"smtplib": with_smtplib, "django": with_django}[peer]
    print("ready", flush=True)
    sys.stdin.readline()
    began, used = time.perf_counter(), time.process_time()
    send(readers, addresses, int(port))
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - began,
                "cpu": time.process_time() - used,
                "counts": {"accepted": len(readers)},
            }
        )
    )


def context(said: dict[str, Any]) -> dict[str, Any]:
    return said["values"] | {
        "customer": {"name": said["name"]},
        "shop": STORE,
        "links": LINKS,
        "why": said["why"],
    }


def templates() -> Any:
    """The very words our sender uses, as jinja2 templates."""
    import jinja2

    from regulars.delivery import liquid
    from regulars.delivery.words import wording

    made = wording(WORDS, "en")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    plain = jinja2.Environment(undefined=jinja2.StrictUndefined)
    for each in (environment, plain):
        each.filters["money"] = lambda amount, currency: liquid.shown_money(amount, currency, language="en")
        each.filters["date"] = lambda day, length="long": liquid.shown_date(day, length, language="en")
        each.filters["web_address"] = liquid.web_address
    return (
        plain.from_string(translated(made.subject)),
        plain.from_string(translated(made.text)),
        environment.from_string(translated(made.html)),
    )


def translated(words: str) -> str:
    """Liquid's filter arguments as jinja2 writes them; links lead straight."""
    for name in ("money: currency", 'date: "d MMMM"'):
        filter_name, argument = name.split(": ")
        words = words.replace(name, f"{filter_name}({argument})")
    return re.sub(r" \| followed: links, \d+", "", words).replace("picks.size", "picks|length")


def with_smtplib(readers: list[dict[str, Any]], addresses: list[str], port: int) -> None:
    subject, text, html = templates()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for reader, address in zip(readers, addresses, strict=True):
            mail = EmailMessage()
            mail["Subject"], mail["From"], mail["To"] = subject.render(reader), "hello@bench.example", address
            mail.set_content(text.render(reader))
            mail.add_alternative(html.render(reader), subtype="html")
            server.send_message(mail)


def with_django(readers: list[dict[str, Any]], addresses: list[str], port: int) -> None:
    from django.core.mail import EmailMultiAlternatives, get_connection

    subject, text, html = templates()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with get_connection(backend, host="127.0.0.1", port=port) as connection:
        for reader, address in zip(readers, addresses, strict=True):
            mail = EmailMultiAlternatives(
                subject.render(reader),
                text.render(reader),
                "hello@bench.example",
                [address],
                connection=connection,
            )
            mail.attach_alternative(html.render(reader), "text/html")
            mail.send()


if __name__ == "__main__":
    main(*sys.argv[1:])
