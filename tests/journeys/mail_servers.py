"""A real Postfix that takes mail, and a real Dovecot that its bounces can be read from; both on this machine only, each with files of its own."""

import shutil
import socket
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/log/mail.log
maillog_file_prefixes = {home}/log
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.tee.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
recipient_delimiter = +
alias_maps =
alias_database =
relay_domains = tee.example, customers.example
transport_maps = inline:{{ {{ tee.example = lmtp:unix:{home}/lmtp }}, {{ customers.example = smtp:[127.0.0.1]:{customers} }} }}
smtpd_recipient_restrictions = permit_mynetworks, reject
smtp_host_lookup = native
disable_dns_lookups = yes
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT = """
base_dir = {home}/dovecot-run
state_dir = {home}/dovecot-run
log_path = {home}/log/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = dovecot
default_login_user = nobody
first_valid_uid = 1
auth_username_format = %Ln
recipient_delimiter = +
mail_location = maildir:{home}/mails/%n
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={home}/mails/%n allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service lmtp {{
  unix_listener {home}/lmtp {{
    mode = 0666
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def mail_servers(customers: int):
    """Postfix's and Dovecot's ports; Postfix hands mail for customers.example to the port given, and its bounces to Dovecot."""
    with TemporaryDirectory(
        prefix="regulars-mail-", ignore_cleanup_errors=True
    ) as folder:  # pytest's own folders are closed to their users
        yield from _running(Path(folder), customers)


def _running(home: Path, customers: int):
    home.chmod(0o755)
    for name, owner in (
        ("queue", "root"),
        ("data", "postfix"),
        ("log", "root"),
        ("mails", "nobody"),
        ("dovecot-run", "root"),
    ):
        (home / name).mkdir(mode=0o755)
        shutil.chown(home / name, owner)
    smtp, imap = free_port(), free_port()
    with ExitStack() as stack:
        _dovecot(home, imap, stack)
        _postfix(home, smtp, customers, stack)
        yield smtp, imap


def _dovecot(home: Path, port: int, stack: ExitStack) -> None:
    settings = home / "dovecot.conf"
    settings.write_text(DOVECOT.format(home=home, port=port))
    with (home / "dovecot.out").open("w") as out:
        server = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(settings)], stdout=out, stderr=out)
    stack.callback(server.wait, 20)
    stack.callback(server.terminate)
    _await(port, home / "dovecot.out")


def _postfix(home: Path, port: int, customers: int, stack: ExitStack) -> None:
    settings = home / "postfix"
    settings.mkdir(mode=0o755)
    (settings / "main.cf").write_text(MAIN.format(home=home, customers=customers))
    (settings / "master.cf").write_text(MASTER.format(port=port))
    with (home / "postfix.out").open("w") as out:

        def postfix(verb: str) -> None:
            subprocess.run(
                ["/usr/sbin/postfix", "-c", str(settings), verb],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                check=False,
            )

        postfix("start")
        stack.callback(
            subprocess.run,
            ["/usr/sbin/postfix", "-c", str(settings), "stop"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    _await(port, home / "postfix.out")


def _await(port: int, told: Path) -> None:
    until = monotonic() + 20
    while monotonic() < until:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise TimeoutError(told.read_text())
