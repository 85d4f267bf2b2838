"""From an order posted over HTTP to its receipt in the mailbox: a web server, a worker and a mail server, each a process of its own.

Prints where the time goes, and what Regulars promises (5 s) over the 99th percentile.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

PROMISED_SECONDS = 5.0
PARTS = ("read", "compile", "run", "write")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="20 orders instead of 100")
    orders = 20 if asked.parse_args().quick else 100
    with tempfile.TemporaryDirectory(prefix="regulars-moment-") as folder, ExitStack() as stopped:
        home = Path(folder)
        web, mail = free_port(), free_port()
        open_shop(home, web, mail)
        for words in (("mailbox",), ("serve", f"--port={web}"), ("work",)):
            process = regulars(home, *words)
            stopped.callback(process.wait)
            stopped.callback(process.terminate)
        await_web(web)
        secret = tomllib.loads((home / "secrets.toml").read_text())["api"].encode()
        seconds = [receipt(home, web, secret, number) for number in range(-1, orders)][1:]
        show(home, seconds)


def open_shop(home: Path, web: int, mail: int) -> None:
    (home / "regulars.toml").write_text(
        f'[shop]\nname = "Bench"\nsender = "hello@bench.example"\nurl = "http://127.0.0.1:{web}"\n'
        f'postal_address = "1 Bench Street"\n[smtp]\nhost = "127.0.0.1"\nport = {mail}\nsecurity = "none"\n'
    )
    regulars(home, "setup").wait()


def receipt(home: Path, web: int, secret: bytes, number: int) -> float:
    """Post one order; seconds until its receipt lies in the mailbox."""
    before = len(list((home / "mailbox" / "new").glob("*")))
    began = time.perf_counter()
    post(web, secret, order(number))
    while len(list((home / "mailbox" / "new").glob("*"))) == before:
        if time.perf_counter() - began > 30:
            sys.exit(f"order {number} brought no receipt within 30 s")
        time.sleep(0.002)
    return time.perf_counter() - began


def order(number: int) -> bytes:
    lines: list[dict[str, Any]] = [
        {"sku": f"tea-{n}", "title": f"Tea number {n}", "quantity": 1 + n % 3, "unit_price": "4.90"}
        for n in range(4)
    ]
    total = f"{sum(4.90 * line['quantity'] for line in lines):.2f}"
    customer = {"id": f"c{number}", "email": f"c{number}@example.test", "name": f"Customer {number}"}
    placed_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    document = {
        "id": f"B-{number}",
        "placed_at": placed_at,
        "currency": "EUR",
        "customer": customer,
        "lines": lines,
    }
    return json.dumps(document | {"total": total}).encode()


def post(web: int, secret: bytes, body: bytes) -> None:
    """As any shop would, with Standard Webhooks' signature."""
    identity, at = f"msg_{hashlib.sha256(body).hexdigest()[:20]}", str(int(time.time()))
    mac = hmac.digest(secret, f"{identity}.{at}.".encode() + body, "sha256")
    headers = {
        "content-type": "application/json",
        "webhook-id": identity,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }
    request = urllib.request.Request(f"http://127.0.0.1:{web}/api/orders", body, headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 202, answer.status


def show(home: Path, seconds: list[float]) -> None:
    with sqlite3.connect(home / "regulars.sqlite3") as database:
        rows = database.execute(
            "SELECT took FROM engine_plan WHERE kind = 'moment' ORDER BY started_at"
        ).fetchall()
    took = [json.loads(row[0]) for row in rows][1:]
    print(
        f"{'seconds from POST to mailbox':32} p50 {middle(seconds):.3f}  p99 {late(seconds):.3f}  ({len(seconds)} orders)"
    )
    for part in PARTS:
        each = [plan.get(part, 0.0) for plan in took]
        print(f"  {part:30} p50 {middle(each):.3f}  p99 {late(each):.3f}")
    rest = middle(seconds) - sum(middle([plan.get(part, 0.0) for plan in took]) for part in PARTS)
    print(f"  {'arrive, wait for the worker, send':30} p50 {rest:.3f}")
    print(
        f"ratio moment-promise/p99: {PROMISED_SECONDS / late(seconds):.2f}  (5 s promised, over the 99th percentile of {len(seconds)})"
    )


def middle(values: list[float]) -> float:
    return statistics.median(values)


def late(values: list[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[98]


def regulars(home: Path, *words: str) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"REGULARS_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-m", "regulars.project", *words], env=environment, stdout=subprocess.DEVNULL
    )


def await_web(port: int) -> None:
    for _ in range(300):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    sys.exit("the web server did not come up")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
