"""Any SMTP server that takes our mail, spoken to step by step, so that the outbox is written before the last byte goes (STANDARDS A6, A8).

smtplib sends a message and its final dot in one go; here the dot is a step of its own.
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from typing import Self

from django.conf import settings

from regulars.delivery.carrier import Answer, Envelope
from regulars.delivery.mime import BadHeader, ascii_domain
from regulars.delivery.replies import understood

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PATIENCE_SECONDS = 300.0  # greeting, MAIL, RCPT and DATA (RFC 5321 §4.5.3.2)
DOT_PATIENCE_SECONDS = 600.0  # a shorter wait for the last answer makes duplicates
CERTIFICATES = ssl.create_default_context
STALE = Answer(kind="deferred", status="mail 421")  # the server let an idle connection go


class NoServer(Exception):
    """No mail server is set, or one that must not be spoken to without encryption; the message says what to set."""


class SmtpCarrier:
    """Keeps one connection. `security` is tls, starttls, or none, which only a server on this machine may have."""

    def __init__(
        self, host: str, port: int, *, user: str = "", password: str = "", security: str = "starttls",
        patience: float = PATIENCE_SECONDS, dot_patience: float = DOT_PATIENCE_SECONDS,
    ) -> None:  # fmt: skip
        if not host:
            raise NoServer(
                "no mail server is set: put host, port, user and password under [smtp] in regulars.toml"
            )
        if security not in ("tls", "starttls", "none") or (security == "none" and host not in LOOPBACK):
            raise NoServer(
                f"[smtp] security must be tls or starttls for {host}; none is for a server on this machine"
            )
        self.host, self.port, self.user, self.password, self.security = host, port, user, password, security
        self.patience, self.dot_patience = patience, dot_patience
        self.server: smtplib.SMTP | None = None

    @classmethod
    def configured(cls) -> Self:
        """The shop's own server. Raises NoServer."""
        smtp = settings.SMTP
        return cls(smtp.host, smtp.port, user=smtp.user, password=smtp.password, security=smtp.security)

    def send(self, envelope: Envelope, before_dot: Callable[[], None]) -> Answer:
        """Hand over one message; see Carrier."""
        try:
            refused = self._begun(envelope)
        except (OSError, smtplib.SMTPException) as lost:
            self._hang_up()
            return Answer(kind="unreachable", status=_told(lost))
        except BadHeader:
            return Answer(kind="rejected", status="address", cause="unsupported")
        if refused is not None:
            self._forget()
            return refused
        return self._hand_over(envelope, before_dot)

    def close(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        server, self.server = self.server, None
        if server is None:
            return
        try:
            _wait_at_most(server, 1)
            server.quit()
        except (OSError, smtplib.SMTPException):
            server.close()

    def _begun(self, envelope: Envelope) -> Answer | None:
        """Come as far as DATA; what was answered when something was refused. A connection that died while idle is made anew, once."""
        if self.server is not None:
            try:
                refused = self._introduce(self.server, envelope)
            except (OSError, smtplib.SMTPException):
                refused = STALE
            if refused is None or " 421" not in refused.status:
                return refused
            self._hang_up()
        self.server = self._connected(envelope.sender.rpartition("@")[2])
        return self._introduce(self.server, envelope)

    def _connected(self, name: str) -> smtplib.SMTP:
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, local_hostname=name, timeout=self.patience, context=CERTIFICATES()
            )
        else:
            server = smtplib.SMTP(self.host, self.port, local_hostname=name, timeout=self.patience)
        try:
            if self.security == "starttls":
                server.starttls(context=CERTIFICATES())  # raises where it is not offered: no downgrade
            server.ehlo_or_helo_if_needed()
            if self.user:
                server.login(self.user, self.password)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        if server.sock is not None:  # without this the dot would wait for the body's acknowledgement
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return server

    def _introduce(self, server: smtplib.SMTP, envelope: Envelope) -> Answer | None:
        """MAIL, RCPT, DATA; what was answered when one was refused."""
        recipient, options = self._spelled(server, envelope.recipient)
        code, text = server.mail(envelope.sender, options)
        if code != 250:
            return understood("mail", code, text.decode(errors="replace"))
        code, text = server.rcpt(recipient)
        if code not in (250, 251):
            return understood("rcpt", code, text.decode(errors="replace"))
        code, text = server.docmd("DATA")
        return None if code == 354 else understood("data", code, text.decode(errors="replace"))

    def _spelled(self, server: smtplib.SMTP, recipient: str) -> tuple[str, list[str]]:
        """The address as this server can take it (RFC 6531). Raises BadHeader when it cannot."""
        local, _, domain = recipient.rpartition("@")
        if local.isascii():
            return f"{local}@{ascii_domain(domain)}", []
        if not server.has_extn("smtputf8"):
            raise BadHeader("this server takes no international addresses")
        server.command_encoding = "utf-8"
        return recipient, ["SMTPUTF8", "BODY=8BITMIME"]

    def _hand_over(self, envelope: Envelope, before_dot: Callable[[], None]) -> Answer:
        server = self._talking()
        try:
            server.send(stuffed(envelope.content))
        except (OSError, smtplib.SMTPException) as lost:
            self._hang_up()
            return Answer(kind="deferred", status=_told(lost))
        try:
            before_dot()
        except BaseException:
            self._hang_up()  # without its dot the message never was
            raise
        return self._finish(server)

    def _finish(self, server: smtplib.SMTP) -> Answer:
        """The dot and its answer. From here on, no answer means that nobody knows."""
        try:
            _wait_at_most(server, self.dot_patience)
            server.send(b".\r\n")
            code, text = server.getreply()
            _wait_at_most(server, self.patience)
        except (OSError, smtplib.SMTPException) as lost:
            self._hang_up()
            return Answer(kind="uncertain", status=f"dot {_told(lost)}")
        if code == 421 or not 200 <= code < 600:
            self._hang_up()
        return understood("dot", code, text.decode(errors="replace"))

    def _forget(self) -> None:
        """After a refusal the next message starts afresh."""
        try:
            self._talking().rset()
        except (OSError, smtplib.SMTPException):
            self._hang_up()

    def _hang_up(self) -> None:
        if self.server is not None:
            self.server.close()
        self.server = None

    def _talking(self) -> smtplib.SMTP:
        if self.server is None:
            raise smtplib.SMTPServerDisconnected
        return self.server


def _wait_at_most(server: smtplib.SMTP, seconds: float) -> None:
    if server.sock is None:
        raise smtplib.SMTPServerDisconnected("the connection is gone")
    server.sock.settimeout(seconds)


def stuffed(content: bytes) -> bytes:
    """The bytes as DATA takes them: CRLF lines, leading dots doubled, ending in CRLF (RFC 5321 §4.5.2)."""
    tidy = content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n")
    lines = content if tidy else re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    ended = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return (b"." if ended.startswith(b".") else b"") + ended.replace(b"\r\n.", b"\r\n..")


def _told(lost: Exception) -> str:
    """The failure without the server's words, which may hold an address."""
    code = getattr(lost, "smtp_code", "")
    return f"{type(lost).__name__} {code}".strip()
