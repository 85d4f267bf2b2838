"""One mail of a filled shop, as it would go out, into a file."""

import sys
from pathlib import Path

from bench.mails.shop import set_up


def main(home: str, path: str) -> None:
    set_up(Path(home))
    from django.conf import settings

    from regulars.delivery import render
    from regulars.delivery.held import held
    from regulars.delivery.models import Outbox
    from regulars.delivery.program_words import words_of
    from regulars.facts.models import Letter

    (row,) = held(Outbox.objects.order_by("intent")[:1])
    row.dated_at = settings.CLOCK.now()
    values = Letter.objects.values_list("values", flat=True).get(intent=row.intent)
    Path(path).write_bytes(
        render.sealed(
            row, values, "reader@example.test", words_of("picks", "en"), settings.STOREFRONTS["shop"]
        ).content
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
