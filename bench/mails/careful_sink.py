"""A mail server that writes down every message it takes, before it says so, and fails now and then as mail servers do.

Run as a process: `python -m bench.mails.careful_sink PORT LOG SEED`. One line a taken message: its Message-ID and the hash of its bytes. It resets
connections before the dot, after it, and loses answers.
"""

import asyncio
import hashlib
import os
import random
import re
import sys
from pathlib import Path

MESSAGE_ID = re.compile(rb"(?im)^message-id: *<([^@>]+)")


class Sink:
    def __init__(self, log: Path, seed: int) -> None:
        self.log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.chance = random.Random(seed)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._talk(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"EHLO":
                writer.write(b"250-sink\r\n250 PIPELINING\r\n")
            elif verb == b"DATA":
                writer.write(b"354 go on\r\n")
                content = await reader.readuntil(b"\r\n.\r\n")
                if not self._take(content, writer):
                    return
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                return
            elif verb == b"MAIL" and self.chance.random() < 0.002:
                return  # before the dot
            else:
                writer.write(b"250 fine\r\n")

    def _take(self, content: bytes, writer: asyncio.StreamWriter) -> bool:
        """Take a message; False when the connection ends here."""
        luck = self.chance.random()
        if luck < 0.001:
            return False  # after the dot, and not taken
        found = MESSAGE_ID.search(content)
        name = found[1].decode() if found else "?"
        os.write(self.log, f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
        if luck < 0.003:
            return False  # taken, and the answer lost
        writer.write(b"451 4.3.0 later\r\n" if luck > 1 else b"250 2.0.0 taken\r\n")
        return True


async def main(port: str, log: str, seed: str) -> None:
    sink = Sink(Path(log), int(seed))
    server = await asyncio.start_server(sink.serve, "127.0.0.1", int(port), limit=10**6)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
