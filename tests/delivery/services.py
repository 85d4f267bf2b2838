"""A server that plays the mail services for tests: each with its own addresses, answers and refusals, and as unfriendly as a script tells it to be."""

import json
import re
import socket
import struct
import threading
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

NUMBERS = count(1)


@dataclass
class Asked:
    """A request as it came, and each message in it as the service understands it: what it is called there, and where it goes."""

    path: str
    headers: dict[str, str]
    body: bytes
    messages: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Says:
    """What to answer, once: a code with a body, or a way to fail (`early`, before the body is read; `lost`, after; `slow`)."""

    code: int = 0
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    fails: str = ""
    takes: bool = False


@dataclass
class Script:
    says: list[Says] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)
    enough: threading.Event = field(default_factory=threading.Event)

    def next(self) -> Says:
        return self.says.pop(0) if self.says else Says()

    def take(self, messages: list[dict[str, Any]]) -> None:
        self.taken += messages


def postmark(asked: Asked, script: Script) -> tuple[int, Any]:
    said = json.loads(asked.body)
    several = said if isinstance(said, list) else [said]
    asked.messages = [
        {"name": each["Metadata"]["regulars"], "to": each["To"], "subject": each["Subject"], "text": each["TextBody"],
         "html": each["HtmlBody"], "headers": {one["Name"]: one["Value"] for one in each["Headers"]}, "said": each}
        for each in several
    ]  # fmt: skip
    answers = []
    for each in several:
        nobody = {
            "ErrorCode": 406,
            "Message": "Found inactive addresses: gone@example.test. Inactive recipients are ones that",
        }
        fine = {"ErrorCode": 0, "Message": "OK", "MessageID": f"m{next(NUMBERS)}", "To": each["To"]}
        answers.append(nobody if "gone@" in each["To"] else fine)
    asked.messages = [
        each for each, said in zip(asked.messages, answers, strict=True) if not said["ErrorCode"]
    ]
    if asked.path.endswith("/batch"):
        return 200, answers
    return (422 if answers[0]["ErrorCode"] else 200), answers[0]


def resend(asked: Asked, script: Script) -> tuple[int, Any]:
    key = asked.headers["idempotency-key"]
    if key in script.known:
        return 200, script.known[key]
    said = json.loads(asked.body)
    several = said if isinstance(said, list) else [said]
    if wrong := [each for each in several if "gone@" in each["to"][0]]:
        return 422, {
            "statusCode": 422,
            "name": "validation_error",
            "message": f"Invalid `to` field: {wrong[0]['to']}",
        }
    asked.messages = [
        {"name": json.loads(each["headers"]["X-Metadata"])["regulars"], "to": each["to"][0], "subject": each["subject"], "text": each["text"],
         "html": each["html"], "headers": each["headers"], "said": each}
        for each in several
    ]  # fmt: skip
    ids = [{"id": f"m{next(NUMBERS)}"} for _ in several]
    script.known[key] = {"data": ids} if isinstance(said, list) else ids[0]
    return 200, script.known[key]


def mailgun(asked: Asked, script: Script) -> tuple[int, Any]:
    boundary = asked.headers["content-type"].partition("boundary=")[2].encode()
    said = {}
    for part in asked.body.split(b"--" + boundary)[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        said[re.search(rb'name="([^"]+)"', head)[1].decode()] = value.removesuffix(b"\r\n")
    asked.messages = [
        {"name": said["v:regulars"].decode(), "to": said["to"].decode(), "raw": said["message"], "said": said}
    ]
    return 200, {"id": f"<{next(NUMBERS)}@tee.example>", "message": "Queued. Thank you."}


def sendgrid(asked: Asked, script: Script) -> tuple[int, Any]:
    each = json.loads(asked.body)
    bodies = {one["type"]: one["value"] for one in each["content"]}
    asked.messages = [
        {"name": each["custom_args"]["regulars"], "to": each["personalizations"][0]["to"][0]["email"], "subject": each["subject"],
         "text": bodies["text/plain"], "html": bodies["text/html"], "headers": each["headers"], "said": each}
    ]  # fmt: skip
    return 202, None


def brevo(asked: Asked, script: Script) -> tuple[int, Any]:
    each = json.loads(asked.body)
    key = each["headers"].pop("idempotencyKey")
    if key in script.known:
        return 400, {"code": "duplicate_request", "message": "this request was taken"}
    script.known[key] = True
    asked.messages = [
        {"name": json.loads(each["headers"].pop("X-Mailin-custom"))["regulars"], "to": each["to"][0]["email"], "subject": each["subject"],
         "text": each["textContent"], "html": each["htmlContent"], "headers": each["headers"], "said": each}
    ]  # fmt: skip
    return 201, {"messageId": f"<{next(NUMBERS)}@brevo.example>"}


def ses(asked: Asked, script: Script) -> tuple[int, Any]:
    each = json.loads(asked.body)
    (tag,) = each["EmailTags"]
    asked.messages = [
        {
            "name": tag["Value"],
            "to": each["Destination"]["ToAddresses"][0],
            "raw": b64decode(each["Content"]["Raw"]["Data"]),
            "said": each,
        }
    ]
    return 200, {"MessageId": f"m{next(NUMBERS)}"}


PLAYS: dict[str, Callable[[Asked, Script], tuple[int, Any]]] = {
    "postmark": postmark, "resend": resend, "mailgun": mailgun, "sendgrid": sendgrid, "brevo": brevo, "ses": ses,
}  # fmt: skip


class Session(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        script: Script = self.server.script
        says = script.next()
        if says.fails == "early":
            self.reset()
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        script.asked.append(asked)
        if not says.code or says.takes:
            code, answer = PLAYS[self.server.plays](asked, script)
            script.take(asked.messages)
        if says.fails == "slow":
            script.enough.wait(10)
        if says.fails:
            self.reset()
        elif says.code:
            self.answer(says.code, says.body, says.headers)
        else:
            self.answer(code, answer, {})

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def answer(self, code: int, body: Any, headers: dict[str, str]) -> None:
        said = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(code)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(said)),
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: Any) -> None:
        """A server for tests says nothing."""


class PlayedService(ThreadingHTTPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, plays: str, *, port: int = 0, script: Script | None = None) -> None:
        self.plays, self.script = plays, script or Script()
        super().__init__(("127.0.0.1", port), Session)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.serving = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self.serving.start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the play."""
