"""A shop with an outbox full of due messages, for measuring how they leave."""

import json
import os
import random
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

NAMES = ("Ana", "Ben", "Chloé", "Dörte", "Emre", "Fatima", "Grzegorz", "Hanna", "Íris", "João")
CITIES = ("Lyon", "Köln", "Porto", "Graz", "", "Gdańsk")
MAKERS = ("Atelier Nord", "Hof & Heide", "Lumière", "Söder")


def open_shop(home: Path, mail_port: int, database: str = "", service: str = "") -> None:
    """A data folder with settings and the program."""
    (home / "programs").mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("picks.py"), home / "programs" / "picks.py")
    (home / "regulars.toml").write_text(
        '[shop]\nname = "Bench & Sons"\nsender = "hello@bench.example"\nurl = "https://bench.example/regulars"\n'
        f'postal_address = "1 Bench Street\\nBenchtown"\n[policy]\nquiet_from = "00:00"\nquiet_until = "00:00"\n[smtp]\nhost = "127.0.0.1"\nport = {mail_port}\nsecurity = "none"\n'
        + (
            f'[service]\nname = "{service}"\nkey = "a key"\nendpoint = "http://127.0.0.1:{mail_port}"\n'
            if service
            else ""
        )
        + (f'[database]\nurl = "{database}"\n' if database else "")
    )


def fill(count: int, *, first: int = 0, service_every: int = 0, keeps_days: int = 3) -> None:
    """Put so many messages into the outbox, due now, numbered from `first` on; every so-many-th is service mail. Needs Django set up."""
    from django.conf import settings
    from django.db import transaction

    from regulars.delivery.filling import rehearsed
    from regulars.delivery.links import key_name
    from regulars.delivery.models import Outbox
    from regulars.facts.models import Letter, Mailbox, Standing

    chance, now = random.Random(first), datetime.now(UTC)
    store = settings.STOREFRONTS["shop"]
    shared = [product(chance, number) for number in range(300)]
    minted = {"links_key": key_name(settings.LINK_KEYS[0]), "minted": "2026-11-22"}
    for start in range(first, first + count, 5_000):
        numbers = range(start, min(start + 5_000, first + count))
        letters, rows = [], []
        for number in numbers:
            name = f"{chance.choice(NAMES)} Example{number}"
            said = rehearsed("picks", "en", values(chance, shared, number), name=name, store=store) | minted
            intent = f"{number:032x}"
            letters.append(
                Letter(
                    intent=intent,
                    customer_id=number + 1,
                    language="en",
                    values=json.dumps(said, ensure_ascii=False, sort_keys=True),
                )
            )
            nature = "service" if service_every and number % service_every == 0 else "marketing"
            rows.append(outbox_row(Outbox, intent, number, now, nature=nature, keeps_days=keeps_days))
        with transaction.atomic():
            Mailbox.objects.bulk_create(
                Mailbox(id=n + 1, address=f"reader{n}@example{n % 50}.test", address_hash=f"h{n}")
                for n in numbers
            )
            Standing.objects.bulk_create(
                Standing(
                    mailbox_id=n + 1,
                    purpose="promotions",
                    channel="email",
                    may=True,
                    ground="consent",
                    cause="bench",
                    since_at=now,
                )
                for n in numbers
            )
            Letter.objects.bulk_create(letters)
            Outbox.objects.bulk_create(rows)


def outbox_row(kind: Any, intent: str, number: int, now: datetime, *, nature: str, keeps_days: int) -> Any:
    return kind(
        intent=intent, program="picks", topic="offers", nature=nature, purpose="service" if nature == "service" else "promotions", about="picks", occasion="once", customer_id=number + 1,
        mailbox_id=number + 1, storefront="shop", language="en", plan_id="bench", decided_at=now, send_after=now,
        expires_at=now + timedelta(days=keeps_days), next_attempt_at=now, message_id=f"<{intent}@bench.example>",
    )  # fmt: skip


def product(chance: random.Random, number: int) -> dict[str, Any]:
    return {
        "title": f"{chance.choice(('Linen shirt', 'Wool jumper', 'Raincoat', 'Straw hat'))} no. {number} “{chance.choice(NAMES)}”",
        "maker": chance.choice(MAKERS), "price_minor": chance.randint(900, 19_900), "was_minor": chance.choice((0, 0, 24_900)),
        "left": chance.randint(1, 40), "image": f"https://bench.example/media/{number:06d}.jpg", "link": f"https://bench.example/p/{number:06d}?from=mail",
    }  # fmt: skip


def values(chance: random.Random, shared: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """All that differs between two readers."""
    return {
        "picks": chance.sample(shared, 6), "season": "autumn", "size": str(chance.randint(36, 47)), "last_month": "October", "since": "2023-05-04",
        "orders": chance.randint(1, 40), "last_order_ref": f"R-{number:07d}", "last_ordered_on": f"2026-09-{chance.randint(1, 28):02d}",
        "last_total_minor": chance.randint(900, 50_000), "currency": "EUR", "points": chance.choice((0, 120, 480)),
        "points_minor": chance.randint(100, 900), "points_until": "2026-12-31", "city": chance.choice(CITIES), "days": chance.randint(1, 5),
        "free_delivery": chance.random() < 0.5, "delivery_minor": 490, "favourite_maker": chance.choice((*MAKERS, "")),
        "next_on": "2026-12-04", "code": f"X{number:06X}", "percent": 10, "code_until": "2026-12-24", "helper": chance.choice(NAMES),
        "answer_by": "six o'clock",
    }  # fmt: skip


def set_up(home: Path) -> None:
    """Django, for the shop in this folder, with its tables."""
    os.environ |= {"REGULARS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "regulars.project.settings"}
    import django

    django.setup()


def main(home: str, count: str) -> None:
    from django.core.management import call_command

    set_up(Path(home))
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    fill(int(count))


if __name__ == "__main__":
    main(*sys.argv[1:])
