"""One SMTP connection as bytes in and bytes out (RFC 5321, 2920, 3030, 3207, 4954, 6531): it knows no sockets and no clock.

Where the server lets us, a body and the next message's envelope go out together, so that a message costs one round trip.
"""

import re
from base64 import b64encode
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from regulars.delivery.carrier import Answer, Envelope
from regulars.delivery.mime import BadHeader, ascii_domain
from regulars.delivery.replies import understood

PATIENCE_SECONDS = {
    "data": 120.0,
    "dot": 600.0,
}  # RFC 5321 §4.5.3.2; a shorter wait for the last answer makes duplicates
OTHER_PATIENCE_SECONDS = 300.0
LONGEST_REPLY = 64 * 1024
MARKS = (b" ", b"-", b"")
GOES_ON = {"mail": 250, "rcpt": 250}
"""What changes nothing when the whole envelope is on its way already."""
UNSENDABLE = re.compile(r"[\x00-\x20<>\x7f]")


class NoUse(Exception):
    """This connection will take no mail; the message is a status: stage and codes."""


@dataclass(eq=False)
class Passage:
    """An envelope on its way through the dialogue."""

    envelope: Envelope
    refused: Answer | None = None
    lost: int = 0


class Dialogue:
    """Speaks for one connection: `supply` gives the next message, `tell` hears what became of one."""

    def __init__(
        self, name: str, *, user: str = "", password: str = "", starttls: bool = False,
        supply: Callable[[], Passage | None], tell: Callable[[Passage, Answer], None],
    ) -> None:  # fmt: skip
        self.name, self.user, self.password, self.starttls = name, user, password, starttls
        self.supply, self.tell = supply, tell
        self.awaited: deque[tuple[str, Passage | None]] = deque([("connect", None)])
        self.offers: dict[str, str] = {}
        self.ready = self.secure = self.ended = False
        self.begin_tls = False
        self._out: list[bytes] = []
        self._heard, self._rcpt_command = b"", ""
        self._lines: list[bytes] = []
        self._pipelined = False

    @property
    def idle(self) -> bool:
        """Ready, and nothing under way."""
        return self.ready and not self.awaited and not self.ended

    @property
    def patience_seconds(self) -> float:
        """How long the reply we wait for may take."""
        return (
            PATIENCE_SECONDS.get(self.awaited[0][0], OTHER_PATIENCE_SECONDS)
            if self.awaited
            else OTHER_PATIENCE_SECONDS
        )

    def to_send(self) -> bytes:
        """What is to be written now."""
        out = b"".join(self._out)
        self._out.clear()
        return out

    def received(self, data: bytes) -> None:
        """Take in what the server wrote. Raises NoUse."""
        *lines, self._heard = (self._heard + data).split(b"\n")
        for line in lines:
            self._line(line.rstrip(b"\r"))
        if len(self._heard) > LONGEST_REPLY:
            raise NoUse(f"{self._stage} endless reply")

    def secured(self) -> None:
        """TLS stands; the server is asked anew what it offers (RFC 3207 §4.2)."""
        self.secure, self.begin_tls = True, False
        self._ask("ehlo", f"EHLO {self.name}")

    def wake(self) -> None:
        """There may be mail."""
        if self.idle:
            self._next()

    def quit(self) -> None:
        """Say goodbye."""
        self.ended = True
        self._say("QUIT")

    def hung_up(self, status: str) -> list[Passage]:
        """The connection is gone. Tells what is in doubt, and returns what never reached its dot."""
        self.ended = True
        under_way = list(dict.fromkeys(passage for _, passage in self.awaited if passage is not None))
        dotted = {
            passage
            for stage, passage in self.awaited
            if stage == "dot" and passage is not None and not passage.refused
        }
        self.awaited.clear()
        for passage in dotted:
            self.tell(passage, Answer(kind="uncertain", status=f"dot {status}"))
        for passage in under_way:
            if passage.refused:
                self.tell(passage, passage.refused)
        return [passage for passage in under_way if passage not in dotted and not passage.refused]

    @property
    def _stage(self) -> str:
        return self.awaited[0][0] if self.awaited else "idle"

    def _line(self, line: bytes) -> None:
        code, mark = line[:3], line[3:4]
        if not (code.isdigit() and len(code) == 3 and mark in MARKS) or len(self._lines) > 1000:
            raise NoUse(f"{self._stage} what is no reply")
        self._lines.append(line[4:])
        if mark != b"-":
            lines, self._lines = self._lines, []
            self._reply(int(code), lines)

    def _reply(self, code: int, lines: list[bytes]) -> None:
        if not self.awaited:
            raise NoUse(f"idle {code}")
        stage, passage = self.awaited.popleft()
        if passage is None:
            getattr(self, f"_{stage}")(code, [line.decode(errors="replace") for line in lines])
            return
        if code == 421 and stage != "dot":  # it closes; what had no dot may go another way
            self.awaited.appendleft((stage, passage))
            raise NoUse(f"{stage} 421")
        if self._pipelined and code == GOES_ON.get(stage):
            return
        getattr(self, f"_{stage}")(passage, code, b" ".join(lines).decode(errors="replace"))
        if code == 421:
            raise NoUse("dot 421")

    # ---------------------------------------------------------------- getting ready

    def _connect(self, code: int, lines: list[str]) -> None:
        self._must(code == 220, f"connect {code}")
        self._ask("ehlo", f"EHLO {self.name}")

    def _ehlo(self, code: int, lines: list[str]) -> None:
        if code in (500, 502) and not self.starttls and not self.user:
            self._ask("helo", f"HELO {self.name}")
            return
        self._must(code == 250, f"ehlo {code}")
        self.offers = {word.upper(): rest for word, _, rest in (line.partition(" ") for line in lines[1:])}
        if self.starttls and not self.secure:
            self._must("STARTTLS" in self.offers, "starttls not offered")
            self._ask("starttls", "STARTTLS")
        elif self.user:
            self._sign_in()
        else:
            self._made_ready()

    def _helo(self, code: int, lines: list[str]) -> None:
        self._must(code == 250, f"ehlo {code}")
        self._made_ready()

    def _starttls(self, code: int, lines: list[str]) -> None:
        # Whatever came before the handshake was not said by the server we are about to trust.
        self._must(code == 220 and not self._heard, f"starttls {code}")
        self.begin_tls = True

    def _sign_in(self) -> None:
        offered = self.offers.get("AUTH", "").upper().split()
        if "PLAIN" in offered or "LOGIN" not in offered:
            secret = b64encode(f"\0{self.user}\0{self.password}".encode()).decode()
            self._ask("auth", f"AUTH PLAIN {secret}")
        else:
            self._ask("login", "AUTH LOGIN")

    def _login(self, code: int, lines: list[str]) -> None:
        self._must(code == 334, f"auth {code}")
        self._ask("user", b64encode(self.user.encode()).decode())

    def _user(self, code: int, lines: list[str]) -> None:
        self._must(code == 334, f"auth {code}")
        self._ask("auth", b64encode(self.password.encode()).decode())

    def _auth(self, code: int, lines: list[str]) -> None:
        self._must(code == 235, f"auth {code}")
        self._made_ready()

    def _made_ready(self) -> None:
        self.ready = True
        self._pipelined = "PIPELINING" in self.offers and "CHUNKING" not in self.offers
        self._next()

    def _must(self, good: bool, status: str) -> None:  # noqa: FBT001
        if not good:
            raise NoUse(status)

    # ---------------------------------------------------------------- a message

    def _next(self) -> None:
        """Begin with the next message, if there is one that this server can take."""
        while passage := self.supply():
            try:
                recipient, options = self._spelled(passage.envelope.recipient)
            except BadHeader:
                self.tell(passage, Answer(kind="rejected", status="address", cause="unsupported"))
                continue
            self._introduce(passage, recipient, options)
            return

    def _introduce(self, passage: Passage, recipient: str, options: str) -> None:
        passage.refused = None
        mail, rcpt = f"MAIL FROM:<{passage.envelope.sender}>{options}", f"RCPT TO:<{recipient}>"
        if self._pipelined:
            self._say(f"{mail}\r\n{rcpt}\r\nDATA")
            self.awaited += ("mail", passage), ("rcpt", passage), ("data", passage)
            return
        self._rcpt_command = rcpt
        self._ask("mail", mail, passage)
        if "PIPELINING" in self.offers:
            self._ask("rcpt", rcpt, passage)

    def _mail(self, passage: Passage, code: int, text: str) -> None:
        if code != 250:
            passage.refused = understood("mail", code, text)
        if "PIPELINING" in self.offers:
            return
        if passage.refused:
            self._turned_down(passage)
        else:
            self._ask("rcpt", self._rcpt_command, passage)

    def _rcpt(self, passage: Passage, code: int, text: str) -> None:
        if code not in (250, 251) and not passage.refused:
            passage.refused = understood("rcpt", code, text)
        if self._pipelined:
            return
        if passage.refused:
            self._turned_down(passage)
        elif "CHUNKING" in self.offers:
            content = passage.envelope.content
            self._body(passage, f"BDAT {len(content)} LAST\r\n".encode(), content)
        else:
            self._ask("data", "DATA", passage)

    def _data(self, passage: Passage, code: int, text: str) -> None:
        if code != 354:
            passage.refused = passage.refused or understood("data", code, text)
            self._turned_down(passage)
        elif passage.refused:  # nobody would get it, but the server waits for a dot (RFC 2920 §3.1)
            self._say(".")
            self.awaited.append(("dot", passage))
        else:
            content = passage.envelope.content
            self._body(passage, content if passage.envelope.tidy else stuffed(content), b".\r\n")

    def _body(self, passage: Passage, *written: bytes) -> None:
        """The body to its end and, where the server lets us, the next envelope with it."""
        self._out += written
        self.awaited.append(("dot", passage))
        if "PIPELINING" in self.offers:
            self._next()

    def _dot(self, passage: Passage, code: int, text: str) -> None:
        if passage.refused:
            self._turned_down(passage)
            return
        answer = understood("dot", code, text)
        self.tell(passage, answer)
        if answer.kind == "uncertain":
            raise NoUse(f"dot {code}")
        if not self.awaited and code != 421:
            self._next()

    def _turned_down(self, passage: Passage) -> None:
        """After a refusal the next message starts afresh."""
        assert passage.refused is not None
        self.tell(passage, passage.refused)
        self._ask("rset", "RSET")

    def _rset(self, code: int, lines: list[str]) -> None:
        self._must(code == 250, f"rset {code}")
        if not self.awaited:
            self._next()

    def _spelled(self, recipient: str) -> tuple[str, str]:
        """The address as this server can take it, with MAIL's options (RFC 6531). Raises BadHeader when it cannot."""
        local, _, domain = recipient.rpartition("@")
        if UNSENDABLE.search(recipient):
            raise BadHeader("no such address can be written")
        if local.isascii():
            return f"{local}@{ascii_domain(domain)}", ""
        if "SMTPUTF8" not in self.offers:
            raise BadHeader("this server takes no international addresses")
        return recipient, " SMTPUTF8 BODY=8BITMIME"

    def _ask(self, stage: str, command: str, passage: Passage | None = None) -> None:
        self._say(command)
        self.awaited.append((stage, passage))

    def _say(self, command: str) -> None:
        self._out.append(command.encode() + b"\r\n")


def stuffed(content: bytes) -> bytes:
    """The bytes as DATA takes them: CRLF lines, leading dots doubled, ending in CRLF (RFC 5321 §4.5.2)."""
    tidy = content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n")
    lines = content if tidy else re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    ended = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return (b"." if ended.startswith(b".") else b"") + ended.replace(b"\r\n.", b"\r\n..")
