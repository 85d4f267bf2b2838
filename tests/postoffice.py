"""Real mail servers on this machine: Postfix, which wants TLS and a password, in front of Dovecot, whose mailboxes are read over IMAP."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "regulars", "a password of the tests"
SERVICES = """
postlog   unix-dgram n - n - 1 postlogd
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
proxymap  unix  - - n - - proxymap
lmtp      unix  - - n - - lmtp
error     unix  - - n - - error
retry     unix  - - n - - error
anvil     unix  - - n - 1 anvil
"""


@dataclass(frozen=True)
class PostOffice:
    """Where it listens, who may submit, and whom to trust."""

    folder: Path
    submission: int
    imap: int
    certificate: Path

    def log(self) -> str:
        """What Postfix says it did."""
        path = self.folder / "postfix" / "log"
        return path.read_text() if path.exists() else ""


@contextmanager
def open_post_office(people: list[str]) -> Iterator[PostOffice]:
    """Run both servers for these addresses, as root; everybody else is unknown when their mail is delivered, not before."""
    with TemporaryDirectory(prefix="regulars-post-") as made:
        folder = Path(made)
        folder.chmod(0o755)  # the servers' own users have to get in
        with _opened(folder, people) as office:
            yield office


@contextmanager
def _opened(folder: Path, people: list[str]) -> Iterator[PostOffice]:
    submission, lmtp, auth, imap = (free_port() for _ in range(4))
    office = PostOffice(folder, submission, imap, folder / "cert.pem")
    _certificate(folder)
    _dovecot(folder, people, lmtp, auth, imap)
    _postfix(folder, submission, lmtp, auth, {address.rpartition("@")[2] for address in people})
    try:
        for port in (submission, imap):
            _await(port, office)
        yield office
    finally:
        _run("/usr/sbin/postfix", "-c", str(folder / "postfix" / "etc"), "stop")
        _run("doveadm", "-c", str(folder / "dovecot" / "conf"), "stop")


def _postfix(folder: Path, submission: int, lmtp: int, auth: int, domains: set[str]) -> None:
    home = folder / "postfix"
    for name in ("etc", "queue", "data"):
        (home / name).mkdir(parents=True)
    shutil.chown(home / "data", "postfix")
    settings = {
        "compatibility_level": "3.6", "queue_directory": home / "queue", "data_directory": home / "data", "command_directory": "/usr/sbin",
        "daemon_directory": "/usr/lib/postfix/sbin", "mail_owner": "postfix", "setgid_group": "postdrop", "maillog_file": home / "log",
        "maillog_file_prefixes": folder, "inet_interfaces": "127.0.0.1", "inet_protocols": "ipv4", "myhostname": "localhost",
        "mydestination": "", "virtual_mailbox_domains": " ".join(sorted(domains)), "virtual_transport": f"lmtp:inet:127.0.0.1:{lmtp}",
        "recipient_delimiter": "+", "smtpd_reject_unlisted_recipient": "no", "smtpd_tls_security_level": "encrypt",
        "smtpd_tls_auth_only": "yes", "smtpd_tls_cert_file": folder / "cert.pem", "smtpd_tls_key_file": folder / "key.pem",
        "smtpd_sasl_auth_enable": "yes", "smtpd_sasl_type": "dovecot", "smtpd_sasl_path": f"inet:127.0.0.1:{auth}",
        "smtpd_relay_restrictions": "permit_sasl_authenticated, reject", "smtpd_client_connection_count_limit": "0",
        "alias_maps": "", "local_recipient_maps": "",
    }  # fmt: skip
    lines = [f"{name} = {value}" for name, value in settings.items()]
    (home / "etc" / "main.cf").write_text("\n".join(lines) + "\n")
    (home / "etc" / "master.cf").write_text(f"127.0.0.1:{submission} inet n - n - - smtpd\n{SERVICES}")
    _run("/usr/sbin/postfix", "-c", str(home / "etc"), "start")


def _dovecot(folder: Path, people: list[str], lmtp: int, auth: int, imap: int) -> None:
    home = folder / "dovecot"
    (home / "mail").mkdir(parents=True)
    owner = pwd.getpwnam("nobody")
    os.chown(home / "mail", owner.pw_uid, owner.pw_gid)
    names = [USER, *people]
    (home / "users").write_text(
        "".join(
            f"{name}:{{PLAIN}}{PASSWORD}:{owner.pw_uid}:{owner.pw_gid}::{home}/mail/{name}::\n"
            for name in names
        )
    )
    (home / "users").chmod(0o644)
    (home / "conf").write_text(f"""
base_dir = {home}/run
log_path = {home}/log
protocols = imap lmtp
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_username_chars = abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01234567890.-_@+
recipient_delimiter = +
first_valid_uid = 1
mail_location = maildir:~/Maildir
passdb {{
  driver = passwd-file
  args = {home}/users
}}
userdb {{
  driver = passwd-file
  args = {home}/users
}}
service imap-login {{
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
protocol lmtp {{
  postmaster_address = postmaster@localhost
}}
""")
    _run("/usr/sbin/dovecot", "-c", str(home / "conf"))


def _certificate(folder: Path) -> None:
    """For localhost, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(private)
    (folder / "key.pem").chmod(0o600)


def _run(*command: str) -> None:
    """Their daemons keep what they are given to write to, hence no pipe."""
    subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )


def _await(port: int, office: PostOffice) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nothing listens on {port}: {office.log()}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
