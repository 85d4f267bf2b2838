"""What signing a 13 KB mail costs beside the bare signature, and against dkimpy.

Each round does the same work in every way, one after the other, so that a busy moment hits all; the ratio is the median of five rounds.
"""

import argparse
import base64
import statistics
import time
from collections.abc import Callable
from hashlib import sha256

import dkim
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from regulars.delivery.dkim import OVERSIGNED, SIGNED, Key, Signer, body_hash

ROUNDS = 5
AT = 1_759_312_800
LINE = b'<p style=3D"margin:0">Green tea, 100 g, is what you bought four times.=\r\n'
BODY = LINE * (13_000 // len(LINE))
HEAD = [
    ("From", "Tee & Kanne <hallo@tee.example>"),
    ("To", "Ana Example <ana@example.test>"),
    ("Subject", "Your green tea may be running out"),
    ("Date", "Wed, 01 Oct 2025 10:00:00 +0000"),
    ("Message-ID", "<00000000000000000000000000000001@tee.example>"),
    ("Auto-Submitted", "auto-generated"),
    ("Feedback-ID", "reorder:marketing:from-shop:regulars"),
    ("List-Unsubscribe", f"<https://shop.example/unsubscribe/{'x' * 90}>"),
    ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ("List-Id", "<news.shop.tee.example>"),
    ("MIME-Version", "1.0"),
    ("Content-Type", 'multipart/alternative; boundary="00000000000000000000000000000001"'),
]
MAIL = "".join(f"{name}: {value}\r\n" for name, value in HEAD).encode() + b"\r\n" + BODY


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="a fifth of the signatures")
    few = asked.parse_args().quick
    rsa, ed25519 = generate_private_key(65537, 2048), Ed25519PrivateKey.generate()
    compared("rsa", Key("r", rsa), pem(rsa), times=100 if few else 500)
    compared(
        "ed25519",
        Key("e", ed25519),
        base64.b64encode(ed25519.private_bytes_raw()),
        times=400 if few else 2000,
    )


def compared(name: str, key: Key, secret: bytes, times: int) -> None:
    """Print what one algorithm costs in each way."""
    digest, signer, known = sha256(BODY).digest(), Signer("tee.example", [key]), body_hash(BODY)
    ways: dict[str, Callable[[], object]] = {
        "bare": lambda: key.signature(digest),
        "head": lambda: signer.sign(HEAD, known, AT),
        "whole": lambda: signer.sign(HEAD, body_hash(BODY), AT),
        "dkimpy": lambda: signed_by_dkimpy(name, secret),
    }
    rounds = [
        {way: seconds(once, max(times // (10 if way == "dkimpy" else 1), 5)) for way, once in ways.items()}
        for _ in range(ROUNDS)
    ]
    for way in ways:
        print(f"{name:8} {way:8} {statistics.median(one[way] for one in rounds) * 1e6:9.1f} us a mail")
    ratio(
        f"dkim-{name}/bare",
        [one["bare"] / one["head"] for one in rounds],
        "signing beside the bare signature, the body's hash known",
    )
    ratio(
        f"dkim-{name}/dkimpy",
        [one["dkimpy"] / one["whole"] for one in rounds],
        "times as fast as dkimpy, the body hashed anew",
    )


def ratio(name: str, values: list[float], what: str) -> None:
    print(f"ratio {name}: {statistics.median(values):.2f}  ({what})")


def signed_by_dkimpy(name: str, secret: bytes) -> bytes:
    """The same headers by the library that checks our signatures in the tests."""
    names = [header.lower().encode() for header, _ in HEAD if header.lower() in (*OVERSIGNED, *SIGNED)]
    every = [*names, *(header.encode() for header in OVERSIGNED)]
    signed: bytes = dkim.sign(
        MAIL, b"x", b"tee.example", secret, canonicalize=(b"relaxed", b"relaxed"), signature_algorithm=f"{name}-sha256".encode(), include_headers=every
    )  # fmt: skip
    return signed


def seconds(once: Callable[[], object], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        once()
    return (time.perf_counter() - began) / times


def pem(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())


if __name__ == "__main__":
    main()
