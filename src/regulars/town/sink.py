"""A mail server for this machine only, in front of the mailbox: real SMTP in, nothing out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

from regulars.town.mailbox import TAKEN, Mailbox

LOOPBACK = "127.0.0.1"
LARGEST = 10_000_000


class _Handler:
    """Answers the SMTP commands that need an answer of ours."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answer = self.mailbox.answer(address)
        if answer != TAKEN:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 go ahead"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mailbox.keep(envelope.content)
        return TAKEN


@contextmanager
def listening(mailbox: Mailbox, port: int) -> Iterator[int]:
    """The mail server in a thread of its own, on 127.0.0.1 and this port; stops at the end of the block. Gives the port."""
    controller = Controller(
        _Handler(mailbox), hostname=LOOPBACK, port=port, data_size_limit=LARGEST, ident="Regulars mailbox"
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop(no_assert=True)
