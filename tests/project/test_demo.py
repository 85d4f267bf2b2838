"""`regulars demo` as its user meets it: started, looked at, stopped by Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen


def test_ctrl_c_stops_every_part_of_the_demo(tmp_path: Path) -> None:
    port = _free_port()
    words = ["demo", "--customers=20", "--days=2", f"--port={port}"]
    with subprocess.Popen(
        [sys.executable, "-m", "regulars.project", *words],
        env=os.environ | {"REGULARS_HOME": str(tmp_path / "demo")},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    ) as demo:
        assert any("Ctrl-C stops" in line for line in demo.stdout or ()), "the demo ended unserved"
        with urlopen(f"http://127.0.0.1:{port}/office/") as answer:
            assert answer.status == 200
        os.killpg(demo.pid, signal.SIGINT)
        assert demo.wait(30) == 0
    assert not _of_session(demo.pid)


def _of_session(leader: int) -> list[str]:
    """The command lines of the processes that are left of a session."""
    left = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == leader:
                left.append((process / "cmdline").read_text())
        except OSError:
            continue
    return left


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
