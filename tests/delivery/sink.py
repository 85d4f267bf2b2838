"""An SMTP server for tests: strict about what it takes, and as unfriendly as a script tells it to be."""

import re
import socket
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

Reply = bytes | None | Callable[[], bytes | None]
"""What to answer at a stage; None hangs up without a word."""


@dataclass
class Taken:
    """One message as it came over the wire, before dots were taken out."""

    sender: str
    recipient: str
    wire: bytes

    @property
    def content(self) -> bytes:
        return re.sub(rb"(?m)^\.\.", b".", self.wire)


@dataclass
class Script:
    """Per stage (connect, ehlo, mail, rcpt, data, dot), the answers to give in turn; then friendly ones."""

    says: dict[str, list[Reply]] = field(default_factory=dict)
    extensions: tuple[bytes, ...] = (b"8BITMIME",)
    taken: list[Taken] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    begun: int = 0
    piece: int | None = None  # replies go out so many bytes at a time

    def reply(self, stage: str, friendly: bytes) -> bytes | None:
        waiting = self.says.get(stage, [])
        said = waiting.pop(0) if waiting else friendly
        return said() if callable(said) else said


class Session(socketserver.StreamRequestHandler):
    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def handle(self) -> None:
        script: Script = self.server.script
        self.sender = self.recipient = ""
        going = self.say(script.reply("connect", b"220 sink"))
        while going and (line := self.rfile.readline()):
            command = line.decode().rstrip("\r\n")
            script.heard.append(command)
            verb = command.partition(" ")[0].lower()
            going = getattr(self, f"do_{verb}", self.do_other)(command, script)

    def do_ehlo(self, command: str, script: Script) -> bool:
        lines = [b"sink", *script.extensions]
        said = b"\r\n".join(b"250" + (b" " if i == len(lines) - 1 else b"-") + x for i, x in enumerate(lines))
        return self.say(script.reply("ehlo", said))

    def do_mail(self, command: str, script: Script) -> bool:
        self.sender = command
        return self.say(script.reply("mail", b"250 2.1.0 fine"))

    def do_rcpt(self, command: str, script: Script) -> bool:
        reply = script.reply("rcpt", b"250 2.1.5 fine")
        self.recipient = re.search(r"<(.*)>", command)[1] if reply and reply.startswith(b"2") else ""
        return self.say(reply)

    def do_data(self, command: str, script: Script) -> bool:
        if not self.recipient:
            return self.say(b"554 5.5.1 no valid recipients")
        reply = script.reply("data", b"354 go on")
        return self.say(reply) and (not reply.startswith(b"354") or self.take(self.sender, self.recipient))

    def do_bdat(self, command: str, script: Script) -> bool:
        return self.chunk(int(command.split()[1]), self.sender, self.recipient)

    def do_quit(self, command: str, script: Script) -> bool:
        self.say(b"221 bye")
        return False

    def do_other(self, command: str, script: Script) -> bool:
        return self.say(b"250 fine")

    def take(self, sender: str, recipient: str) -> bool:
        """Read up to the dot; refuse what could smuggle a second message (CVE-2023-51764 and its kin)."""
        script: Script = self.server.script
        script.begun += 1
        wire = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            assert line.endswith(b"\r\n"), "a bare LF came over the wire"
            assert b"\r" not in line[:-2], "a bare CR came over the wire"
            assert len(line) <= 1000, "a line is longer than SMTP allows"
            wire += line
        return self.judge(sender, recipient, wire)

    def chunk(self, size: int, sender: str, recipient: str) -> bool:
        """Take one chunk, which is the whole message (RFC 3030), or throw it away when nobody is to have it."""
        content = self.rfile.read(size)
        if not recipient:
            return self.say(b"503 5.5.1 no valid recipients")
        self.server.script.begun += 1
        return self.judge(sender, recipient, re.sub(rb"(?m)^\.", b"..", content))

    def judge(self, sender: str, recipient: str, wire: bytes) -> bool:
        script: Script = self.server.script
        reply = script.reply("dot", b"250 2.0.0 taken")
        if reply is not None and reply.startswith(b"250"):
            script.taken.append(Taken(sender, recipient, wire))
        return self.say(reply)

    def say(self, reply: bytes | None) -> bool:
        if reply is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        said = reply + b"\r\n"
        step = self.server.script.piece or len(said)
        for at in range(0, len(said), step):
            self.wfile.write(said[at : at + step])
        return True


class Sink(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        self.script = Script()
        super().__init__(("127.0.0.1", 0), Session)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is part of the play."""
